"""A formatted record, however it was written, says the same, keeps its comments and is not formatted again."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from generator.content import format as formatting
from generator.content.format import format_files, format_source, read_files, record_class_for
from generator.content.source import SourceFile, parse_source
from generator.content.yaml_parser import YamlParser
from generator.kinds.fields import fields_in_order
from generator.kinds.meeting import Meeting
from generator.kinds.site import Site
from tests.support.paths import ROOT

TRAPS = [
    *[
        "NO",
        "yes",
        "null",
        "~",
        "1.10",
        "12:30",
        "0x1F",
        "1993-01-26",
        "1_000",
        "<<",
        "=",
        "on",
        "a:",
        "#a",
        "a,b",
        "[a",
        "a]",
        "{a}",
        "@a",
        "`a",
        "%a",
        "!a",
        "&a",
        "*a",
        "|",
        ">",
        "---",
        "...",
        "-",
        "?",
    ],
    *("- a", "? a", "a: b", ": a", "a #b", '"a"', "'a'", "it's", "a\\b", " a", "a ", "--- a", "x" * 130, "a b " * 40),
    *("  a\nb", "a\n\n b\n", "a\n\n\n", "\n a", "日本", "Oʻzbek", "\u00a0a", "a\u200bb", "😀"),
]
texts = st.one_of(
    st.sampled_from(TRAPS),
    st.text(st.sampled_from("ab :#-?,[]{}'\"\\\n|>&*!%@`~é日.0"), min_size=1, max_size=30),
    st.lists(st.sampled_from(TRAPS), min_size=2, max_size=4).map("\n".join),
).filter(lambda text: bool(text.strip()))
NAMES = [*(field.name for field in fields_in_order(Meeting)), "en", "no", "positions[0].title", "NO", "a: b", "- a"]
names = st.one_of(
    st.sampled_from([*NAMES, "#", "a,b"]),
    st.text(st.sampled_from("ab:#-,[]'\"é ."), min_size=1, max_size=8),
)
values = st.recursive(
    texts, lambda below: st.lists(below, max_size=4) | st.dictionaries(names, below, max_size=4), max_leaves=12
)
records = st.dictionaries(names, values, min_size=1, max_size=6)
comments = st.sampled_from(["", "", "", " # why", " #: odd", '  # it\'s "so" [a, b]: c'])


class AnyStyleWriter:
    """Writes a record as an editor may: each value in one of the styles of YAML, with comments anywhere."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def record(self, record: dict[str, Any]) -> str:
        head = self.draw(st.sampled_from(["", "---\n", "# head\n\n", "# above\n", "\n\n# one\n\n# two\n"]))
        return head + self.block(record, 0) + self.draw(st.sampled_from(["", "# end\n", "\n\n\n", "\n  # last\n"]))

    def block(self, value: dict[str, Any] | list[Any], indent: int) -> str:
        entries = list(value.items()) if isinstance(value, dict) else [(None, each) for each in value]
        return "".join(self.above(indent) + " " * indent + self.entry(name, each, indent) for name, each in entries)

    def above(self, indent: int) -> str:
        lines = ["", "", "", "\n", "# above\n", "\n\n# apart\n\n", "      # deep\n# shallow\n"]
        return "".join(
            f"{' ' * indent}{line}\n" if line.startswith("# ab") else f"{line}\n"
            for line in self.draw(st.sampled_from(lines)).split("\n")[:-1]
        )

    def entry(self, name: str | None, value: Any, indent: int) -> str:
        head = "-" if name is None else f"{self.flow_text(name, 0)}:"
        step = self.draw(st.integers(1, 4))
        if isinstance(value, str):
            return f"{head} {self.text(value, indent)}"
        if not value or self.draw(st.booleans()):
            return f"{head} {self.flow(value, indent + step)}{self.draw(comments)}\n"
        if isinstance(value, list) and name is not None and self.draw(st.booleans()):
            return f"{head}{self.draw(comments)}\n{self.block(value, indent)}"
        return f"{head}{self.draw(comments)}\n{self.block(value, indent + step)}"

    def text(self, value: str, indent: int) -> str:
        behind = self.draw(comments)
        blocks = self.draw(st.integers(0, 3))
        indent_by = self.draw(st.integers(1, 4))
        if blocks == 0 and value.strip("\n"):
            ends = len(value) - len(value.rstrip("\n"))
            chomped = {0: "-", 1: ""}.get(ends, "+")
            lines = value.removesuffix("\n").split("\n") if ends else value.split("\n")
            body = "".join(f"{' ' * (indent + indent_by)}{line}\n" if line else "\n" for line in lines)
            return f"|{indent_by}{chomped}{behind}\n{body}"
        if blocks == 1 and "\n" not in value and value[0] != " ":
            folded = value.replace(" a", "\n" + " " * (indent + indent_by) + "a") if "  " not in value else value
            return f">-{behind}\n{' ' * (indent + indent_by)}{folded}\n"
        return f"{self.flow_text(value, indent + indent_by)}{behind}\n"

    def flow_text(self, value: str, indent: int) -> str:
        plain = YamlParser("", f"k: [{{{value}: {value}}}]")
        if plain.parse() == {"k": [{value: value}]} and not plain.problems and self.draw(st.booleans()):
            return value
        if "\n" not in value and self.draw(st.booleans()):
            return "'" + value.replace("'", "''") + "'"
        return json.dumps(value, ensure_ascii=self.draw(st.booleans()) and max(value) < "\U00010000")

    def flow(self, value: Any, indent: int) -> str:
        if isinstance(value, str):
            return self.flow_text(value, indent)
        line = "\n" + " " * indent if self.draw(st.booleans()) and value else ""
        behind = self.draw(comments) if line else ""
        inner = (
            [f"{self.flow_text(name, 0)}: {self.flow(each, indent)}" for name, each in value.items()]
            if isinstance(value, dict)
            else [self.flow(each, indent) for each in value]
        )
        start, end = "{}" if isinstance(value, dict) else "[]"
        between = f",{behind}{line or ' '}"
        return f"{start}{behind}{line}{between.join(inner)}{behind}{line}{end}"


