"""`YamlParser`: YAML text to plain values, with a place for each key and value.

Used by `source.py` for record files. The only user of libyaml's events; `yaml_errors.py` explains its errors. Every
scalar stays text: the record classes give it a meaning.
"""

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml

from generator.content.characters import VISIBLE, describe_control_character, find_control_character
from generator.content.direction_controls import direction_problems, find_direction_control
from generator.content.yaml_errors import explain_yaml_error, hint_for_depth, hint_for_key
from generator.problems import MAX_PROBLEMS, FieldPath, Place, Problem, Rule, quote

YamlValue: TypeAlias = "str | list[YamlValue] | dict[str, YamlValue]"

PLACEHOLDER = ""
"""Replaces a refused value, so that the other entries of its list keep their positions."""

YAML_TAGS = "tag:yaml.org,2002:"
MAX_DEPTH = 20
MAX_VALUES = 100_000
"""Fifty times the values of the longest record we know of; few enough to be formatted in an instant."""
DEPTH_EXPECTED = f"values within values at most {MAX_DEPTH} deep are expected"
NO_RECORD_HINT = "write the record's fields into it, or delete the file"

CONTROL_CHARACTER = Rule("control-character", "Text holds no control characters and no exotic line breaks.")
YAML_SYNTAX = Rule("yaml-syntax", "Records are well-formed YAML.")
EMPTY_FILE = Rule("empty-file", "A file holds a record.")
SEVERAL_DOCUMENTS = Rule("several-documents", "A file holds one record.")
ANCHOR = Rule("anchor", "Records use no YAML anchors (&) and aliases (*): a value is written where it holds.")
TAG = Rule("tag", "Records use no YAML tags (!).")
DUPLICATE_KEY = Rule("duplicate-key", "A field stands once in its mapping.")
KEY_NOT_TEXT = Rule("key-not-text", "The name of a field is plain text.")
EMPTY_VALUE = Rule("empty-value", "A field that is named has a value.")
TOO_DEEP = Rule("too-deep", f"Values are nested at most {MAX_DEPTH} deep.")
TOO_MANY_VALUES = Rule("too-many-values", f"A record holds at most {MAX_VALUES:,} values.")
NOT_A_MAPPING = Rule("not-a-mapping", "A record is a mapping of fields to values.")

RULES = (
    CONTROL_CHARACTER,
    YAML_SYNTAX,
    EMPTY_FILE,
    SEVERAL_DOCUMENTS,
    ANCHOR,
    TAG,
    DUPLICATE_KEY,
    KEY_NOT_TEXT,
    EMPTY_VALUE,
    TOO_DEEP,
    TOO_MANY_VALUES,
    NOT_A_MAPPING,
)

COMMENT = re.compile("[ \t]+#")
EMPTY_HINT = "write a value, or delete the line"
ONLY_COMMENT_HINT = "write a value before the #, or delete the line; put text that starts with # in quotes"
NULLS = ("~", "null", "Null", "NULL")
"""YAML's words for no value; as plain text they would be published."""

CONTEXTS_AT_START = (
    "while scanning a simple key",
    "while scanning a quoted scalar",
    "while scanning an alias",
    "while scanning an anchor",
    "while scanning a block scalar",
    "while parsing a flow",
)
"""Contexts of libyaml's errors with the mistake at their start, rather than at the place of the error."""


TOO_DEEP_FOR_LIBYAML = "exceeded maximum nesting depth"
"""Part of libyaml's error for deep nesting: libyaml looks ahead, and stops before `MAX_DEPTH` is noticed here."""


class _StopParsing(Exception):  # noqa: N818  it is how the parser stops, not an error of ours
    """Nothing more of this file can be parsed."""


