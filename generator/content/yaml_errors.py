"""Explanations of libyaml's syntax errors in an editor's words: the mistake, and how to write the line instead.

Used by `yaml_parser.py`. Each mistake that libyaml reports has a function in `EXPLANATIONS`.
"""

import re

from generator.content.yaml_spot import LINE_BREAK, PREFIX, Spot
from generator.problems import Place, quote

MessageAndHint = tuple[str, str | None]
"""A message, and a hint where there is one."""

MAX_QUOTED_LINE = 100
"""The longest line that a hint quotes in full; of a longer one it quotes the two ends, where the correction is."""
FEW_WORDS = 3
"""The most words of a line that is rather a field without a colon than a part of a text."""
CLOSING = {"[": "]", "{": "}"}
QUOTED_TEXT_END = {'"': re.compile(r'(?:[^"\\]|\\.|\\$)*"'), "'": re.compile(r"(?:[^']|'')*'(?!')")}
"""The rest of a line up to a closing quotation mark, by the mark."""
FIELD_OR_ENTRY = re.compile(r" *(?:- |(?:- +)*[A-Za-z][\w-]*:(?: |$))")
RECORD_FIELD = re.compile(r"([^\s#\"'\[{-][^:]*):(?: |$)")
"""A line with a field of the record itself; the group is its name."""
FIELD_WITHOUT_COLON = re.compile(r"(?P<name>[A-Za-z_]+)(?: *(?P<colon>[:=\uff1a]) *| +)(?P<value>[^\s:=\uff1a].*)")
"""A line that may be a field without a colon and a space: it has another sign, or none."""
INTERNAL = "internal"
"""The value of a field that keeps something out of the public edition."""
TEMPLATE_PLACEHOLDER = re.compile(r"\{\{[^{}]{0,100}\}\}")
"""A place in a template for a text to fill in."""
NO_CONTENT = "did not find expected node content"

NOT_PLAIN = "\"'[{|>#"
"""The first characters of values other than text without quotes."""


def explain_yaml_error(libyaml_message: str, text: str, place: Place, noticed: Place) -> tuple[str, str | None, Place]:
    """Return message, hint and place of the mistake for an error of libyaml in `text`.

    `place` is the likely place, `noticed` that of the error.
    """
    spot = Spot(LINE_BREAK.split(text), place, noticed)
    if NO_CONTENT in libyaml_message and spot.is_end and (opened := _open_bracket(spot)):
        return *_explain_bracket_at_end(opened), opened.place
    if opened := _open_quote(spot):
        return *_explain_quotation_mark(opened), opened.place
    if _goes_on_after_comment(spot):
        return *_explain_comment(spot), place
    for part, explain in EXPLANATIONS.items():
        if part in libyaml_message:
            return *explain(spot), place
    return f"well-formed YAML is expected, found: {libyaml_message}", None, place


def hint_for_depth(text: str, line: int) -> str:
    """Return the hint for values nested too deep on a line: to write the field anew."""
    lines = LINE_BREAK.split(text)[:line]
    names = [match[1] for each in lines if (match := RECORD_FIELD.match(each))]
    field_content = f"what {quote(names[-1])} holds" if names else "all of it"
    return f"delete {field_content} and write it anew, with few brackets or indents"


def hint_for_key(text: str, place: Place) -> str:
    """Return the hint for a list, mapping or alias in place of the name of a field."""
    spot = Spot(LINE_BREAK.split(text), place, place)
    if placeholder := TEMPLATE_PLACEHOLDER.search(spot.line(place.line)):
        return f"write a text of yours in place of {placeholder[0]}"
    if spot.before.strip(" ") == "-":
        return _write(spot.before + _in_quotes(spot.rest.rstrip()))
    key = re.match(r".*?(?=:(?: |$))", spot.rest)
    return f"write the name of a field in place of {quote((key[0] if key else spot.rest).strip())}"


def _write(line: str) -> str:
    """Return the hint to write a line as given."""
    text = line.strip()
    half = MAX_QUOTED_LINE // 2
    return f"write {text if len(text) <= MAX_QUOTED_LINE else f'{text[:half]} … {text[-half:]}'}"


def _in_quotes(text: str) -> str:
    is_simple = '"' not in text and "\\" not in text
    return f'"{text}"' if is_simple else "'" + text.replace("'", "''") + "'"


