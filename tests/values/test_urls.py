"""Addresses: complete and of a safe scheme, or refused with a hint."""

import pytest
from pydantic_core import PydanticCustomError

from generator.problems import Problem
from generator.values.refusal import extract_problems
from generator.values.urls import check_url


def address_refused(address: str) -> Problem:
    with pytest.raises(PydanticCustomError) as caught:
        check_url(address)
    (problem,) = extract_problems({"ctx": caught.value.context})
    return problem


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "http://example.org/a?b=c#d",
        "HTTPS://EXAMPLE.ORG/",
        "mailto:desk@example.org",
        "https://例え.jp/",
        "http://[::1]/",
    ],
)
def test_a_complete_address_of_a_safe_scheme_is_taken_as_it_is(address: str) -> None:
    assert check_url(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org/",
        "tel:+123",
    ],
)
def test_an_address_of_another_scheme_is_refused(address: str) -> None:
    assert address_refused(address).rule.code == "url-scheme"


@pytest.mark.parametrize(
    "address",
    [
        "example",
        "/page",
        "#top",
        "//example.org/",
        "https:example.org",
        "https://",
        "https://exa mple.org/",
        "https://example.org/<x>",
        'https://example.org/"x',
        "https://example.org\\@example.com",
        "https://[::1/",
        "mailto:desk",
        " https://example.org/",
        "",
    ],
)
def test_an_address_that_is_not_complete_is_refused(address: str) -> None:
    assert address_refused(address).rule.code == "invalid-url"


def test_an_address_without_its_scheme_is_refused_with_the_whole() -> None:
    assert address_refused("www.example.org/page").hint == 'did you mean "https://www.example.org/page"?'
    assert address_refused("page").hint == "copy it from the address bar of your browser"
    assert (
        address_refused("mailto:ada").hint == "write an e-mail address after mailto:, such as mailto:desk@example.org"
    )
