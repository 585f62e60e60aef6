"""A field that a record lacks: how to write it, with an example where its type has one."""

import re

from generator.content.source import SourceFile
from generator.kinds import KINDS
from generator.kinds.fields import Field, find_field
from generator.kinds.json_schema import examples
from generator.kinds.record import Fields
from generator.problems import FieldPath


def hint_for_missing_field(model: type[Fields], path: FieldPath, source: SourceFile) -> str:
    """What to write, and where in the file, for the field of a class that is missing at a path."""
    field = find_field(model, str(path[-1]))
    example = examples(model).get(str(path[-1]))
    what = f'such as "{path[-1]}: {example}"' if example else f'with "{path[-1]}:", a space and {_value(field)}'
    if field and field.to and field.is_list:
        what = f'with "{path[-1]}:", and below it, indented, "- " and {_value(field)}'
    place = source.place(path[:-1])
    lacking = source.lines[place.line - 1][place.column - 1 :] if len(path) > 1 else ""
    if lacking.startswith("{"):
        return f"add, within the braces and after a comma, a field {what}"
    first = re.match(r"[^\s:]+(?=:)", lacking)
    where = f', in the same column as "{first[0]}",' if first else ""
    return f"add{where} a line {what}"


def _value(field: Field | None) -> str:
    """What the field holds, in words."""
    if field and field.choices:
        return f"one of {', '.join(field.choices)}"
    if field and field.to:
        folders = [kind.folder for kind in KINDS if kind.reference_names & set(field.to.targets)]
        return f"the name of a file in {' or '.join(folders)}, without .yml"
    described = field.description.rstrip(".") if field else ""
    return f"the value: {described[:1].lower()}{described[1:]}" if described else "the value"
