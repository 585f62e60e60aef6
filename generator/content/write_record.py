"""Values to the file of a record: in the order and layout that `format` leaves, each text read back as itself; and
for a record that is begun, a line of comment for each field that it may also have."""

from collections.abc import Iterator, Mapping, Sequence

from generator.content.yaml_layout import to_yaml
from generator.content.yaml_parser import YamlValue
from generator.content.yaml_scalars import make_scalar
from generator.content.yaml_tree import Collection, Node, YamlDocument, YamlEntry
from generator.kinds.fields import Field, fields_in_order
from generator.kinds.record import Entry, Fields
from generator.values.languages import SOURCE_LANGUAGE, language

HEAD = '# What starts with # is not read. To use a line, delete its first "# " and write a value before the other " #".'


def record_yaml(model: type[Fields], values: Mapping[str, YamlValue], languages: Sequence[str] | None = None) -> str:
    """The file of a record of a class; with the languages of the site, what it may also have stands in comments."""
    head = [] if languages is None else [HEAD]
    return to_yaml(YamlDocument(_RecordWriter(languages).mapping(model, values), head))


class _RecordWriter:
    def __init__(self, languages: Sequence[str] | None) -> None:
        self._languages = languages

    def mapping(self, model: type[Fields], values: Mapping[str, YamlValue]) -> Collection:
        """The fields of a class in their order, then those that it does not have: checking says what is wrong."""
        fields = fields_in_order(model)
        made, comments = Collection(mapping=True, entries=[]), list[str]()
        for field in fields:
            if field.name in values:
                made.entries.append(YamlEntry(make_scalar(field.name), self._node(values[field.name], field), comments))
                comments = []
            else:
                comments += self._on_what_is_left_out(model, field)
        for name in [name for name in values if name not in {field.name for field in fields}]:
            made.entries.append(YamlEntry(make_scalar(name), self._node(values[name], None), comments))
            comments = []
        made.foot = comments
        return made

    def _node(self, value: YamlValue, field: Field | None) -> Node:
        if isinstance(value, list):
            return Collection(mapping=False, entries=[_listed(self._node(each, field)) for each in value])
        if isinstance(value, dict):
            return self.mapping(field.mapping, value) if field and field.mapping else self._by_name(value, field)
        return make_scalar(
            value, is_text=not field or field.is_line or field.is_reference, is_prose=bool(field and field.is_prose)
        )

    def _by_name(self, values: Mapping[str, YamlValue], field: Field | None) -> Collection:
        """A text by language, or what else has names that no class knows."""
        by_language = self._languages if self._languages and field and field.is_text else ()
        made, comments = Collection(mapping=True, entries=[]), list[str]()
        for name in dict.fromkeys((*by_language, *values)):
            if name in values:
                made.entries.append(YamlEntry(make_scalar(name), self._node(values[name], field), comments))
                comments = []
            else:
                comments.append(_offer(name, f"The same in {language(SOURCE_LANGUAGE).language_name(name)}."))
        made.foot = comments
        return made

    def _on_what_is_left_out(self, model: type[Fields], field: Field) -> Iterator[str]:
        general = issubclass(model, Entry) and field.name in Entry.model_fields
        if self._languages is not None and not general:
            yield _offer(field.name, describe_field(field))


def _offer(name: str, about: str) -> str:
    """A line of comment with a field that may be used. What is said of it is a comment there too: with the first "# "
    gone, a value is still to be written, and nobody publishes what was meant as help."""
    return f"# {name}:  # {about}"


def _listed(node: Node) -> YamlEntry:
    """An entry of a list. Its hyphen stands before a field: comments above that stand below it."""
    if isinstance(node, Collection) and node.entries:
        first, *more = node.entries
        below = more[0].above if more else node.foot
        below[:0], first.above = first.above, []
    return YamlEntry(None, node)


def describe_field(field: Field) -> str:
    """What is said of a field in a line of comment."""
    about = field.description
    if field.choices:
        return f"{about} One of: {', '.join(field.choices)}."
    if field.mapping:
        names = ", ".join(below.name for below in fields_in_order(field.mapping) if below.name != "audience")
        return f"{about} {'Each with' if field.is_list else 'With'}: {names}."
    return about
