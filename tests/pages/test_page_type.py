"""The lists of page types are complete: no declared page type is forgotten."""

from collections.abc import Iterator
from importlib import import_module
from inspect import signature
from pkgutil import iter_modules
from types import ModuleType

from generator import pages
from generator.pages import PAGES, RECORD_PAGES
from generator.pages.page_type import PageType


def modules() -> Iterator[ModuleType]:
    return (import_module(f"generator.pages.{module.name}") for module in iter_modules(pages.__path__))


def test_every_page_type_that_a_module_declares_is_in_the_list_once() -> None:
    declared = [
        page_type
        for module in modules()
        for value in vars(module).values()
        for page_type in (value if isinstance(value, tuple) and not isinstance(value, PageType) else (value,))
        if isinstance(page_type, PageType)
    ]
    assert sorted(page_type.path for page_type in declared) == sorted(page_type.path for page_type in PAGES)
    assert set(declared) == set(PAGES)


def test_every_function_that_writes_the_pages_of_a_record_is_in_the_list() -> None:
    declared = {
        module.pages
        for module in modules()
        if "pages" in vars(module) and list(signature(module.pages).parameters) == ["archive", "language", "record"]
    }
    assert declared == set(RECORD_PAGES)


def test_no_two_page_types_share_a_path_or_a_title() -> None:
    assert len({page_type.path for page_type in PAGES}) == len(PAGES)
    assert len({page_type.title for page_type in PAGES}) == len(PAGES)
