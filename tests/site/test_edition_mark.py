"""A folder of pages or of a site says whose edition it holds."""

from pathlib import Path

from generator.site.edition_mark import audience_of_pages, audience_of_site, is_site


def test_a_built_site_and_its_pages_say_their_audience(shipped: Path, hostile: Path) -> None:
    assert [audience_of_site(site) for site in (shipped, hostile)] == ["public", "internal"]
    assert [audience_of_pages(site.with_name("pages")) for site in (shipped, hostile)] == ["public", "internal"]
    assert is_site(shipped)


def test_other_folders_say_none(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>Hello", "utf-8")
    for damaged in ("[", "[]", "\udcff"):
        (tmp_path / ".site.json").write_text(damaged, "utf-8", "surrogateescape")
        assert audience_of_pages(tmp_path) == ""
    assert (audience_of_pages(tmp_path / "none"), audience_of_site(tmp_path), is_site(tmp_path)) == ("", "", False)
