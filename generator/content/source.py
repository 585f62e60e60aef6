"""Files to sources: their text, and what YAML makes of it. Refuses what is no text before it is read as YAML."""

import re
import stat
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from generator.content.yaml_parser import (
    CONTROL_CHARACTER,
    YamlParser,
    YamlValue,
    describe_control_character,
    find_control_character,
)
from generator.problems import FieldPath, Place, Problem, Rule

MAX_BYTES = 1 << 20
SUFFIXES = (".yml", ".yaml")

SWALLOWED = "the next line belongs to it because of its indentation: start each entry in one column"
NO_BLANK = "put a space between the hyphen and what follows it"
NOT_PLAIN = ('"', "'", "|", ">")
"""How a text starts that has its end or its indentation marked."""

OUTERMOST = re.compile(r"[^\s#-]")
"""How the line of a field of the record itself starts."""
INDENT = re.compile(r" *(?=[^\s#])(- )?")
"""The indentation of a line, without tabs, and the hyphen of an entry."""

UNREADABLE_FILE = Rule("unreadable-file", "Every record is a plain file that can be opened.")
FILE_TOO_LARGE = Rule("file-too-large", "A record is at most 1 MiB.")
NOT_UTF_8 = Rule("not-utf-8", "Records are saved as UTF-8.")
TAB = Rule("tab", "Records are indented and spaced with spaces.")

RULES = (UNREADABLE_FILE, FILE_TOO_LARGE, NOT_UTF_8, TAB)


@dataclass(frozen=True)
class SourceFile:
    """A file read: its text and what YAML makes of it. `values` is None where it could not be read."""

    file: str
    """The file's name as problems show it."""
    text: str = ""
    values: dict[str, YamlValue] | None = None
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    @cached_property
    def digest(self) -> str:
        """Of the file and its name."""
        return sha256(f"{self.file}\n{self.text}".encode()).hexdigest()[:16]

    @cached_property
    def _places(self) -> dict[tuple[FieldPath, bool], Place]:
        # Composed again for the few files with problems, rather than kept for all.
        if self.values is None:
            return {}
        places: dict[tuple[FieldPath, bool], Place] = {}
        YamlParser(self.file, self.text, places).parse()
        return places

    def __contains__(self, path: FieldPath) -> bool:
        """Whether there is a value at a path."""
        return (path, False) in self._places

    def place(self, path: FieldPath, *, key: bool = False) -> Place:
        """Where the value at a path stands, or its key; where it is missing, the mapping it is missing from."""
        for length in range(len(path), 0, -1):
            found = self._places.get((path[:length], key and length == len(path)))
            if found:
                return found
        return self._places.get(((), False), Place(self.file))

    def locate(self, problem: Problem) -> Problem:
        """The problem, with its place in this file: that of its field, or in it of the words that it is about."""
        place = self.place(problem.field, key=problem.at_key)
        if not problem.snippet and not problem.at_key and self._swallows(problem.field, place):
            written = self.lines[place.line - 1][place.column - 1 :]
            hint = NO_BLANK if re.match(r"-[^\s-]", written) else SWALLOWED
            problem = replace(problem, hint=hint, fix=None)
        lines = self.lines
        for number in range(place.line, len(lines) + 1) if problem.snippet else ():
            start = place.column - 1 if number == place.line else 0
            if (found := lines[number - 1].find(problem.snippet, start)) >= 0:
                return problem.with_place(Place(self.file, number, found + 1))
        return problem.with_place(place)

    def _swallows(self, path: FieldPath, place: Place) -> bool:
        """Whether a value goes on with the line below, which starts with a hyphen as an entry of a list does."""
        own, *below = self.lines[place.line - 1 : place.line + 1] or [""]
        if not below or not below[0].lstrip().startswith("- ") or own[place.column - 1 :].startswith(NOT_PLAIN):
            return False
        within = any(len(other) > len(path) and other[: len(path)] == path for other, _ in self._places)
        starts_below = any(other.line == place.line + 1 for other in self._places.values())
        return (path, False) in self._places and not within and not starts_below

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file, counted as YAML counts them."""
        return re.split(r"\r\n|\n|\r", self.text)


def read_file(path: Path, name: str) -> bytes | SourceFile:
    """What a file holds; where it cannot be read, a source that says why."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            message, hint = _no_plain_file(path, status.st_mode)
            return _refused(name, "", UNREADABLE_FILE, message, hint=hint)
        if status.st_size > MAX_BYTES:
            message = f"a file of at most {MAX_BYTES:,} bytes is expected, found {status.st_size:,}"
            hint = "shorten its texts, or put them into several records"
            return _refused(name, "", FILE_TOO_LARGE, message, hint=hint)
        return path.read_bytes()
    except OSError as error:
        return _refused(name, "", UNREADABLE_FILE, f"the file cannot be opened: {error.strerror}")