class YamlParser:
    """A parser of one text. It reads libyaml's events: unlike nodes, they can be refused before they cost anything."""

    def __init__(self, file: str, text: str, places: dict[tuple[FieldPath, bool], Place] | None = None) -> None:
        """Prepare to parse `text`; messages call it `file`.

        `places` is filled with the place of each value (False) and of each key (True), by field path.
        """
        self.file = file
        self.text = text
        self.problems: list[Problem] = []
        self._places = places
        self._value_count = 0
        self._anchors: dict[str, int] = {}
        """The line of each anchor."""

    def parse(self) -> dict[str, YamlValue] | None:
        """Return the fields of the record; None if there are none. Fills `problems`."""
        try:
            return self._document(iter(yaml.CBaseLoader(self.text).get_event, None))
        except _StopParsing:
            return None
        except yaml.MarkedYAMLError as error:
            self._report_syntax(error)
            return None

    def _document(self, events: Iterator[Any]) -> dict[str, YamlValue] | None:
        """Return the fields of the one document of the text."""
        next(events)  # the start of the stream
        if isinstance(next(events), yaml.StreamEndEvent):
            self._report(EMPTY_FILE, "a record is expected, found an empty file", hint=NO_RECORD_HINT)
            return None
        first = next(events)
        value = self._value(first, events, ())
        next(events)  # the end of the document
        following = next(events)
        if not isinstance(following, yaml.StreamEndEvent):
            self._report(
                SEVERAL_DOCUMENTS,
                'one record is expected, found "---" and another document',
                following,
                hint="put each record in a file of its own",
            )
        if isinstance(value, dict):
            return value
        if value == PLACEHOLDER:
            self._report(EMPTY_FILE, 'a record is expected, found nothing after "---"', first, hint=NO_RECORD_HINT)
        else:
            message = f"fields and their values are expected, found {describe_type(value)}"
            hint = (
                "write each field on a line of its own: its name, a colon, a space and its value, as in name: Tashkent"
            )
            self._report(NOT_A_MAPPING, message, first, hint=hint)
        return None

    def _value(self, event: Any, events: Iterator[Any], path: FieldPath) -> YamlValue:
        """Return the value that starts with `event`."""
        self._value_count += 1
        if self._value_count > MAX_VALUES:
            message = f"at most {MAX_VALUES:,} values are expected, found more from here on"
            self._report(TOO_MANY_VALUES, message, event, hint="divide the record into several")
            raise _StopParsing
        if self._places is not None:
            self._places[path, False] = self._place(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, path)
        if event.anchor:
            self._anchors[event.anchor] = event.start_mark.line + 1
            self._report(
                ANCHOR,
                f"a value is expected, found &{event.anchor}, a name for it",
                event,
                path,
                f"{self._anchor_hint(event.anchor)}, or put text that starts with & in quotes",
            )
        if event.tag:
            tag = quote(event.tag.replace(YAML_TAGS, "!!"))
            hint = f"delete {tag}, or put text that starts with ! in quotes"
            self._report(TAG, f"a value is expected, found the tag {tag}", event, path, hint)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if len(path) >= MAX_DEPTH:
            hint = hint_for_depth(self.text, event.start_mark.line + 1)
            self._report(TOO_DEEP, f"{DEPTH_EXPECTED}, found one deeper", event, hint=hint)
            raise _StopParsing
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return self._mapping(events, path)

    def _anchor_hint(self, name: str) -> str:
        """Return the hint to delete an anchor, and to replace its aliases by the value."""
        is_used = re.search(rf"\*{re.escape(name)}(?![\w-])", self.text)
        return f"write the value wherever *{name} stands, then delete &{name}" if is_used else f"delete &{name}"

    def _alias(self, event: Any, path: FieldPath) -> str:
        """Report an alias, with the line of its anchor."""
        message, in_quotes = f"a value is expected, found *{event.anchor}", "put text that starts with * in quotes"
        line = self._anchors.get(event.anchor)
        if not line:
            hint = f"write the value that is meant, or {in_quotes}"
            return self._report(ANCHOR, f"{message}, which names no other value", event, path, hint)
        stands = f"which stands for the value that line {line} has after &{event.anchor}"
        return self._report(ANCHOR, f"{message}, {stands}", event, path, f"write that value here, or {in_quotes}")

    def _scalar(self, event: Any, path: FieldPath) -> YamlValue:
        """Return a text; report one with a control character, or without content."""
        text: str = event.value
        if control := find_control_character(text):
            return self._report(
                CONTROL_CHARACTER,
                f"text is expected, found {describe_control_character(control.group())}",
                event,
                path,
                rf"delete the backslash and the code after it that stand for it, such as \u{ord(control.group()):04x}",
            )
        if find_direction_control(text):
            return self._report_direction(event, path)
        if path and not VISIBLE.search(text):
            content, hint = "found nothing that can be seen" if text else "found nothing", EMPTY_HINT
            if not text and COMMENT.match(self.text, event.start_mark.index):
                content, hint = "found only a comment", ONLY_COMMENT_HINT
            return self._report(EMPTY_VALUE, f"a value is expected, {content}", event, path, hint)
        if path and text in NULLS and event.implicit[0]:
            message = f"a value is expected, found {text}, which stands for nothing"
            return self._report(EMPTY_VALUE, message, event, path, "delete the line, or put the word in quotes")
        return text

    def _sequence(self, events: Iterator[Any], path: FieldPath) -> list[YamlValue]:
        values: list[YamlValue] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            values.append(self._value(event, events, (*path, len(values))))
        return values

    def _mapping(self, events: Iterator[Any], path: FieldPath) -> dict[str, YamlValue]:
        """Return the fields of a mapping; report keys that are no text or stand twice."""
        values: dict[str, YamlValue] = {}
        keys: dict[str, Any] = {}  # the event of each
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._report(
                    KEY_NOT_TEXT,
                    "the name of a field is expected, found brackets or *",
                    event,
                    path,
                    hint_for_key(self.text, self._place(event)),
                )
                raise _StopParsing
            key = event.value
            field = (*path, key)
            if find_direction_control(key):
                self._report_direction(event, path)
            if key in keys:
                another = ", or start a new entry with a hyphen before its first field" if path else ""
                first = self._place(keys[key]).line
                self._report(
                    DUPLICATE_KEY,
                    f"one {quote(key)} is expected, found a second; the first is on line {first}",
                    event,
                    field,
                    f"delete one of them{another}",
                )
                self._value(next(events), events, field)
                if self._places is not None:
                    self._places[field, True] = self._place(keys[key])
                continue
            keys[key] = event
            if self._places is not None:
                self._places[field, True] = self._place(event)
            values[key] = self._value(next(events), events, field)
        return values

    def _place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _report(
        self, rule: Rule, message: str, event: Any = None, path: FieldPath = (), hint: str | None = None
    ) -> str:
        """Add a problem and return `PLACEHOLDER`; stop at the most problems of a file."""
        place = self._place(event) if event else Place(self.file)
        self.problems.append(Problem(rule, message, path, hint, place=place))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _StopParsing
        return PLACEHOLDER

    def _report_direction(self, event: Any, path: FieldPath) -> str:
        """Add a problem for each direction control of a text, and return `PLACEHOLDER`."""
        start, end = event.start_mark.index, event.end_mark.index
        self.problems += direction_problems(self.file, self.text, start, end, path)
        if len(self.problems) >= MAX_PROBLEMS:
            raise _StopParsing
        return PLACEHOLDER

    def _report_syntax(self, error: yaml.MarkedYAMLError) -> None:
        """Add the problem of libyaml's error."""
        libyaml_message = " ".join(part for part in (error.context, error.problem) if part)
        is_at_start = (error.context or "").startswith(CONTEXTS_AT_START)
        mark = (error.context_mark if is_at_start else None) or error.problem_mark or error.context_mark
        place = Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)
        if TOO_DEEP_FOR_LIBYAML in libyaml_message:
            message = f"{DEPTH_EXPECTED}, found many more"
            self.problems.append(Problem(TOO_DEEP, message, hint=hint_for_depth(self.text, place.line), place=place))
            return
        problem_mark = error.problem_mark or mark
        noticed = Place(self.file, problem_mark.line + 1, problem_mark.column + 1) if problem_mark else place
        message, hint, place = explain_yaml_error(libyaml_message, self.text, place, noticed)
        self.problems.append(Problem(YAML_SYNTAX, message, hint=hint, place=place))


def describe_type(value: Any) -> str:
    """Describe a refused value for a message."""
    if isinstance(value, dict):
        return "fields with values"
    return "a list" if isinstance(value, list) else f"the text {quote(value)}"
