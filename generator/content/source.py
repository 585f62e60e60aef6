"""`SourceFile`: the text, values and places of one file.

`read_file` reads its bytes, `parse_source` parses them; both return problems in the `SourceFile`. Files that are not
plain text are refused here; `yaml_parser.py` parses the text.
"""

import errno
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path

from generator.content.characters import describe_control_character, find_control_character
from generator.content.direction_controls import DIRECTION_CONTROL, direction_problems, find_direction_control
from generator.content.yaml_parser import CONTROL_CHARACTER, YamlParser, YamlValue
from generator.content.yaml_spot import LINE_BREAK
from generator.incremental.fingerprint import digest
from generator.problems import MAX_PROBLEMS, FieldPath, Place, Problem, Rule

MAX_BYTES = 4 << 20
SUFFIXES = (".yml", ".yaml")

CONTINUED_HINT = "the next line belongs to it because of its indentation: start each entry in one column"
NO_SPACE_HINT = "put a space between the hyphen and what follows it"
DELIMITED = ('"', "'", "|", ">")
"""The first characters of texts with marks for their end or indentation."""

RECORD_FIELD = re.compile(r"[^\s#-]")
"""The start of a line with a field of the record itself."""
INDENT = re.compile(r" *(?=[^\s#])(- )?")
"""The indentation of a line, without tabs; the group is the hyphen of an entry."""

UNREADABLE_FILE = Rule("unreadable-file", "Every record is a plain file that can be opened.")
FILE_TOO_LARGE = Rule("file-too-large", "A record is at most 4 MiB.")
NOT_UTF_8 = Rule("not-utf-8", "Records are saved as UTF-8.")
TAB = Rule("tab", "Records are indented and spaced with spaces.")

RULES = (UNREADABLE_FILE, FILE_TOO_LARGE, NOT_UTF_8, TAB)


@dataclass(frozen=True)
class SourceFile:
    """A file with its text, values and problems; on demand, the place of each value."""

    file: str
    """The path as problems show it."""
    text: str = ""
    values: dict[str, YamlValue] | None = None
    """The fields of the record; None if the text could not be parsed."""
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    @cached_property
    def digest(self) -> str:
        """The digest of the path and the text."""
        return digest(f"{self.file}\n{self.text}".encode(errors="surrogatepass"))

    @cached_property
    def _places(self) -> dict[tuple[FieldPath, bool], Place]:
        """The place of each value (False) and of each key (True), by field path."""
        # Parsed again for the few files with problems, rather than stored for all.
        if self.values is None:
            return {}
        places: dict[tuple[FieldPath, bool], Place] = {}
        YamlParser(self.file, self.text, places).parse()
        return places

    def __contains__(self, path: FieldPath) -> bool:
        """Return True if there is a value at `path`."""
        return (path, False) in self._places

    def place(self, path: FieldPath, *, key: bool = False) -> Place:
        """Return the place of the value at `path`, or of its `key`.

        For a missing value, it is the place of the mapping around it.
        """
        for length in range(len(path), 0, -1):
            place = self._places.get((path[:length], key and length == len(path)))
            if place:
                return place
        return self._places.get(((), False), Place(self.file))

    def lines_below(self, path: FieldPath) -> list[str]:
        """Return the lines of the value at `path` after its first, up to the next value."""
        start = self.place(path).line
        end = min((place.line for place in self._places.values() if place.line > start), default=len(self.lines) + 1)
        return self.lines[start : end - 1]

    def locate(self, problem: Problem) -> Problem:
        """Return `problem` with the place of its field, or of its snippet in the field."""
        place = self.place(problem.field, key=problem.at_key)
        if not problem.snippet and not problem.at_key and self._continues_below(problem.field, place):
            rest = self.lines[place.line - 1][place.column - 1 :]
            hint = NO_SPACE_HINT if re.match(r"-[^\s-]", rest) else CONTINUED_HINT
            problem = replace(problem, hint=hint, fix=None)
        lines = self.lines
        for number in range(place.line, len(lines) + 1) if problem.snippet else ():
            start = place.column - 1 if number == place.line else 0
            if (offset := lines[number - 1].find(problem.snippet, start)) >= 0:
                return problem.with_place(Place(self.file, number, offset + problem.snippet_offset + 1))
        return problem.with_place(place)

    def _continues_below(self, path: FieldPath, place: Place) -> bool:
        """Return True if a value includes the next line, which looks like a list entry."""
        line, *below = self.lines[place.line - 1 : place.line + 1] or [""]
        if not below or not below[0].lstrip().startswith("- ") or line[place.column - 1 :].startswith(DELIMITED):
            return False
        has_values_within = any(len(other) > len(path) and other[: len(path)] == path for other, _ in self._places)
        starts_below = any(other.line == place.line + 1 for other in self._places.values())
        return (path, False) in self._places and not has_values_within and not starts_below

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, as YAML counts them."""
        return LINE_BREAK.split(self.text)


def read_file(path: Path, name: str) -> bytes | SourceFile:
    """Return the bytes of a file; if unreadable, a `SourceFile` with the problem.

    Messages call the file `name`.
    """
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            message, hint = _not_a_plain_file(path, status.st_mode)
            return _refuse(name, "", UNREADABLE_FILE, message, hint=hint)
        if status.st_size > MAX_BYTES:
            message = f"a file of at most {MAX_BYTES:,} bytes is expected, found {status.st_size:,}"
            hint = "shorten its texts, or put them into several records"
            return _refuse(name, "", FILE_TOO_LARGE, message, hint=hint)
        return _read_plainly(path)
    except OSError as error:
        return _refuse(name, "", UNREADABLE_FILE, f"the file cannot be opened: {error.strerror}")


def _read_plainly(path: Path) -> bytes:
    """Return the bytes of a file.

    It may be another one by now: longer, a link or a pipe.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as file:  # noqa: PTH123  Path.open takes no flags
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise OSError(errno.EFBIG, "it has grown meanwhile")
    return content


