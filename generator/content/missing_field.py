"""The hint for a missing field: how to write it, and where, with an example if its type has one.

Used by `structure.py`.
"""

import re

from generator.content.source import SourceFile
from generator.kinds import KINDS
from generator.kinds.fields import Field, find_field
from generator.kinds.json_schema import examples
from generator.kinds.record import Fields
from generator.problems import FieldPath


def hint_for_missing_field(model: type[Fields], path: FieldPath, source: SourceFile) -> str:
    """Return the hint for the field at `path`, missing in a mapping of class `model`."""
    name = str(path[-1])
    field = find_field(model, name)
    example = examples(model).get(name)
    content = f'such as "{name}: {example}"' if example else f'with "{name}:", a space and {_describe_value(field)}'
    if field and field.to and field.is_list:
        content = f'with "{name}:", and below it, indented, "- " and {_describe_value(field)}'
    place = source.place(path[:-1])
    mapping = source.lines[place.line - 1][place.column - 1 :] if len(path) > 1 else ""
    if mapping.startswith("{"):
        return f"add, within the braces and after a comma, a field {content}"
    first_field = re.match(r"[^\s:]+(?=:)", mapping)
    where = f', in the same column as "{first_field[0]}",' if first_field else ""
    return f"add{where} a line {content}"


def _describe_value(field: Field | None) -> str:
    """Describe the value of a field, as it follows "a space and"."""
    if field and field.choices:
        return f"one of {', '.join(field.choices)}"
    if field and field.to:
        folders = [kind.folder for kind in KINDS if kind.reference_names & set(field.to.targets)]
        return f"the name of a file in {' or '.join(folders)}, without .yml"
    description = field.description.rstrip(".") if field else ""
    return f"the value: {description[:1].lower()}{description[1:]}" if description else "the value"