@st.composite
def written_records(draw: st.DrawFn) -> str:
    text = AnyStyleWriter(draw).record(draw(records))
    return draw(st.sampled_from([text, text, text.rstrip("\n"), text.replace("\n", "\r\n")]))


@pytest.mark.parametrize("folder", ["content", "tests/sample/content"])
def test_the_shipped_records_are_formatted(folder: str) -> None:
    results = format_files(list(read_files([ROOT / folder])))
    assert len(results) > 30
    assert [result.name for result in results if result.is_changed or result.has_failed] == []


def test_files_are_those_named_and_those_in_folders_named_once_each_without_links(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    ada, link, text = tmp_path / "people/ada.yml", tmp_path / "people/link.yml", tmp_path / "notes.txt"
    ada.write_text("name: Ada\n")
    text.write_text("name: Ada\n")
    link.symlink_to(ada)
    (tmp_path / "elsewhere").symlink_to(tmp_path / "people")
    results = {result.path.name: result for result in format_files(list(read_files([tmp_path, ada, text])))}
    assert sorted(results) == ["ada.yml", "elsewhere", "link.yml", "notes.txt"]
    assert [name for name, result in results.items() if not result.has_failed] == ["ada.yml"]


def test_many_files_are_formatted_by_several_processes_in_the_order_given(tmp_path: Path) -> None:
    files: list[tuple[Path, bytes | SourceFile]] = [
        (Path(f"people/p{number}.yml"), b"name:  Ada\n") for number in range(250)
    ]
    results = format_files(files, jobs=2)
    assert [result.path for result in results] == [path for path, _ in files]
    assert {result.after for result in results} == {b"name: Ada\n"}


def test_the_class_of_a_record_follows_from_its_folder() -> None:
    assert record_class_for(Path("content/meetings/2024/a.yml")) is Meeting
    assert record_class_for(Path("content/site.yml")) is Site
    assert record_class_for(Path("elsewhere/a.yml")) is None


def test_what_would_say_something_else_in_another_layout_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatting, "to_yaml", lambda document: "title: another\n")
    (result,) = format_files([(Path("meetings/a.yml"), b"title:  a\n")])
    assert (result.is_changed, result.reason) == (False, "in another layout it would no longer say the same")


def test_a_list_without_hyphens_is_not_laid_out_as_the_text_that_yaml_takes_it_for() -> None:
    raw = b"date: 2024-01-26\ntitle: Talks\nparties:\n  uz\n  jp\n"
    (result,) = format_files([(Path("meetings/a.yml"), raw)])
    assert (result.after, result.has_failed) == (raw, True)
    assert [problem.hint for problem in result.problems] == [
        "start each entry on a line of its own with a hyphen and a space"
    ]


def test_a_comment_that_would_be_lost_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatting, "to_yaml", lambda document: "title: a\n")
    (result,) = format_files([(Path("meetings/a.yml"), b"title:  a # why\n")])
    assert result.has_failed


def test_the_generator_of_records_writes_mostly_what_can_be_read() -> None:
    readable = []

    @given(written_records())
    def collect(text: str) -> None:
        readable.append(not parse_source(text.encode(), "").problems)

    collect()
    assert sum(readable) > len(readable) / 3


@given(written_records())
@example("a: >+\n  b\n\n\ntitle: c\n")
@example("parties:\n- uz\n# of the list\n- jp\n# end\n")
@example("title: x\nparties: [\n  uz, # first\n  jp # second\n] # both\ndate: y\n")
@example("title: [a: b\n  c\n\n\n]\n")
@example("a:\n  - # of the entry\n    date: x\n    # of the title\n    title: y\n")
def test_a_formatted_record_says_the_same_has_the_same_comments_and_stays_as_it_is(text: str) -> None:
    source = parse_source(text.encode(), "meetings/a.yml")
    if source.problems:
        return
    again = format_source(source, Meeting)
    read_again = parse_source(again.encode(), "meetings/a.yml")
    assert (read_again.values, read_again.problems) == (source.values, ())
    assert format_source(read_again, Meeting) == again


@given(written_records())
def test_another_reader_of_yaml_finds_the_same_values_before_and_after(text: str) -> None:
    source = parse_source(text.encode(), "")
    if source.problems:
        return
    reader = YAML(typ="base", pure=True)
    before, after = reader.load(StringIO(text)), reader.load(StringIO(format_source(source, Meeting)))
    assert before == after
