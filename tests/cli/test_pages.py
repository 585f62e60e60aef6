"""`pages` writes the Markdown pages of an edition."""

from pathlib import Path

from tests.support.command_line import VALID, run, write_content


def test_pages_writes_markdown_and_a_second_time_nothing(tmp_path: Path) -> None:
    folder = write_content(tmp_path, VALID)
    first = run("pages", folder, "--to", tmp_path / "pages", "--as-of", "2024-01-25")
    assert first.exit_code == 0
    assert (tmp_path / "pages/en/people/ada-example.md").read_text("utf-8").startswith('---\ntitle: "Ada Example"\n')
    again = run("pages", folder, "--to", tmp_path / "pages", "--as-of", "2024-01-25")
    assert " 0 written, 0 removed" in again.output


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    result = run("pages", write_content(tmp_path, VALID), "--to", tmp_path / "file" / "pages")
    assert result.exit_code == 2
    assert "cannot be written" in result.output


def test_the_day_and_the_audience_are_those_asked_for(tmp_path: Path) -> None:
    folder = write_content(
        tmp_path, VALID | {"people/secret.yml": "name: Secret\naudience: internal\nsources: [{source: report}]\n"}
    )
    assert run("pages", folder, "--to", tmp_path / "public", "--as-of", "2024-01-25").exit_code == 0
    assert run("pages", folder, "--to", tmp_path / "internal", "--audience", "internal").exit_code == 0
    assert not (tmp_path / "public/en/people/secret.md").exists()
    assert (tmp_path / "internal/en/people/secret.md").exists()
    assert "As of 25 January 2024, public edition" in (tmp_path / "public/en/.site.json").read_text("utf-8")
