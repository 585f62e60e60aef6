"""The packages that the lock files name."""

import re
from pathlib import Path

from tests.support.paths import ROOT

LOCK_FILES = tuple(sorted(ROOT.glob("requirements*.txt")))
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^ ;\\]+)(?: ; (?P<marker>[^\\]+?))? *\\?$")


def locked_versions(file: Path) -> list[str]:
    """Return the requirements of a lock file without hashes, such as `babel==2.18.0`, with their markers."""
    pins = (PIN.match(line) for line in file.read_text("utf-8").splitlines())
    return [
        f"{pin['name']}=={pin['version']}" + (f" ; {pin['marker']}" if pin["marker"] else "") for pin in pins if pin
    ]


def locked_names(file: Path) -> list[str]:
    """Return the names of the packages in a lock file, each once."""
    return list(dict.fromkeys(requirement.partition("==")[0] for requirement in locked_versions(file)))
