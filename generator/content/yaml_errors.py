"""What libyaml says of text that is no YAML, in an editor's words: what is wrong, and how to write the line instead."""

import re
from typing import NamedTuple

from generator.problems import Place, quote

Explanation = tuple[str, str | None]
"""A message, and a hint where there is one."""

LONGEST_SHOWN = 100
"""How much of a line a hint shows; of a longer one its beginning and end, where the mending is."""
FEW_WORDS = 3
"""Up to how many words a line without a colon is more likely a field than a part of a text."""
CLOSING = {"[": "]", "{": "}"}
CLOSED = {'"': re.compile(r'(?:[^"\\]|\\.|\\$)*"'), "'": re.compile(r"(?:[^']|'')*'(?!')")}
"""What of a line belongs to a text in quotes that ends on it, by its quotation mark."""
FIELD_OR_ENTRY = re.compile(r" *(?:- |(?:- +)*[A-Za-z][\w-]*:(?: |$))")
OUTERMOST = re.compile(r"([^\s#\"'\[{-][^:]*):(?: |$)")
"""The name of a field of the record itself, at the beginning of its line."""
PLACEHOLDER = re.compile(r"\{\{[^{}]{0,100}\}\}")
"""What a template has for whoever fills it in."""
LINE_BREAK = re.compile(r"\r\n|\n|\r")
"""The line breaks of YAML."""
NO_CONTENT = "did not find expected node content"

NOT_PLAIN = "\"'[{|>#"
"""How a value starts that is no text without quotes."""

PREFIX = re.compile(r"( *(?:- +)*(?:[^\s:\"'\[{]+: +)?)(.*)")
"""What stands before the value on a line, its hyphens and the name of its field; and the value."""


class Spot(NamedTuple):
    """Where a text is no YAML: its lines, the place that is wrong, and that where libyaml noticed."""

    lines: list[str]
    place: Place
    noticed: Place

    def line(self, number: int) -> str:
        """A line of the text, counted from 1; empty below the last."""
        return self.lines[number - 1] if number <= len(self.lines) else ""

    @property
    def before(self) -> str:
        """What stands before the place on its line."""
        return self.line(self.place.line)[: self.place.column - 1]

    @property
    def rest(self) -> str:
        """What stands there, to the end of the line."""
        return self.line(self.place.line)[self.place.column - 1 :]

    @property
    def is_end(self) -> bool:
        """Whether nothing follows the place in the text."""
        return not self.rest.strip() and not any(line.strip() for line in self.lines[self.place.line :])

    @property
    def value(self) -> tuple[str, str]:
        """What stands before the value on the line, and the value, a comment aside."""
        match = PREFIX.fullmatch(self.line(self.place.line))
        return (match[1], re.sub(r" +#.*", "", match[2]).rstrip()) if match else ("", "")

    @property
    def above(self) -> list[tuple[int, str]]:
        """The numbers and texts of the lines above it that are not empty, the nearest first."""
        numbered = ((number, self.line(number)) for number in range(self.place.line - 1, 0, -1))
        return [(number, line) for number, line in numbered if line.strip()]

    @property
    def name_above(self) -> str | None:
        """The name of the field on the line above, in quotes."""
        match = re.match(r"[\s-]*([^\s:]+):(?: |$)", self.above[0][1]) if self.above else None
        return quote(match[1]) if match else None


def explain_yaml_error(said: str, text: str, place: Place, noticed: Place) -> tuple[str, str | None, Place]:
    """A message, a hint and the place to look at for what libyaml says of a text."""
    spot = Spot(LINE_BREAK.split(text), place, noticed)
    if NO_CONTENT in said and spot.is_end and (opened := _open_bracket(spot)):
        return *_nothing_in_bracket(opened), opened.place
    if opened := _open_quote(spot):
        return *_quotation_mark(opened), opened.place
    if _goes_on_after_comment(spot):
        return *_comment(spot), place
    for part, explain in EXPLANATIONS.items():
        if part in said:
            return *explain(spot), place
    return f"well-formed YAML is expected, found: {said}", None, place


def hint_for_depth(text: str, line: int) -> str:
    """What to do about values too deep within each other on a line: to write anew the field that they are in."""
    above = LINE_BREAK.split(text)[:line]
    names = [match[1] for each in above if (match := OUTERMOST.match(each))]
    holder = f"what {quote(names[-1])} holds" if names else "all of it"
    return f"delete {holder} and write it anew, with few brackets or indents"