def _without_quotes(value: str) -> str:
    """Strip the outer quotes from a text whose quotes end too early."""
    mark = value[:1]
    if mark not in ("'", '"') or len(value) < 2 or value[-1] != mark:
        return value
    encloses = value.count(mark) % 2 or value[value.index(mark, 1) - 1] == " "
    return value[1:-1] if encloses else value


def _goes_on_after_comment(spot: Spot) -> bool:
    """Return True if a plain text goes on here after a comment on the line above."""
    above = PREFIX.fullmatch(spot.above[0][1]) if spot.above and not spot.before.strip() else None
    is_cut_off = above and " #" in above[2] and above[2][0] not in NOT_PLAIN
    return bool(is_cut_off) and spot.before != "" and not FIELD_OR_ENTRY.match(spot.rest)


def _explain_comment(spot: Spot) -> MessageAndHint:
    """Explain a text without quotes that a comment ends."""
    line = spot.above[0][0]
    message = f"quotes round a text that holds a blank and # are expected, found none; a comment ends it on line {line}"
    return message, "put the whole text in quotes; if it is a comment, put it on a line of its own above"


def _explain_colon(spot: Spot) -> MessageAndHint:
    """Explain a colon within a text without quotes, or a field further in than others."""
    if ": " in spot.before:
        prefix, value = spot.value
        message = "quotes round a text that holds a colon and a space are expected, found none"
        return message, _write(prefix + _in_quotes(_without_quotes(value)))
    name = quote(spot.before.strip())
    message = f"a field in the same column as those beside it is expected, found {name} further in"
    if not spot.name_above:
        return message, "delete the spaces before it"
    hint = f"start it right below {spot.name_above}; if it is a part of the text above, put that whole text in quotes"
    return message, hint


def _explain_hyphen(spot: Spot) -> MessageAndHint:
    """Explain a list entry on the line of the name of its field."""
    message = f"an entry of a list on a line of its own is expected, found a hyphen after {quote(spot.before.strip())}"
    return message, f"{_write(spot.rest)} on the line below, with two spaces before it"


def _explain_missing_colon(spot: Spot) -> MessageAndHint:
    """Explain a line that is no field: it lacks a colon or belongs to a text."""
    message = f"the name of a field, a colon and a space are expected, found {quote(spot.rest)}"
    go_on = "put two more spaces before it if it goes on with the text above"
    if spot.above and spot.above[0][1].lstrip().startswith("- "):
        return message, f"{_write('- ' + re.sub('^-(?=[^ -])', '', spot.rest))}, or {go_on}"
    match = FIELD_WITHOUT_COLON.match(spot.rest)
    if not match or not (match["colon"] or len(spot.rest.split()) <= FEW_WORDS):
        return message, go_on
    field = _write(f"{match['name']}: {match['value']}")
    # Readers would see a mark that goes on with a text.
    is_mark = INTERNAL in match["value"].casefold()
    return message, field if is_mark else f"{field}, or {go_on}"


def _explain_text_after_value(spot: Spot) -> MessageAndHint:
    """Explain text behind a closing quotation mark or bracket."""
    if not spot.before.strip():
        return _explain_indentation(spot)
    prefix, value = spot.value
    after = "text in quotes" if value[:1] in ("'", '"') else "list or fields in brackets"
    message = f"the end of the line is expected after a {after}, found {quote(spot.rest)}"
    return message, _write(prefix + _in_quotes(_without_quotes(value)))


def _explain_indentation(spot: Spot) -> MessageAndHint:
    """Explain a line in another column than the lines that it belongs with."""
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


def _explain_missing_hyphen(spot: Spot) -> MessageAndHint:
    """Explain a line without a hyphen in a list."""
    message = f"a hyphen and a space before each entry of a list are expected, found {quote(spot.rest)}"
    own = _write("- " + spot.rest)
    if not spot.name_above:
        return message, own
    return message, f"start it right below {spot.name_above} if it belongs with it; if it is another entry, {own}"


def _explain_indicator(spot: Spot) -> MessageAndHint:
    """Explain a text without quotes that starts with a sign of YAML."""
    if not spot.rest.strip():
        return "well-formed YAML is expected, found the end of the text within brackets", "close the brackets"
    message = f"quotes round a text that starts with {spot.rest[:1]} are expected, found none"
    return message, _write(spot.before + _in_quotes(spot.rest.rstrip()))


