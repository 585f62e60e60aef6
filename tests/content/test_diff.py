"""A change of a file is text so that nothing in it can deceive."""

from generator.content.diff import diff


def test_what_changes_is_shown_line_by_line() -> None:
    text = diff("a.yml", b"a: 1\nb: 2\n", b"a: 1\nb: 3\n")
    assert text == "--- a.yml\n+++ a.yml\n@@ -1,2 +1,2 @@\n a: 1\n-b: 2\n+b: 3\n"


def test_on_a_terminal_it_has_colours() -> None:
    text = diff("a.yml", b"b: 2\n", b"b: 3\n", colour=True).split("\n")
    assert text[0] == "\x1b[1m--- a.yml\x1b[0m"
    assert text[3:5] == ["\x1b[31m-b: 2\x1b[0m", "\x1b[32m+b: 3\x1b[0m"]


def test_a_removed_line_that_looks_like_a_name_is_in_the_colour_of_what_is_removed() -> None:
    text = diff("a.yml", b"a: 1\n-- x\n", b"a: 1\n", colour=True)
    assert "\x1b[31m--- x\x1b[0m\n" in text


def test_what_steers_a_terminal_is_not_passed_on_and_tabs_are_seen() -> None:
    assert "-a:→�[31mred" in diff("a.yml", b"a:\t\x1b[31mred\n", b"a: 1\n")


def test_other_line_ends_are_named_rather_than_every_line_shown_twice() -> None:
    assert diff("a.yml", b"a: 1\r\nb: 2\r\n", b"a: 1\nb: 2\n").startswith("a.yml: the same lines;")
    assert diff("a.yml", b"\xef\xbb\xbfa: 1", b"a: 1\n").startswith("a.yml: the same lines;")