def hint_for_key(text: str, place: Place) -> str:
    """How to write what stands where the name of a field is due, and is a list, fields or an alias."""
    spot = Spot(LINE_BREAK.split(text), place, place)
    if filled := PLACEHOLDER.search(spot.line(place.line)):
        return f"write a text of yours in place of {filled[0]}"
    if spot.before.strip(" ") == "-":
        return _write(spot.before + _in_quotes(spot.rest.rstrip()))
    found = re.match(r".*?(?=:(?: |$))", spot.rest)
    return f"write the name of a field in place of {quote((found[0] if found else spot.rest).strip())}"


def _write(line: str) -> str:
    shown = line.strip()
    half = LONGEST_SHOWN // 2
    return f"write {shown if len(shown) <= LONGEST_SHOWN else f'{shown[:half]} … {shown[-half:]}'}"


def _in_quotes(text: str) -> str:
    plain = '"' not in text and "\\" not in text
    return f'"{text}"' if plain else "'" + text.replace("'", "''") + "'"


def _bare(value: str) -> str:
    """What is meant by a text whose quotes end too early: without the first and last of them where they enclose it."""
    mark = value[:1]
    if mark not in ("'", '"') or len(value) < 2 or value[-1] != mark:
        return value
    encloses = value.count(mark) % 2 or value[value.index(mark, 1) - 1] == " "
    return value[1:-1] if encloses else value


def _goes_on_after_comment(spot: Spot) -> bool:
    """Whether a text without quotes goes on here, although on the line above a comment ended it."""
    above = PREFIX.fullmatch(spot.above[0][1]) if spot.above and not spot.before.strip() else None
    plain = above and " #" in above[2] and above[2][0] not in NOT_PLAIN
    return bool(plain) and spot.before != "" and not FIELD_OR_ENTRY.match(spot.rest)


def _comment(spot: Spot) -> Explanation:
    line = spot.above[0][0]
    message = f"quotes round a text that holds a blank and # are expected, found none; a comment ends it on line {line}"
    return message, "put the whole text in quotes; if it is a comment, put it on a line of its own above"


def _colon(spot: Spot) -> Explanation:
    if ": " in spot.before:
        prefix, value = spot.value
        message = "quotes round a text that holds a colon and a space are expected, found none"
        return message, _write(prefix + _in_quotes(_bare(value)))
    name = quote(spot.before.strip())
    message = f"a field in the same column as those beside it is expected, found {name} further in"
    if not spot.name_above:
        return message, "delete the spaces before it"
    hint = f"start it right below {spot.name_above}; if it is a part of the text above, put that whole text in quotes"
    return message, hint


def _hyphen(spot: Spot) -> Explanation:
    message = f"an entry of a list on a line of its own is expected, found a hyphen after {quote(spot.before.strip())}"
    return message, f"{_write(spot.rest)} on the line below, with two spaces before it"


def _no_colon(spot: Spot) -> Explanation:
    message = f"the name of a field, a colon and a space are expected, found {quote(spot.rest)}"
    go_on = "put two more spaces before it if it goes on with the text above"
    if spot.above and spot.above[0][1].lstrip().startswith("- "):
        return message, f"{_write('- ' + re.sub('^-(?=[^ -])', '', spot.rest))}, or {go_on}"
    match = re.match(r"([A-Za-z_]+)(?::| +:?)(\S.*)", spot.rest)
    is_field = match and (":" in spot.rest or len(spot.rest.split()) <= FEW_WORDS)
    return message, f"{_write(f'{match[1]}: {match[2]}')}, or {go_on}" if match and is_field else go_on


def _no_key(spot: Spot) -> Explanation:
    if not spot.before.strip():
        return _out_of_line(spot)
    prefix, value = spot.value
    after = "text in quotes" if value[:1] in ("'", '"') else "list or fields in brackets"
    message = f"the end of the line is expected after a {after}, found {quote(spot.rest)}"
    return message, _write(prefix + _in_quotes(_bare(value)))


def _out_of_line(spot: Spot) -> Explanation:
    is_entry = spot.rest.startswith("- ")
    spaces = len(spot.before)
    message = (
        "as many spaces as before the lines that it belongs with are expected, "
        f"found {spaces or 'none'} before {quote(spot.rest)}"
    )
    for number, line in spot.above:
        wanted = len(line) - len(line.lstrip())
        if line.lstrip().startswith("- ") == is_entry and wanted != spaces:
            return message, f"put {wanted or 'none'} there, as before line {number}"
    return message, "a record's own fields have no space before them; what belongs to a field has two more than it"


