"""The licences of the packages, for `docs/licences.md`. `make licences` writes them from what is installed."""

import json
import re
import sys
from importlib.metadata import metadata
from importlib.util import find_spec
from pathlib import Path

from tests.support.locked import locked_names
from tests.support.paths import ROOT

LICENCES_FILE = ROOT / "docs/licences.md"
TABLE = re.compile(r"(?s)(?<=<!-- packages -->\n).*?(?=<!-- end -->)")
NODE_PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")
CLASSIFIER = "License :: OSI Approved :: "


def licence(package: str) -> str:
    """Return the licence that an installed package declares. Raises ValueError if it declares none."""
    declared = metadata(package)
    classifiers = [line.removeprefix(CLASSIFIER) for line in declared.get_all("Classifier") or [] if CLASSIFIER in line]
    (expression,) = declared.get_all("License-Expression") or [""]
    text = expression or ", ".join(classifiers) or ", ".join(declared.get_all("License") or [])
    if not text:
        raise ValueError(f"{package} declares no licence")
    return text


def licence_table() -> str:
    """Return the table of the packages that the program runs on, each with its licence."""
    rows = (f"| {package} | {licence(package)} |\n" for package in sorted(locked_names(ROOT / "requirements.txt")))
    return f"| package | licence, as it declares it |\n| --- | --- |\n{''.join(rows)}"


def with_licences(text: str) -> str:
    """Return the text of `docs/licences.md` with the table as it is now."""
    return TABLE.sub(lambda _: licence_table(), text)


def scripts_of_theme() -> set[str]:
    """Return the names of the packages that Material has bundled into its scripts and styles, by its source maps."""
    spec = find_spec("material")
    assert spec, "Material for MkDocs is not installed"
    assert spec.origin
    maps = sorted((Path(spec.origin).parent / "templates/assets").rglob("*.map"))
    sources = [source for file in maps for source in json.loads(file.read_text("utf-8"))["sources"]]
    return {match[1] for source in sources for match in [NODE_PACKAGE.search(f"/{source}")] if match}


def main() -> int:
    """Write the licences of the packages into the document."""
    LICENCES_FILE.write_text(with_licences(LICENCES_FILE.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
