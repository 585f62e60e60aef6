"""The text of a new record file: `record_yaml` writes values in the layout of `format`.

Used by `new` and `import`. For `new`, each optional field without a value gets a comment with its description.
"""

from collections.abc import Iterator, Mapping, Sequence

from generator.content.yaml_layout import to_yaml
from generator.content.yaml_parser import YamlValue
from generator.content.yaml_scalars import make_scalar
from generator.content.yaml_tree import Collection, Node, YamlDocument, YamlEntry
from generator.kinds.fields import Field, fields_in_order
from generator.kinds.record import Entry, Fields
from generator.values.languages import SOURCE_LANGUAGE, language

HEAD = '# What starts with # is not read. To use a line, delete its first "# " and write a value before the other " #".'
"""The first line of a file with commented fields."""


def record_yaml(model: type[Fields], values: Mapping[str, YamlValue], languages: Sequence[str] | None = None) -> str:
    """Return the text of a record file of class `model`.

    With `languages`, those of the site, fields without a value stand in comments.
    """
    head = [] if languages is None else [HEAD]
    return to_yaml(YamlDocument(_RecordWriter(languages).mapping(model, values), head))


class _RecordWriter:
    """Makes YAML nodes of the values of a record."""

    def __init__(self, languages: Sequence[str] | None) -> None:
        self._languages = languages

    def mapping(self, model: type[Fields], values: Mapping[str, YamlValue]) -> Collection:
        """Return the fields of `model` in order, then undeclared ones: checks report them."""
        fields = fields_in_order(model)
        mapping, comments = Collection(is_mapping=True, entries=[]), list[str]()
        for field in fields:
            if field.name in values:
                node = self._node(values[field.name], field)
                mapping.entries.append(YamlEntry(make_scalar(field.name), node, comments))
                comments = []
            else:
                comments += self._comments_on_missing(model, field)
        for name in [name for name in values if name not in {field.name for field in fields}]:
            mapping.entries.append(YamlEntry(make_scalar(name), self._node(values[name], None), comments))
            comments = []
        mapping.comments_below = comments
        return mapping

    def _node(self, value: YamlValue, field: Field | None) -> Node:
        if isinstance(value, list):
            entries = [_list_entry(self._node(each, field)) for each in value]
            return Collection(is_mapping=False, entries=entries)
        if isinstance(value, dict):
            return self.mapping(field.mapping, value) if field and field.mapping else self._texts(value, field)
        is_text = not field or field.is_line or field.is_reference
        return make_scalar(value, is_text=is_text, is_prose=bool(field and field.is_prose))

    def _texts(self, values: Mapping[str, YamlValue], field: Field | None) -> Collection:
        """Return texts by language, or another mapping with undeclared names."""
        languages = self._languages if self._languages and field and field.is_text else ()
        mapping, comments = Collection(is_mapping=True, entries=[]), list[str]()
        for name in dict.fromkeys((*languages, *values)):
            if name in values:
                mapping.entries.append(YamlEntry(make_scalar(name), self._node(values[name], field), comments))
                comments = []
            else:
                about = f"The same in {language(SOURCE_LANGUAGE).language_name(name)}."
                comments.append(_commented_field(name, about))
        mapping.comments_below = comments
        return mapping

    def _comments_on_missing(self, model: type[Fields], field: Field) -> Iterator[str]:
        """Yield the comment for a field without a value, unless every list entry has it."""
        is_general = issubclass(model, Entry) and field.name in Entry.model_fields
        if self._languages is not None and not is_general:
            yield _commented_field(field.name, describe_field(field))


def _commented_field(name: str, about: str) -> str:
    """Return a comment with an optional field.

    `about` is a comment within it: without the first "# ", a value is still to be written, and nobody publishes help.
    """
    return f"# {name}:  # {about}"


def _list_entry(node: Node) -> YamlEntry:
    """Return an entry of a list.

    Comments above its first field move below that field, which shares its line with the hyphen.
    """
    if isinstance(node, Collection) and node.entries:
        first, *more = node.entries
        below = more[0].comments_above if more else node.comments_below
        below[:0], first.comments_above = first.comments_above, []
    return YamlEntry(None, node)


def describe_field(field: Field) -> str:
    """Describe a field in one line: its description, and its words or fields."""
    about = field.description
    if field.choices:
        return f"{about} One of: {', '.join(field.choices)}."
    if field.mapping:
        names = ", ".join(below.name for below in fields_in_order(field.mapping) if below.name != "audience")
        return f"{about} {'Each with' if field.is_list else 'With'}: {names}."
    return about
