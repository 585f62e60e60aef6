"""The rules in the editors' guide: a page for all of them, and one for each group, with an anchor for each code."""

from collections.abc import Iterable, Iterator

from generator.archive.addresses import guide_path, relative_link
from generator.archive.archive import Archive
from generator.checks.explanations import ExampleFile, Explanation, explain
from generator.checks.rules import GROUPS, RuleGroup
from generator.pages.guide_layout import cell, code, english, head, in_own_language, marks
from generator.pages.markdown import Md, bullets, link
from generator.pages.page import Page
from generator.pages.writer import SEPARATOR, Writer
from generator.problems import Severity
from generator.values.languages import SOURCE_LANGUAGE, Language, gettext_noop

SEVERITIES = {Severity.ERROR: gettext_noop("Error"), Severity.WARNING: gettext_noop("Warning")}


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """A page that leads to the groups of rules, and one for each."""
    yield _index(Writer(archive, language, INDEX))
    for group in GROUPS:
        writer = Writer(archive, language, path_of(group))
        title = writer.label(group.heading)
        rules = (_rule(writer, explain(rule.code)) for rule in group.rules)
        body = Md("\n\n").join((head(writer, title), *rules))
        yield Page(path_of(group), title, body, writer.label(TITLE), headings=SOURCE_LANGUAGE)


TITLE = gettext_noop("Problems and how to mend them")
INDEX = guide_path("problems/index")


def path_of(group: RuleGroup) -> str:
    """The path of the page of a group."""
    return guide_path(f"problems/{group.name}")


def _index(writer: Writer) -> Page:
    title = writer.label(TITLE)
    groups = (
        Md("{}: {}").format(
            writer.link_to_page(writer.label(group.heading), path_of(group)),
            Md(", ").join(
                link(code(writer, rule.code), f"{relative_link(INDEX, path_of(group))}#{rule.code}")
                for rule in group.rules
            ),
        )
        for group in GROUPS
    )
    return Page(INDEX, title, Md("\n\n").join((head(writer, title), bullets(groups))), title)


def _rule(writer: Writer, explained: Explanation) -> Md:
    rule, label = explained.rule, writer.label
    severity = SEPARATOR.join((label(SEVERITIES[rule.severity]), cell(writer, rule.meaning)))
    heading = Md("## {} {{#{}}}\n\n{}\n{{: .kind }}").format(code(writer, rule.code), Md(rule.code), severity)
    meaning = (english(writer, paragraph) for paragraph in explained.meaning)
    example = (*_files(explained.example), *_said(explained))
    mended = (*(english(writer, paragraph) for paragraph in explained.how_to_fix), *_files(explained.fixed_example))
    frames = [_frame(writer, "broken", label("Example"), example)] if example else []
    frames += [_frame(writer, "mended", label("How to mend it"), mended)]
    return Md("\n\n").join((heading, *meaning, *frames))


def _frame(writer: Writer, name: str, heading: str, blocks: Iterable[Md]) -> Md:
    """English under a heading of its own, beside the other of the two where there is room."""
    shown = Md("\n\n").join((Md("**{}**").format(in_own_language(writer, heading)), *blocks))
    return Md('<div class="{}"{} markdown="1">\n\n{}\n\n</div>').format(Md(name), marks(writer), shown)


def _files(files: Iterable[ExampleFile]) -> Iterator[Md]:
    for file in files:
        yield Md("<code>{}</code>\n{{: .file }}").format(file.path)
        yield Md(f"```{'yaml' if file.is_yaml else 'text'}\n{file.text.rstrip()}\n```")


def _said(explained: Explanation) -> Iterator[Md]:
    """What is said of the example."""
    for line in explained.message.splitlines():
        yield Md("{}\n{{: .message }}").format(line)
