"""The policy stands in pages and documents as the module has it; Material's scripts are those of the locked version."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from generator.site.security_headers import HEADERS, NOT_IN_META, policy
from tests.support.paths import ROOT

THEME = ROOT / "generator/site/theme/assets"
PUBLISHING = (ROOT / "docs/publishing.md").read_text("utf-8")


def test_the_policy_allows_files_of_the_site_alone() -> None:
    assert policy() == (
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    )


def test_a_meta_element_has_the_policy_without_what_browsers_ignore_there(shipped: Path) -> None:
    assert not any(name in policy(in_meta=True) for name in NOT_IN_META)
    for page in shipped.rglob("*.html"):
        metas = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page.read_text("utf-8"))
        assert metas == [policy(in_meta=True)], page


@pytest.mark.parametrize("server", ["nginx", "Caddy", "Apache"])
def test_the_documents_have_every_header_for_each_web_server(server: str) -> None:
    snippet = PUBLISHING.partition(f"### {server}\n")[2].partition("\n### ")[0]
    assert snippet
    for name, value in HEADERS.items():
        assert re.search(rf'\b{name} "{re.escape(value)}"', snippet), name


def test_the_documents_have_every_header_for_gitlab() -> None:
    snippet = PUBLISHING.partition("### GitLab Pages\n")[2]
    assert all(f'"{name}: {value}",' in snippet for name, value in HEADERS.items())


@pytest.mark.parametrize(
    ("file", "partial", "has_more"),
    [("scope.js", "partials/javascripts/base.html", True), ("palette.js", "partials/javascripts/palette.html", False)],
)
def test_the_scripts_of_material_are_those_of_its_locked_version(file: str, partial: str, has_more: bool) -> None:
    spec = find_spec("material")
    assert spec
    assert spec.origin
    original = Path(spec.origin).parent.joinpath("templates", partial).read_text("utf-8")
    code = original.partition("<script>")[2].partition("</script>")[0]
    own = (THEME / file).read_text("utf-8").splitlines()
    scope = 'new URL("{{ config.extra.scope | d(base_url) }}",location)'
    assert own[1] == code.replace(scope, 'new URL("..",document.currentScript.src)')
    assert bool(own[2:]) == has_more
    assert own[0].startswith("// Material's ")
