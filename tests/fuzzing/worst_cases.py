"""The worst inputs of about 100 kB we know of: nested, repeated, misspelt or unpacked without end."""

import json
import re
from collections.abc import Iterator

from generator.kinds import KINDS
from tests.fuzzing.worst_sheets import SHEETS

SIZE = 100_000
PERSON = next(number for number, kind in enumerate(KINDS) if kind.name == "person")
MEETING = next(number for number, kind in enumerate(KINDS) if kind.name == "meeting")
NAMED = "name: Ann Lee\n"
CALENDAR = (
    "BEGIN:VCALENDAR\nVERSION:2.0\n{}BEGIN:VEVENT\nUID:a\nDTSTART;TZID=Made/Up:20240126T150000\n{}END:VEVENT\n"
    "END:VCALENDAR\n"
)
ZONE = (
    "BEGIN:VTIMEZONE\nTZID:{}\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\n"
    "{}END:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n{}END:DAYLIGHT\nEND:VTIMEZONE\n"
)


def full(piece: str, size: int = SIZE) -> str:
    """Repeat a piece up to a size."""
    return piece * (size // len(piece.encode()))


def numbered(piece: str, size: int = SIZE) -> str:
    """Repeat a piece up to a size, with another number each time."""
    return "".join(piece.replace("%", str(number)) for number in range(size // (len(piece) + 4)))


def worst_cases() -> Iterator[tuple[str, str, bytes]]:
    """Yield each case: its target, its name, its bytes."""
    for name, text in yaml_texts().items():
        for kind, head in ((PERSON, NAMED), (MEETING, "title: Talks\n")):
            yield "record", f"{name} ({KINDS[kind].name})", bytes([kind]) + (head + text).encode()
        yield "layout", name, bytes([PERSON]) + (NAMED + text).encode()
        yield "map", name, ("fields: {name: Name}\n" + text).encode()
    for name, text in prose_texts().items():
        yield "prose", name, text[:20_000].encode()
        yield "prose", f"{name}, at full length", text.encode()
        quoted = json.dumps(text[:19_000], ensure_ascii=False).replace("\\/", "/")
        for_each = "".join(f"{code}: {quoted}, " for code in ("en", "ja", "ru", "uz", "fr"))
        yield "record", f"prose: {name}", bytes([MEETING]) + f"title: Talks\nsummary: {{{for_each}}}".encode()
    for name, text in dates().items():
        yield "date", name, text.encode()
    for name, text in csv_texts().items():
        yield "csv", name, text.encode()
        yield "importing", name, _of_rows(text, 500).encode()
    for name, raw in json_texts().items():
        yield "json", name, raw.encode()
    for name, raw in calendars().items():
        yield "ics", name, raw.encode()
    for name, make in SHEETS.items():
        yield "xlsx", name, make()
    yield "many", "misspelt references", misspelt("person-of-number-%x")
    yield "many", "misspelt references, far from all", misspelt("%-zzz-q")
    yield "many", "misspelt long references", misspelt("person-" * 13 + "%")
    yield "many", "misspelt links in prose", misspelt_links()


def _of_rows(text: str, most: int) -> str:
    """Return the first rows of a table.

    The tests of `import` measure how many become records in a second.
    """
    return "\n".join(re.split(r"\r\n?|\n", text)[:most])


def yaml_texts() -> dict[str, str]:
    """Return texts to put behind the first field of a record."""
    return {
        "nested in brackets": "a: " + "[" * SIZE,
        "nested in braces": "a: " + "{a: " * (SIZE // 4),
        "nested by hyphens": "a:\n  " + "- " * (SIZE // 2),
        "nested by indentation": "".join(f"{' ' * depth}a:\n" for depth in range(440)),
        "nested by question marks": "? " * (SIZE // 2),
        "nested as deep as may be, often": "a:\n" + full("- " * 18 + "b\n"),
        "nested in brackets as deep as may be, often": "a: [" + full("[" * 15 + "b" + "]" * 15 + ", ") + "b]\n",
        "many fields": numbered("field%: x\n"),
        "many fields of a mapping": "name:\n" + numbered("  k%: x\n"),
        "the same field": full("name: x\n"),
        "many anchors": "a:\n" + numbered("- &a% x\n"),
        "many aliases": "a:\n- &a x\n" + full("- *a\n"),
        "aliases of aliases": "a0: &a0 [x]\n"
        + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 1500)),
        "many tags": "a:\n" + full("- !!str x\n"),
        "a long list": "a:\n" + full("- x\n"),
        "a long list in brackets": "a: [" + full("x, ") + "x]\n",
        "a long list of a field": "also_known_as:\n" + full("- x\n"),
        "a long list of mappings": "participants:\n" + full("- {person: a, position: b}\n"),
        "a long list of what is wrong": "positions:\n" + full("- 1\n"),
        "a long list of wrong mappings": "positions:\n" + full("- {x: 1}\n"),
        "a long line": "a: " + full("x"),
        "a long line of words": "a: " + full("x "),
        "a long text in double quotes": 'a: "' + full("x ") + '"\n',
        "a long text in a block": "a: |\n" + full("  x\n"),
        "blank lines in a block": "a: |\n  x\n" + full("\n"),
        "many blocks": "a:\n" + full("- |\n  x\n\n"),
        "backslashes": 'a: "' + full("\\\\") + '"\n',
        "escapes": 'a: "' + full("\\u00e9") + '"\n',
        "quotes": "a: '" + full("''") + "'\n",
        "a quotation mark that is not closed": 'a: "' + full("x\n  "),
        "comments": full("# x\n"),
        "comments between": "a:\n" + full("- x # y\n# z\n"),
        "comments of every indentation": "a:\n- x\n" + full("    # x\n  # y\n# z\n"),
        "blank lines": full("\n"),
        "colons": "a: " + full(":"),
        "a long name of a field": full("x", SIZE - 100) + ": y\n",
        "a long name in brackets": "a: {" + full("x, "),
        "documents": full("---\na: b\n"),
        "many digits": "number: " + full("9"),
        "a long id": "country: " + full("a"),
        "many languages": "also_known_as:\n" + numbered("- {en: a%, ja: b%}\n"),
        "no languages": "also_known_as:\n- {" + numbered("l%: a, ") + "}\n",
        "tabs": "a: b\n" + full("\t"),
        "carriage returns": full("#\r\n"),
        "wide characters": "a: " + full("官"),
        "combining characters": "a: e" + full("\u0301"),
    }


def prose_texts() -> dict[str, str]:
    """Return prose that has been slow to parse as Markdown."""
    return {
        "[": full("["),
        "[[": full("[[a/b"),
        "[[a/b]]": full("[[a/b]]"),
        "[[a/b|": full("[[a/b|c"),
        "[[a.a": "[[" + full("a."),
        "![](": full("![]("),
        "[a](": full("[a]("),
        "[](<": full("[](<"),
        "[a](b": "[a](" + full("("),
        "[a](https://a.b/c)": full("[a](https://a.b/c)"),
        "[a](x) refused": full("[a](x)"),
        "]": full("[a") + full("]"),
        "]: references": full("[a]: x\n"),
        "**a": full("**a"),
        "*a**b": full("*a**b"),
        "*": full("*"),
        "* a *": full("a * *"),
        "***a_": full("***a_"),
        "_": full("_a "),
        "`": "".join("`" * number + " " for number in range(1, 440)),
        "<": full("<"),
        "<a": full("<a "),
        "&": full("&"),
        "&amp;": full("&amp;"),
        "\\": full("\\"),
        "\\[": full("\\["),
        "- nested": "".join("  " * depth + "- a\n" for depth in range(300)),
        "- - -": full("- "),
        "1. 1.": full("1. "),
        "- items": full("- a\n"),
        "+ and -": full("+ a\n- b\n"),
        "> quotes": full("> "),
        "lines": full("a\n"),
        "paragraphs": full("a\n\n"),
        "blanks": "a" + full(" ") + "b",
        "| cells": full("| a "),
        "# marks": full("# "),
        "digits": full("1.\n"),
        "{": full("{: #a }"),
    }


def dates() -> dict[str, str]:
    """Return texts that are no dates."""
    return {
        "digits": full("1"),
        "slashes": full("/"),
        "days and slashes": full("1/1/"),
        "years and slashes": full("2024-13/"),
        "doubts": "2024" + full("~"),
        "words": full("January "),
        "letters": full("a"),
        "blanks": "26" + full(" ") + "January 2024",
        "hyphens": full("2024-"),
    }


def csv_texts() -> dict[str, str]:
    """Return tables with one thing out of all proportion."""
    return {
        "one huge cell": "Name,Day\n" + full("x"),
        "one huge cell in quotes": 'Name,Day\n"' + full('""') + '"\n',
        "a quotation mark that is not closed": 'Name,Day\n"' + full("a,b\n"),
        "many columns": full(","),
        "many columns of a name": full("a,"),
        "many columns of several names": numbered("a%,"),
        "many short rows": "Name\n" + full("a\n"),
        "rows that are all called otherwise": "Name\n" + numbered("Ann %\n"),
        "rows with too many cells": "Name\n" + full(",a\n"),
        "wide rows": full("a,", SIZE // 100) + "\n" + full("1,", SIZE // 2),
        "blank rows": "Name\n" + full("\n"),
        "a list in a cell": "Name,Other\nAnn," + full("a;"),
        "a list of many names in a cell": "Name,Other\nAnn," + numbered("a%;"),
        "organisations": "Name,Title,Of\n" + numbered("Ann,Minister,Ministry %\n"),
        "dates": "Name,Title,Of,Day\n" + full("Ann,Minister,Ministry,26 January 2024\n"),
        "carriage returns": "Name\r" + full("a\r"),
        "zeros": full("\0"),
        "cp1252": "Name\n" + full("\x93"),
    }


def json_texts() -> dict[str, str]:
    """Return JSON with deep nesting or many columns."""
    wide = ", ".join(f'"{number}": 1' for number in range(5_000))
    deep = ", ".join(f'"{number}": 1' for number in range(7_000))
    return {
        "nested lists": "[" * SIZE,
        "nested lists that end": "[" * (SIZE // 2) + "]" * (SIZE // 2),
        "nested lists below the limit": '[{"a":' + "[" * 900 + "]" * 900 + "}]",
        "lists in a list": "[" + ", ".join(["[" * 500 + "]" * 500] * 90) + "]",
        "nested objects": '{"a":' * (SIZE // 5),
        "nested objects below the limit": '{"a":' * 900 + "1" + "}" * 900,
        "many columns below a long name": f'[{{"{full("a", SIZE // 2)}": {{{wide}}}}}]',
        "many columns far down": '{"aaaaaa":' * 900 + f"{{{deep}}}" + "}" * 900,
        "each row a column of its own": "[" + ", ".join(f'{{"{number}": 1}}' for number in range(7_000)) + "]",
        "lines that are no JSON": full("{\n"),
        "lines of nested lists": full("[" * 1_000 + "\n"),
        "lines of objects": full('{"a": 1}\n'),
        "many digits": "[" + full("9") + "]",
        "a large exponent": '[{"a": 1e' + full("9") + "}]",
        "a long text": '[{"a": "' + full("\\u00e9") + '"}]',
        "surrogates": '[{"a": "' + full("\\ud800") + '"}]',
        "blanks": full(" "),
    }


def calendars() -> dict[str, str]:
    """Return calendars with deep nesting or repetition without end."""

    def repeating(rule: str, times: int = 1) -> str:
        return CALENDAR.format(
            "".join(ZONE.format(f"Made/Up{n or ''}", *(2 * (f"RRULE:{rule}\n",))) for n in range(times)), ""
        )

    return {
        "a zone that changes each second": repeating("FREQ=SECONDLY"),
        "a zone that changes each day": repeating("FREQ=DAILY"),
        "a zone that never changes": repeating("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
        "many zones": repeating("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", 500),
        "many changes of a zone": CALENDAR.format(
            ZONE.format("Made/Up", "RDATE:" + full("19700102T000000,") + "19700101T000000\n", ""), ""
        ),
        "an event each second": CALENDAR.format("", "RRULE:FREQ=SECONDLY;COUNT=999999999\n"),
        "a rule without end": CALENDAR.format("", "RRULE:FREQ=YEARLY;BYDAY=" + full("1MO,") + "1MO\n"),
        "nested events": full("BEGIN:VEVENT\n"),
        "nested events that end": full("BEGIN:VEVENT\n", SIZE // 2) + full("END:VEVENT\n", SIZE // 2),
        "nested zones": full("BEGIN:VTIMEZONE\n"),
        "many events": "BEGIN:VCALENDAR\n" + full("BEGIN:VEVENT\nDTSTART:20240126\nEND:VEVENT\n") + "END:VCALENDAR\n",
        "many attendees": CALENDAR.format("", full("ATTENDEE;CN=A:mailto:a@b.c\n")),
        "a long line": CALENDAR.format("", "SUMMARY:" + full("a") + "\n"),
        "a folded line": CALENDAR.format("", "SUMMARY:" + full("a\n ") + "\n"),
        "backslashes": CALENDAR.format("", "SUMMARY:" + full("\\") + "\n"),
        "parameters": CALENDAR.format("", "SUMMARY" + full(";A=b") + ":c\n"),
        "quotes in parameters": CALENDAR.format("", 'SUMMARY;A="' + full('",a"') + ":c\n"),
        "lines that are none": CALENDAR.format("", full("a\n")),
        "a duration": CALENDAR.format("", "DURATION:P" + full("9") + "D\n"),
    }


def misspelt(pattern: str) -> bytes:
    """Return a record that refers to missing people."""
    number, lines = 0, "title: Talks\nparticipants:\n"
    while len(lines) < SIZE:
        lines += f"- {{person: {pattern.replace('%', str(number))[:100]}}}\n"
        number += 1
    return bytes([MEETING]) + lines.encode()


def misspelt_links() -> bytes:
    """Return a record with texts that link to missing people."""
    texts = {
        code: " ".join(f"[[people/person-{code}-{n}]]" for n in range(700)) for code in ("en", "ja", "ru", "uz", "fr")
    }
    return bytes([MEETING]) + f"title: Talks\nsummary: {json.dumps(texts)}\n".encode()