def _no_hyphen(spot: Spot) -> Explanation:
    message = f"a hyphen and a space before each entry of a list are expected, found {quote(spot.rest)}"
    own = _write("- " + spot.rest)
    if not spot.name_above:
        return message, own
    return message, f"start it right below {spot.name_above} if it belongs with it; if it is another entry, {own}"


def _special(spot: Spot) -> Explanation:
    if not spot.rest.strip():
        return "well-formed YAML is expected, found the end of the text within brackets", "close the brackets"
    message = f"quotes round a text that starts with {spot.rest[:1]} are expected, found none"
    return message, _write(spot.before + _in_quotes(spot.rest.rstrip()))


def _block(spot: Spot) -> Explanation:
    message = f"the end of the line is expected after {spot.rest[:1]}, found {quote(spot.rest[1:].strip())}"
    return message, "put the text on the line below, with two more spaces before it"


def _quotation_mark(spot: Spot) -> Explanation:
    message = "a closing quotation mark is expected, found none to the end of the line"
    return message, _write(spot.before + spot.rest.rstrip() + spot.rest[:1])


def _open_quote(spot: Spot) -> Spot | None:
    """The spot of the first quotation mark that opens a value and is not closed before the next field or entry."""
    number = 1
    while number <= spot.noticed.line:
        match = PREFIX.fullmatch(spot.line(number))
        closed = CLOSED.get(match[2][:1]) if match else None
        if match and closed:
            first, line = number, match[2][1:]
            while not closed.match(line):
                number += 1
                line = spot.line(number)
                if number > len(spot.lines) or FIELD_OR_ENTRY.match(line):
                    return spot._replace(place=Place(spot.place.file, first, len(match[1]) + 1))
        number += 1
    return None


def _bracket(spot: Spot) -> Explanation:
    closing = CLOSING.get(spot.rest[:1], "]")
    number = spot.noticed.line
    if number == spot.place.line:
        found = spot.line(number)[spot.noticed.column - 1 :]
        hint = "put text that holds a colon and a space in quotes" if found[:1] == ":" else "put a comma before it"
        return f'a comma or "{closing}" is expected, found {quote(found)}', hint
    last = next((at for at in range(number - 1, spot.place.line, -1) if spot.line(at).strip()), spot.place.line)
    message = f'"{closing}" is expected at the end of what "{spot.rest[:1]}" begins, found none'
    return message, f"{_write(spot.line(last).rstrip() + closing)} on line {last}"


def _open_bracket(spot: Spot) -> Spot | None:
    """The spot of the last bracket that is not closed."""
    opened: list[Place] = []
    for number, line in enumerate(spot.lines, start=1):
        for bracket in re.finditer(r"[\[{\]}]", line):
            if bracket[0] in CLOSING:
                opened.append(Place(spot.place.file, number, bracket.start() + 1))
            elif opened:
                opened.pop()
    return spot._replace(place=opened[-1]) if opened else None


def _nothing_in_bracket(spot: Spot) -> Explanation:
    bracket, closing = spot.rest[:1], CLOSING[spot.rest[:1]]
    message = f'"{closing}" is expected after the "{bracket}" on line {spot.place.line}, found the end of the file'
    return message, f'write what belongs into the brackets and "{closing}", or delete "{bracket}"'


def _backslash(spot: Spot) -> Explanation:
    message = "two backslashes for each one are expected in a text in double quotes, found one"
    prefix, value = spot.value
    whole = len(value) > 1 and value[0] == value[-1] == '"'
    return message, _write(prefix + _in_quotes(value[1:-1])) if whole else "write it twice"


EXPLANATIONS = {
    "mapping values are not allowed": _colon,
    "block sequence entries are not allowed": _hyphen,
    "could not find expected ':'": _no_colon,
    "did not find expected key": _no_key,
    "did not find expected '-'": _no_hyphen,
    "cannot start any token": _special,
    "did not find expected alphabetic": _special,
    NO_CONTENT: _special,
    "did not find expected comment or line break": _block,
    "unexpected end of stream": _quotation_mark,
    "did not find expected ',' or": _bracket,
    "unknown escape character": _backslash,
}
"""By a part of what libyaml says."""
