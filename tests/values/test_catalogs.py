"""The catalogs of labels: complete, correct and up to date. No label escapes them."""

import ast
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import nodes

from generator.archive.edition import Edition
from generator.content.load import load_folder
from generator.kinds.record import Audience
from generator.pages.templates import templates
from generator.values.languages import CATALOGS, Language
from tests.support.catalogs import GENERATOR, HEADER, Message, messages, untranslated, update
from tests.support.full_record import write_full_content
from tests.support.paths import TESTS
from tests.support.written_pages import write_pages

PATHS = sorted(CATALOGS.glob("*.po"))
STUB = TESTS / "values/locale" / "ar.po"
SAMPLE = TESTS / "sample" / "content"
COUNTED = ("%(number)s document", "%(number)s documents")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")

every_catalog = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem.replace("-", "_"))


def translations(path: Path) -> Iterator[tuple[Message, str]]:
    """Yield each label with its translations, one for each plural form."""
    for message in read(path):
        if message.id:
            forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
            identifier = message.id if isinstance(message.id, str) else (message.id[0], message.id[1])
            yield from ((identifier, form) for form in forms)


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def mistaken(path: Path) -> list[tuple[Message, str]]:
    """Return the translations with other placeholders than their labels."""
    return [
        (message, form)
        for message, form in translations(path)
        for label in [message if isinstance(message, str) else message[1]]
        if form and (placeholders(form) != placeholders(label) or "%" in PLACEHOLDER.sub("", form))
    ]


# The catalogs of the site


def test_the_site_speaks_japanese_russian_and_uzbek_beside_english() -> None:
    assert [path.stem for path in PATHS] == ["ja", "ru", "uz"]


@every_catalog
def test_a_catalog_translates_every_label(path: Path) -> None:
    assert untranslated(path) == []


@every_catalog
def test_a_translation_has_the_placeholders_of_its_label(path: Path) -> None:
    assert mistaken(path) == []


@every_catalog
def test_a_translation_has_no_space_around_it(path: Path) -> None:
    assert [form for _, form in translations(path) if form != form.strip()] == []