def _explain_block_header(spot: Spot) -> MessageAndHint:
    """Explain text behind the header of a block, `|` or `>`."""
    message = f"the end of the line is expected after {spot.rest[:1]}, found {quote(spot.rest[1:].strip())}"
    return message, "put the text on the line below, with two more spaces before it"


def _explain_quotation_mark(spot: Spot) -> MessageAndHint:
    """Explain a quotation mark without a closing one."""
    message = "a closing quotation mark is expected, found none to the end of the line"
    return message, _write(spot.before + spot.rest.rstrip() + spot.rest[:1])


def _open_quote(spot: Spot) -> Spot | None:
    """Return the spot of the first quotation mark without a closing one; None if none.

    A closing one is due before the next field or entry.
    """
    number = 1
    while number <= spot.noticed.line:
        match = PREFIX.fullmatch(spot.line(number))
        text_end = QUOTED_TEXT_END.get(match[2][:1]) if match else None
        if match and text_end:
            first, line = number, match[2][1:]
            while not text_end.match(line):
                number += 1
                line = spot.line(number)
                if number > len(spot.lines) or FIELD_OR_ENTRY.match(line):
                    return spot._replace(place=Place(spot.place.file, first, len(match[1]) + 1))
        number += 1
    return None


def _explain_bracket(spot: Spot) -> MessageAndHint:
    """Explain brackets without a comma or without a closing one."""
    closing = CLOSING.get(spot.rest[:1], "]")
    number = spot.noticed.line
    if number == spot.place.line:
        rest = spot.line(number)[spot.noticed.column - 1 :]
        hint = "put text that holds a colon and a space in quotes" if rest[:1] == ":" else "put a comma before it"
        return f'a comma or "{closing}" is expected, found {quote(rest)}', hint
    last = next((at for at in range(number - 1, spot.place.line, -1) if spot.line(at).strip()), spot.place.line)
    message = f'"{closing}" is expected at the end of what "{spot.rest[:1]}" begins, found none'
    return message, f"{_write(spot.line(last).rstrip() + closing)} on line {last}"


def _open_bracket(spot: Spot) -> Spot | None:
    """Return the spot of the last bracket without a closing one; None if none."""
    opened: list[Place] = []
    for number, line in enumerate(spot.lines, start=1):
        for bracket in re.finditer(r"[\[{\]}]", line):
            if bracket[0] in CLOSING:
                opened.append(Place(spot.place.file, number, bracket.start() + 1))
            elif opened:
                opened.pop()
    return spot._replace(place=opened[-1]) if opened else None


def _explain_bracket_at_end(spot: Spot) -> MessageAndHint:
    """Explain a bracket at the end of the file."""
    bracket, closing = spot.rest[:1], CLOSING[spot.rest[:1]]
    message = f'"{closing}" is expected after the "{bracket}" on line {spot.place.line}, found the end of the file'
    return message, f'write what belongs into the brackets and "{closing}", or delete "{bracket}"'


def _explain_backslash(spot: Spot) -> MessageAndHint:
    """Explain a backslash in double quotes."""
    message = "two backslashes for each one are expected in a text in double quotes, found one"
    prefix, value = spot.value
    is_whole = len(value) > 1 and value[0] == value[-1] == '"'
    return message, _write(prefix + _in_quotes(value[1:-1])) if is_whole else "write it twice"


EXPLANATIONS = {
    "mapping values are not allowed": _explain_colon,
    "block sequence entries are not allowed": _explain_hyphen,
    "could not find expected ':'": _explain_missing_colon,
    "did not find expected key": _explain_text_after_value,
    "did not find expected '-'": _explain_missing_hyphen,
    "cannot start any token": _explain_indicator,
    "did not find expected alphabetic": _explain_indicator,
    NO_CONTENT: _explain_indicator,
    "did not find expected comment or line break": _explain_block_header,
    "unexpected end of stream": _explain_quotation_mark,
    "did not find expected ',' or": _explain_bracket,
    "unknown escape character": _explain_backslash,
}
"""The function that explains an error, by a part of libyaml's message."""
