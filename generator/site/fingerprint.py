"""A fingerprint of all that the pages of a language tree share: configuration, theme, hooks, navigation, program.

While it stays the same, `language_tree.py` renders only pages with another source. `state.py` stores it.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.theme import Theme

from generator.incremental.fingerprint import digest, program_fingerprint
from generator.site.up_to_date import PACKAGES

HERE = Path(__file__).parent
NOT_PRINTED = frozenset(
    {"docs_dir", "site_dir", "config_file_path", "exclude_docs", "draft_docs", "not_in_nav", "hooks", "plugins"}
)
"""Settings that no page prints: folders, patterns of files (their effect is in `link_target_key`), and code, which is
fingerprinted by `_plugin_parts`."""
OWN_METADATA = "description"
"""Metadata that only the page itself prints. An index counts its entries there: it would make every page anew."""


def shared_fingerprint(config: MkDocsConfig, nav: Navigation) -> str:
    """Return the fingerprint of all that every page of a language tree shares."""
    parts = (
        printer_fingerprint(),
        canonical_text(config),
        *_plugin_parts(config),
        *theme_parts(config.theme),
        *_navigation_parts(nav),
    )
    return digest("\0".join(parts).encode())


def link_target_key(file: File) -> str:
    """Return all of a file that a link to it depends on."""
    return f"{file.src_uri}\n{file.url}\n{file.inclusion.name}"


def printer_fingerprint(folder: Path = HERE) -> str:
    """Return the fingerprint of this package, in `folder`, and of `PACKAGES`."""
    return program_fingerprint(PACKAGES, folder, ("*.py",))


def theme_parts(theme: Theme) -> Iterator[str]:
    """Yield path and digest of each file that templates read.

    Skips pictures and scripts of a theme from a package: they change only with the version of the package.
    """
    for folder in theme.dirs:
        static = () if folder == theme.custom_dir else ("assets",)
        for place, below, names in os.walk(folder):
            below[:] = sorted(name for name in below if name[0] != "." and name not in (*static, "__pycache__"))
            for name in sorted(names):
                path = Path(place, name)
                yield f"{path.relative_to(folder).as_posix()} {digest(path.read_bytes())}"


def canonical_text(value: Any) -> str:
    """Return a setting as text: equal for equal values, in every run.

    A value of a type that is unknown here may differ in each run. Then every page is rendered again.
    """
    if isinstance(value, MkDocsConfig):
        return canonical_text({name: setting for name, setting in value.items() if name not in NOT_PRINTED})
    if isinstance(value, Mapping):
        extra = [value.name, sorted(value.static_templates)] if isinstance(value, Theme) else []
        settings = (f"{name!r}:{canonical_text(setting)}" for name, setting in sorted(value.items(), key=str))
        return "{" + ",".join(settings) + f"}}{extra}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(canonical_text, value)) + "]"
    if isinstance(value, (set, frozenset)):
        return canonical_text(sorted(value, key=str))
    if callable(value):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', value)}"
    return f"{type(value).__qualname__} {value!r}"


def _plugin_parts(config: MkDocsConfig) -> Iterator[str]:
    """Yield the settings of each plugin, and the source of each hook."""
    for name, plugin in config.plugins.items():
        yield f"{type(plugin).__qualname__} {canonical_text(getattr(plugin, 'config', {}))}"
        if isinstance(plugin, ModuleType) and plugin.__file__:
            yield f"{Path(name).name} {digest(Path(plugin.__file__).read_bytes())}"


def _navigation_parts(entries: Iterable[Any]) -> Iterator[str]:
    """Yield title, address and metadata of each entry, and of the entries below it."""
    for entry in entries:
        yield f"{type(entry).__name__} {entry.title!r} {getattr(entry, 'url', '')}"
        if entry.is_page:
            meta = {name: value for name, value in entry.meta.items() if name != OWN_METADATA}
            yield f"{entry.canonical_url} {entry.edit_url} {entry.update_date} {canonical_text(meta)}"
        yield from _navigation_parts(entry.children or ())
        yield "."