def parse_source(raw: bytes, name: str, parsed: dict[str, YamlValue] | None = None) -> SourceFile:
    """Parse the bytes of a file. Pass `parsed` to skip parsing.

    Never raises for bad content; see `SourceFile.problems`.
    """
    if parsed is not None:
        return SourceFile(name, raw.decode("utf-8-sig"), parsed)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace").removeprefix("\ufeff")
        message = f"a file saved as UTF-8 is expected, found the byte 0x{raw[error.start]:02X}"
        hint = "choose the encoding UTF-8 where your editor saves the file, then write anew the letters that look wrong"
        return _refuse(name, raw.decode("utf-8", "replace"), NOT_UTF_8, message, len(before), hint)
    if control := find_control_character(text):
        return _refuse(
            name,
            text,
            CONTROL_CHARACTER,
            f"text is expected, found {describe_control_character(control.group())}",
            control.start(),
            "delete it, and type the text around it anew",
        )
    if (tab := text.find("\t")) >= 0:
        indents = not text[text.rfind("\n", 0, tab) + 1 : tab].strip()
        hint = _indentation_hint(text, text.count("\n", 0, tab)) if indents else "put one space in its place"
        return _refuse(name, text, TAB, "spaces are expected, found a tab", tab, hint)
    parser = YamlParser(name, text)
    values = parser.parse()
    return SourceFile(name, text, values, (*parser.problems, *_direction_problems_beside(parser.problems, name, text)))


def _direction_problems_beside(problems: list[Problem], name: str, text: str) -> Iterable[Problem]:
    """Yield the problems of direction controls outside of values, such as in comments."""
    if find_direction_control(text):
        places = {problem.place for problem in problems if problem.rule is DIRECTION_CONTROL}
        others = (problem for problem in direction_problems(name, text) if problem.place not in places)
        yield from islice(others, max(0, MAX_PROBLEMS - len(problems)))


def _indentation_hint(text: str, tab_line: int) -> str:
    """Return the hint for a line with a tab as indentation.

    How many spaces a tab stands for, only the lines of the same list or mapping tell. `tab_line` counts from 0.
    """
    lines = text.split("\n")
    if not any(line[:1] in (" ", "-") and INDENT.match(line) for line in lines):
        return "put two spaces in place of each tab before the first word of a line"
    first = next((number for number in range(tab_line, 0, -1) if RECORD_FIELD.match(lines[number])), 0)
    last = next((number for number in range(tab_line + 1, len(lines)) if RECORD_FIELD.match(lines[number])), len(lines))
    is_entry = lines[tab_line].lstrip().startswith("- ")
    numbers = sorted(range(first + 1, last), key=lambda number: abs(number - tab_line))
    indents = ((number, INDENT.match(lines[number])) for number in numbers)
    similar = [(number, indent[0]) for number, indent in indents if indent and bool(indent[1]) == is_entry]
    if len({indent for _, indent in similar}) == 1:
        return f"indent it with spaces, as line {similar[0][0] + 1} is"
    return "indent it with spaces, as many as the lines beside it have, or two more than the field that it belongs to"


def _not_a_plain_file(path: Path, mode: int) -> tuple[str, str]:
    """Return message and hint for a folder, device or link with the name of a file."""
    expected = "a plain file is expected, found"
    if not stat.S_ISLNK(mode):
        return f"{expected} a folder or a device", "delete it, or move it out of the content folder"
    target = path.readlink().as_posix()
    if not path.exists():
        return f"{expected} a link to {target}, where there is nothing", "delete the link"
    return f"{expected} a link to {target}", "save a copy of that file in place of the link, or delete it"


def _refuse(name: str, text: str, rule: Rule, message: str, offset: int = 0, hint: str | None = None) -> SourceFile:
    """Return a `SourceFile` without values, with one problem at `offset` in `text`."""
    before = text[:offset]
    place = Place(name, before.count("\n") + 1, offset - before.rfind("\n"))
    return SourceFile(name, text, None, (Problem(rule, message, hint=hint, place=place),))