@every_catalog
def test_to_write_a_catalog_anew_changes_nothing(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    update(copy)
    assert copy.read_text("utf-8") == path.read_text("utf-8")


def test_the_arabic_stub_of_the_tests_holds_labels_there_are_in_every_form() -> None:
    labels = [message for message, _ in translations(STUB)]
    assert sorted(set(labels) - messages(), key=str) == []
    assert len(labels) == 12 + 6
    assert mistaken(STUB) == []
    assert read(STUB).num_plurals == 6


# What would be noticed


def complete(folder: Path, *, without: Message | None = None, surplus: str | None = None) -> Path:
    """Write a Russian catalog with each label as its own translation, in every form."""
    catalog = Catalog(locale="ru", fuzzy=False)
    for message in sorted(messages() | ({surplus} if surplus else set()), key=str):
        if message != without:
            catalog.add(message, message if isinstance(message, str) else (message[1],) * 3)
    path = folder / "ru.po"
    with path.open("wb") as file:
        file.write(HEADER.format("ru", catalog.plural_forms).encode())
        write_po(file, catalog, width=0, omit_header=True)
    return path


def changed(path: Path, old: str, new: str) -> Path:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def test_a_catalog_that_has_everything_lacks_nothing_and_stays_as_it_is(tmp_path: Path) -> None:
    path = complete(tmp_path)
    before = path.read_bytes()
    assert (untranslated(path), mistaken(path)) == ([], [])
    update(path)
    assert path.read_bytes() == before


def test_a_missing_translation_is_noticed(tmp_path: Path) -> None:
    path = changed(complete(tmp_path), 'msgstr "Home"', 'msgstr ""')
    assert untranslated(path) == ["Home"]


def test_a_missing_label_is_noticed_and_written_into_the_catalog(tmp_path: Path) -> None:
    path = complete(tmp_path, without="Home")
    assert untranslated(path) == ["Home"]
    assert 'msgid "Home"' not in path.read_text("utf-8")
    update(path)
    assert 'msgid "Home"\nmsgstr ""\n' in path.read_text("utf-8")
    assert untranslated(path) == ["Home"]


def test_a_missing_label_that_counts_is_noticed_and_written_with_all_its_forms(tmp_path: Path) -> None:
    path = complete(tmp_path, without=COUNTED)
    assert untranslated(path) == [COUNTED]
    update(path)
    forms = "\n".join(f'msgstr[{number}] ""' for number in range(3))
    written = f'msgid "{COUNTED[0]}"\nmsgid_plural "{COUNTED[1]}"\n{forms}\n'
    assert written in path.read_text("utf-8")
    assert untranslated(path) == [COUNTED]


@pytest.mark.parametrize("number", range(3))
def test_a_missing_form_of_a_label_that_counts_is_noticed(tmp_path: Path, number: int) -> None:
    form = f'msgstr[{number}] "{COUNTED[1]}"'
    path = changed(complete(tmp_path), form, form.replace(COUNTED[1], ""))
    assert untranslated(path) == [COUNTED]


def test_a_form_too_few_is_noticed(tmp_path: Path) -> None:
    path = changed(complete(tmp_path), f'msgstr[2] "{COUNTED[1]}"\n', "")
    assert untranslated(path) == [COUNTED]


def test_a_surplus_label_is_taken_out_and_thereby_noticed(tmp_path: Path) -> None:
    path = complete(tmp_path, surplus="Nobody says this")
    assert untranslated(path) == []
    update(path)
    assert path.read_bytes() == complete(tmp_path).read_bytes()


def test_a_translation_that_nobody_is_sure_of_is_noticed(tmp_path: Path) -> None:
    path = changed(complete(tmp_path), 'msgid "Home"', '#, fuzzy\nmsgid "Home"')
    before = path.read_bytes()
    update(path)
    assert path.read_bytes() != before


@pytest.mark.parametrize("placeholder", ["до", "%(day)s", "%(date)s %(date)s", "%(date)", "%s", "%(date)s 5%"])
def test_a_wrong_placeholder_is_noticed(tmp_path: Path, placeholder: str) -> None:
    path = changed(complete(tmp_path), 'msgstr "until %(date)s"', f'msgstr "{placeholder}"')
    assert mistaken(path) == [("until %(date)s", placeholder)]


def test_a_translation_stays_when_a_catalog_is_written_anew(tmp_path: Path) -> None:
    path = changed(complete(tmp_path, without="Date"), 'msgstr "Home"', 'msgstr "Главная"')
    update(path)
    assert ("Home", "Главная") in translations(path)


# No label that the catalogs could not know of

LABELLING = ("label", "sentence", "plural", "gettext_noop", "Label", "Fact")
"""Functions with a label as first argument; `plural` has two."""

COMPUTED = {
    "editing.show: fact.label",
    "editing.show: field_label(field.name)",
    "editing.show: heading",
    "editing.show: self.kind.label",
    "kinds.relation: EARLIER if earlier else PRESENT",
    "kinds.statement: Word(statement.medium).label if statement.medium != 'other' else 'Statement'",
    "pages.about: kind.plural",
    "pages.brief_sections: kind.plural",
    "pages.closing.md.jinja: field",
    "pages.guide: group.heading",
    "pages.guide_fields: kind.plural if kind else NO_KINDS[part.anchor]",
    "pages.guide_rules: SEVERITIES[rule.severity]",
    "pages.guide_rules: group.heading",
    "pages.home: kind.plural",
    "pages.home: label",
    "pages.kind_index: kind.plural",
    "pages.record_page: fact.label",
    "pages.record_page: heading",
    "pages.record_page: kind.label",
    "pages.record_page: kind.plural",
    "pages.search_documents: page_type.title",
    "pages.search_documents: self.kind.label",
    "pages.search_documents: word.label",
    "pages.search_page: kind.plural",
    "pages.sections: kind.plural",
    "pages.site_settings: page_type.title",
    "pages.site_settings: section",
    "pages.statistics: Word(word).label",
    "pages.writer: EDITIONS[self.archive.audience]",
    "pages.writer: label",
    "pages.writer: message",
    "pages.writer: status.label",
    "pages.writer: word.label",
    "values.labels: name.replace('_', ' ').capitalize()",
    "values.languages: ANNIVERSARIES[Locale(SOURCE_LANGUAGE).ordinal_form(years)]",
}
"""Labels that are computed, but for constants that are marked. They are marked, or declared by a kind, elsewhere."""

MARKED_CONSTANT = re.compile(r"^([A-Z_]+) = gettext_noop\(", re.MULTILINE)


def arguments(source: str) -> Iterator[ast.expr]:
    """Yield the arguments of calls in the place of a label."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in LABELLING and not (name == "sentence" and isinstance(called, ast.Name)):
                yield from node.args[: 2 if name == "plural" else 1]
                yield from (keyword.value for keyword in node.keywords if keyword.arg in ("label", "message", "one"))


@cache
def marked_constants() -> frozenset[str]:
    """Return the names of the constants that are marked by `gettext_noop`, in any module."""
    sources = (path.read_text("utf-8") for path in GENERATOR.rglob("*.py"))
    return frozenset(name for source in sources for name in MARKED_CONSTANT.findall(source))


def computed(source: str) -> set[str]:
    """Return the labels that are neither literals nor constants marked by `gettext_noop`."""
    labels = (each for each in arguments(source) if not _is_text(each))
    return {text for text in map(ast.unparse, labels) if text.rpartition(".")[2] not in marked_constants()}


def _is_text(expression: ast.expr) -> bool:
    return isinstance(expression, ast.Constant) and isinstance(expression.value, str)


def in_template(source: str) -> Iterator[nodes.Expr]:
    """Yield the arguments in a template in the place of a label."""
    for call in templates().parse(source).find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else getattr(call.node, "attr", "")
        if name in ("_", *LABELLING):
            yield from call.args[: 2 if name == "plural" else 1]


def computed_in_template(source: str) -> set[str]:
    return {getattr(each, "name", repr(each)) for each in in_template(source) if not isinstance(each, nodes.Const)}


def labels_in_files(suffix: str, of: Callable[[str], set[str]]) -> set[str]:
    """Return the labels that `of` finds in each file, with the name of the module."""
    return {
        f"{'.'.join(path.relative_to(GENERATOR).parts).removesuffix('.py')}: {each}"
        for path in GENERATOR.rglob(f"*{suffix}")
        for each in of(path.read_text("utf-8"))
    }


def test_labels_are_written_where_they_are_looked_up_but_for_those_known_to_be_declared_elsewhere() -> None:
    assert labels_in_files(".py", computed) | labels_in_files(".jinja", computed_in_template) == COMPUTED


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ('writer.label("Home")', set()),
        ('language.label("a" "b", day=f"{day}")', set()),
        ('writer.label(f"On {day}")', {"f'On {day}'"}),
        ('writer.label("On " + day)', {"'On ' + day"}),
        ('label = writer.label\nlabel("x".upper())', {"'x'.upper()"}),
        ('plural("%(number)s day", days, 2)', {"days"}),
        ('plural("%(number)s day", "%(number)s days", number)', set()),
        ("x.sentence(text, day=day)", {"text"}),
        ("sentence(problem)", set()),
        ('Fact("Home" if home else "House", 1)', {"'Home' if home else 'House'"}),
        ("Fact(label=name, value=1)", {"name"}),
        ("Label(3)", {"3"}),
        ("gettext_noop(TITLE)", set()),
        ("label(commitments.TITLE)", set()),
        ("label(UNMARKED)", {"UNMARKED"}),
    ],
)
def test_a_computed_label_would_be_seen(source: str, seen: set[str]) -> None:
    assert computed(source) == seen


@pytest.mark.parametrize(
    ("source", "seen"),
    [('{{ _("Home") }}', set()), ("{{ _(heading) }}", {"heading"}), ("{% if w.label(name) %}{% endif %}", {"name"})],
)
def test_a_computed_label_would_be_seen_in_a_template(source: str, seen: set[str]) -> None:
    assert computed_in_template(source) == seen


def test_every_label_that_is_written_in_the_source_is_one_of_the_catalogs() -> None:
    labels = {form for message in messages() for form in ([message] if isinstance(message, str) else message)}
    written = {
        each.value
        for path in GENERATOR.rglob("*.py")
        for each in arguments(path.read_text("utf-8"))
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }
    written |= {
        each.value
        for path in GENERATOR.rglob("*.jinja")
        for each in in_template(path.read_text("utf-8"))
        if isinstance(each, nodes.Const)
    }
    assert written - labels == set()
    assert len(written) > 150


@pytest.mark.parametrize(
    ("full", "day", "audience"),
    [(False, date(2023, 6, 1), "internal"), (False, date(2025, 6, 1), "public"), (True, date(2025, 6, 1), "internal")],
    ids=["sample-earlier", "sample", "full"],
)
def test_every_label_that_is_looked_up_while_pages_are_written_is_one_of_the_catalogs(
    full: bool, day: date, audience: Audience, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: set[Message] = set()
    label, plural = Language.label, Language.plural

    def seen(language: Language, message: str, **values: object) -> str:
        looked_up.add(message)
        return label(language, message, **values)

    def counted(language: Language, one: str, many: str, number: int) -> str:
        looked_up.add((one, many))
        return plural(language, one, many, number)

    monkeypatch.setattr(Language, "label", seen)
    monkeypatch.setattr(Language, "plural", counted)
    if full:
        write_full_content(tmp_path / "content", {0: "Text"})
    content = load_folder(tmp_path / "content" if full else SAMPLE)
    write_pages(content, Edition(day, audience, date(2025, 6, 1)), tmp_path / "pages")
    assert sorted(looked_up - messages(), key=str) == []
    assert len(looked_up) > 90
