"""On what it was measured: the day, the processor, the memory, the versions of the tools."""

import os
import platform
import re
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

TOOLS = {
    "Pagefind": "pagefind_bin_extended",
    "MkDocs": "mkdocs",
    "Material": "mkdocs-material",
    "Python-Markdown": "markdown",
}
"""The packages of the tools, by name."""


@dataclass(frozen=True)
class Machine:
    """What a measurement was taken on."""

    day: str
    processor: str
    cores: int
    memory: int
    """In bytes."""
    load: float
    """How many processes ran or waited when it began, in the mean of a minute."""
    system: str
    python: str
    tools: dict[str, str]
    """Versions by name."""


def this_machine(hugo: str) -> Machine:
    """Describe this machine, now."""
    return Machine(
        day=datetime.now(UTC).date().isoformat(),
        processor=_processor(),
        cores=os.cpu_count() or 1,
        memory=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        load=round(os.getloadavg()[0], 1),
        system=f"{platform.system()} {platform.release().partition('-')[0]}",
        python=platform.python_version(),
        tools={"Hugo": _hugo_version(hugo)} | {name: version(package) for name, package in TOOLS.items()},
    )


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", listed.read_text("utf-8"), re.M) if listed.is_file() else None
    return found[1] if found else platform.processor() or platform.machine()


def _hugo_version(hugo: str) -> str:
    said = subprocess.run((hugo, "version"), capture_output=True, text=True, check=True).stdout
    found = re.search(r"\bv(\d+(?:\.\d+)+)", said)
    return found[1] if found else said.strip()
