"""The guide's pages of rules: one for each group, with an anchor for each code, and their index."""

from collections.abc import Iterable, Iterator

from generator.archive.addresses import guide_path, relative_link
from generator.archive.archive import Archive
from generator.checks.explanations import ExampleFile, Explanation, explain
from generator.checks.rules import GROUPS, RuleGroup
from generator.pages.guide_layout import (
    english_attributes,
    english_cell,
    english_code,
    english_text,
    guide_head,
    page_language_text,
)
from generator.pages.markdown import Md, bullets, link
from generator.pages.page import Page
from generator.pages.writer import SEPARATOR, Writer
from generator.problems import Severity
from generator.values.languages import SOURCE_LANGUAGE, Language, gettext_noop

SEVERITIES = {Severity.ERROR: gettext_noop("Error"), Severity.WARNING: gettext_noop("Warning")}


def pages(archive: Archive, language: Language) -> Iterator[Page]:
    """Write the index of the rules and a page for each group."""
    yield _index(Writer(archive, language, INDEX))
    for group in GROUPS:
        writer = Writer(archive, language, group_path(group))
        title = writer.label(group.heading)
        rules = (_rule(writer, explain(rule.code)) for rule in group.rules)
        body = Md("\n\n").join((guide_head(writer, title), *rules))
        yield Page(group_path(group), title, body, writer.label(TITLE), headings=SOURCE_LANGUAGE)


TITLE = gettext_noop("Problems and how to mend them")
INDEX = guide_path("problems/index")


def group_path(group: RuleGroup) -> str:
    """Return the path of a group's page."""
    return guide_path(f"problems/{group.name}")


def _index(writer: Writer) -> Page:
    title = writer.label(TITLE)
    groups = (
        Md("{}: {}").format(
            writer.link_to_page(writer.label(group.heading), group_path(group)),
            Md(", ").join(
                link(english_code(writer, rule.code), f"{relative_link(INDEX, group_path(group))}#{rule.code}")
                for rule in group.rules
            ),
        )
        for group in GROUPS
    )
    return Page(INDEX, title, Md("\n\n").join((guide_head(writer, title), bullets(groups))), title)


def _rule(writer: Writer, explained: Explanation) -> Md:
    rule, label = explained.rule, writer.label
    severity = SEPARATOR.join((label(SEVERITIES[rule.severity]), english_cell(writer, rule.meaning)))
    heading = Md("## {} {{#{}}}\n\n{}\n{{: .kind }}").format(english_code(writer, rule.code), Md(rule.code), severity)
    meaning = (english_text(writer, paragraph) for paragraph in explained.meaning)
    example = (*_files(explained.example), *_messages(explained))
    fix = (*(english_text(writer, paragraph) for paragraph in explained.how_to_fix), *_files(explained.fixed_example))
    frames = [_frame(writer, "broken", label("Example"), example)] if example else []
    frames += [_frame(writer, "mended", label("How to mend it"), fix)]
    return Md("\n\n").join((heading, *meaning, *frames))


def _frame(writer: Writer, name: str, heading: str, blocks: Iterable[Md]) -> Md:
    """Frame English text under a heading; wide screens show two side by side."""
    content = Md("\n\n").join((Md("**{}**").format(page_language_text(writer, heading)), *blocks))
    return Md('<div class="{}"{} markdown="1">\n\n{}\n\n</div>').format(Md(name), english_attributes(writer), content)


def _files(files: Iterable[ExampleFile]) -> Iterator[Md]:
    for file in files:
        yield Md("<code>{}</code>\n{{: .file }}").format(file.path)
        yield Md(f"```{'yaml' if file.is_yaml else 'text'}\n{file.text.rstrip()}\n```")


def _messages(explained: Explanation) -> Iterator[Md]:
    """Format the messages of the example's problems."""
    for line in explained.message.splitlines():
        yield Md("{}\n{{: .message }}").format(line)
