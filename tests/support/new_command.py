"""The command `new` in a copy of the shipped content: options, a terminal, and the files it writes."""

import os
import sys
from pathlib import Path
from typing import Any

import pexpect

from generator.kinds.kind import Kind
from tests.support.command_line import run
from tests.support.paths import ROOT

UNUSED_SOURCE = "a citation of this source is expected in some record, found none"

OPTIONS = {
    "relations": ["between=uz,mfa-jp", "sources=daryo-article"],
    "meetings": ["title=Consultations on visas", "date=2024-02-01", "parties=uz,Japan", "sources=daryo-article"],
    "agreements": ["title=Memorandum", "history[0].event=signed", "history[0].date=2024-02", "sources=daryo-article"],
    "mechanisms": ["title=Consular talks", "between=uz,jp", "sources=daryo-article"],
    "people": ["name.en=Ada Example", "name.ja=エイダ", "sources[0].source=daryo-article", "sources[0].quote=Ada"],
    "organisations": ["name=Consular Department", "sources=daryo-article, daryo-post-2024-01-12"],
    "countries": ["official_name=Republic of Kazakhstan"],
    "sectors": ["name=Fisheries", "sources=daryo-article", "caveats=One thing, open", "caveats=Another"],
    "milestones": ["title=First flight", "date=1992", "sources=daryo-article"],
    "statements": ["by=mfa-jp", "date=2024-02-01", "quote=Visas: soon", "sources=daryo-article"],
    "sources": ["title=A press release", "published=2024-02-01"],
}
"""The fields of a valid record, by folder."""


def new_files(content: Path) -> list[Path]:
    """Return the record files that the shipped content does not have."""
    return [path for path in content.rglob("*.yml") if not (ROOT / path).exists()]


def set_options(fields: list[str]) -> list[str]:
    """Return `fields` as options `--set`."""
    return [part for field in fields for part in ("--set", field)]


def check_new_record(kind: Kind[Any]) -> None:
    """Check that a record of `kind` has no problems, but the warning for a new source: nothing cites it."""
    result = run("check", "content")
    if kind.is_citable:
        assert "0 errors, 1 warning" in result.stdout
        assert UNUSED_SOURCE in result.stdout
    else:
        assert result.stdout == "0 errors, 0 warnings in 39 files\n"


class Terminal:
    """The command `new` in a terminal."""

    def __init__(self, *arguments: str) -> None:
        environment = {**os.environ, "TERM": "xterm", "PYTHONPATH": str(ROOT), "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.child: Any = pexpect.spawn(
            sys.executable,
            ["-m", "generator", "new", *arguments],
            env=environment,
            encoding="utf-8",
            dimensions=(40, 160),
            timeout=60,
        )

    def ready(self, label: str) -> None:
        """Wait for a question, and for the cursor, which shows that it can be answered."""
        self.child.expect(label)
        self.child.expect(r"\x1b\[\?25h")

    def answer(self, label: str, keys: str) -> None:
        """Type `keys` and Enter after a question."""
        self.ready(label)
        self.child.send(f"{keys}\r")