def parse_source(raw: bytes, name: str, known: dict[str, YamlValue] | None = None) -> SourceFile:
    """Read what a file holds, of which what YAML makes may be known already. Never raises for what is in it: what is
    wrong is in the source's problems."""
    if known is not None:
        return SourceFile(name, raw.decode("utf-8-sig"), known)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace").removeprefix("\ufeff")
        message = f"a file saved as UTF-8 is expected, found the byte 0x{raw[error.start]:02X}"
        hint = "choose the encoding UTF-8 where your editor saves the file, then write anew the letters that look wrong"
        return _refused(name, raw.decode("utf-8", "replace"), NOT_UTF_8, message, len(before), hint)
    if control := find_control_character(text):
        return _refused(
            name,
            text,
            CONTROL_CHARACTER,
            f"text is expected, found {describe_control_character(control.group())}",
            control.start(),
            "delete it, and type the text around it anew",
        )
    if (tab := text.find("\t")) >= 0:
        indents = not text[text.rfind("\n", 0, tab) + 1 : tab].strip()
        hint = _without_tab(text, text.count("\n", 0, tab)) if indents else "put one space in its place"
        return _refused(name, text, TAB, "spaces are expected, found a tab", tab, hint)
    composer = YamlParser(name, text)
    values = composer.parse()
    return SourceFile(name, text, values, tuple(composer.problems))


def _without_tab(text: str, at: int) -> str:
    """How to indent a line that a tab indents: as those of its list or mapping are, where these can be told; how many
    spaces a tab stands for, only the lines around tell."""
    lines = text.split("\n")
    if not any(line[:1] in (" ", "-") and INDENT.match(line) for line in lines):
        return "put two spaces in place of each tab before the first word of a line"
    first = next((number for number in range(at, 0, -1) if OUTERMOST.match(lines[number])), 0)
    last = next((number for number in range(at + 1, len(lines)) if OUTERMOST.match(lines[number])), len(lines))
    is_entry = lines[at].lstrip().startswith("- ")
    numbers = sorted(range(first + 1, last), key=lambda number: abs(number - at))
    found = ((number, INDENT.match(lines[number])) for number in numbers)
    like = [(number, indent[0]) for number, indent in found if indent and bool(indent[1]) == is_entry]
    if len({indent for _, indent in like}) == 1:
        return f"indent it with spaces, as line {like[0][0] + 1} is"
    return "indent it with spaces, as many as the lines beside it have, or two more than the field that it belongs to"


def _no_plain_file(path: Path, mode: int) -> tuple[str, str]:
    """What stands in place of a file, and what to do about it."""
    expected = "a plain file is expected, found"
    if not stat.S_ISLNK(mode):
        return f"{expected} a folder or a device", "delete it, or move it out of the content folder"
    where = path.readlink().as_posix()
    if not path.exists():
        return f"{expected} a link to {where}, where there is nothing", "delete the link"
    return f"{expected} a link to {where}", "save a copy of that file in place of the link, or delete it"


def _refused(name: str, text: str, rule: Rule, message: str, offset: int = 0, hint: str | None = None) -> SourceFile:
    before = text[:offset]
    place = Place(name, before.count("\n") + 1, offset - before.rfind("\n"))
    return SourceFile(name, text, None, (Problem(rule, message, hint=hint, place=place),))
