"""The versions in `.pre-commit-hooks.yaml`. `make hooks` writes those that are locked.

pre-commit installs the newest packages that `pyproject.toml` allows, unless a hook names versions.
"""

import re
import sys

from tests.support.locked import locked_versions
from tests.support.paths import ROOT

HOOKS_FILE = ROOT / ".pre-commit-hooks.yaml"
VERSIONS = re.compile(r"(?m)^  additional_dependencies:.*\n(?:    - .*\n)*")


def with_locked_versions(hooks: str) -> str:
    """Return the text of the hooks with the locked versions in the place of those that it names."""
    versions = "".join(f'    - "{requirement}"\n' for requirement in locked_versions(ROOT / "requirements.txt"))
    return VERSIONS.sub(lambda _: f"  additional_dependencies: # the locked versions: make hooks\n{versions}", hooks)


def main() -> int:
    """Write the locked versions into the file of the hooks."""
    HOOKS_FILE.write_text(with_locked_versions(HOOKS_FILE.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
