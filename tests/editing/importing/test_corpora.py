"""The two real tables that `docs/import` has maps for, whole, where they are there."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from tests.support.paths import ROOT

CORPORA = ROOT.parent / "shared" / "corpora"
TABLES = {
    "environmental-agreements": ("agreement", "environmental-agreements.csv", "imported 5,708 of 5,728 rows"),
    "ministers-meetings": ("meeting", "uk-ministers-meetings.csv", "imported 15,781 of 15,781 rows: 8,054 meetings"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", TABLES)
def test_a_real_table_is_imported_and_passes_the_check(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, table, expected = TABLES[name]
    if not (CORPORA / table).is_file():
        pytest.skip(f"{table} is not there")
    monkeypatch.chdir(tmp_path)
    by = ROOT / "docs" / "import" / f"{name}.yml"
    result = CliRunner().invoke(main, ["import", kind, str(CORPORA / table), "--map", str(by)], catch_exceptions=False)
    assert expected in result.stdout
    checked = CliRunner().invoke(main, ["check"], catch_exceptions=False)
    assert re.search(r"^0 errors, \d+ warnings in", checked.stdout, re.M)
