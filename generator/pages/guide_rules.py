"""The rules in the editors' guide: a page for each group; each rule has its code for an anchor."""

from collections.abc import Iterable, Iterator

from generator.archive import Archive
from generator.explanations import ExampleFile, Explanation, explanation
from generator.languages import Language, marked
from generator.pages.guide_text import cell, code, english, head
from generator.pages.markdown import Md
from generator.pages.page import Page
from generator.pages.writer import SEPARATOR, Writer
from generator.problems import Severity
from generator.rules import GROUPS, Group

SEVERITIES = {Severity.ERROR: marked("Error"), Severity.WARNING: marked("Warning")}


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """A page for each group of rules."""
    for group in GROUPS:
        writer = Writer(archive, language, path_of(group))
        title = writer.label(group.heading)
        rules = (_rule(writer, explanation(rule.code)) for rule in group.rules)
        yield Page(path_of(group), title, Md("\n\n").join((head(writer, title), *rules)), writer.label(TITLE))


TITLE = marked("Problems and how to mend them")


def path_of(group: Group) -> str:
    """The path of the page of a group."""
    return f"guide/problems/{group.name}.md"


def _rule(writer: Writer, explained: Explanation) -> Md:
    rule, label = explained.rule, writer.label
    severity = SEPARATOR.join((label(SEVERITIES[rule.severity]), cell(writer, rule.meaning)))
    return Md("\n\n").join(
        filter(
            None,
            (
                Md("## {} {{#{}}}\n\n{}\n{{: .kind }}").format(code(rule.code), Md(rule.code), severity),
                *(english(writer, paragraph) for paragraph in explained.meaning),
                _frame("broken", label("Example"), (*_files(explained.example), *_said(writer, explained)))
                if explained.example
                else None,
                _frame(
                    "mended",
                    label("How to mend it"),
                    (*(english(writer, paragraph) for paragraph in explained.mending), *_files(explained.mended)),
                ),
            ),
        )
    )


def _frame(name: str, heading: str, blocks: Iterable[Md]) -> Md:
    """What stands under a heading of its own, beside the other of the two where there is room."""
    shown = Md("\n\n").join((Md("**{}**").format(heading), *blocks))
    return Md('<div class="{}" markdown="1">\n\n{}\n\n</div>').format(Md(name), shown)


def _files(files: Iterable[ExampleFile]) -> Iterator[Md]:
    for file in files:
        yield Md("{}\n{{: .file }}").format(code(file.path))
        yield Md(f"```yaml\n{file.text.rstrip()}\n```")


def _said(writer: Writer, explained: Explanation) -> Iterator[Md]:
    """What `check` says of the example."""
    for line in explained.message.splitlines():
        yield Md("{}\n{{: .message }}").format(cell(writer, line.replace("`", "'")))
