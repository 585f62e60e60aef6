"""Web and e-mail addresses: complete, and safe to publish as a link. Used by `codes.py` and `text.py`."""

import re
from urllib.parse import urlsplit

from generator.problems import Rule, quote
from generator.values.refusal import refusal

INVALID_URL = Rule("invalid-url", "An address is complete: https://example.org/page.")
URL_SCHEME = Rule("url-scheme", "Only http:, https: or mailto: stands at the start of an address.")
RULES = (INVALID_URL, URL_SCHEME)

SCHEMES = ("http", "https", "mailto")
COPY_ADDRESS = "copy it from the address bar of your browser"
COMPLETE_EXPECTED = "a complete address such as https://example.org/page is expected"


def check_url(address: str, at: tuple[str, ...] = ()) -> str:
    """Return `address` if it is complete and has a safe scheme.

    Raises a refusal at `at`.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        message = f"{COMPLETE_EXPECTED}, found {quote(address)}"
        raise refusal(INVALID_URL, message, COPY_ADDRESS, at) from None
    if parts.scheme and parts.scheme not in SCHEMES:
        expected = "an address that starts with http:, https: or mailto: is expected"
        raise refusal(URL_SCHEME, f"{expected}, found {quote(address)}", f"{COPY_ADDRESS}, or delete the link", at)
    complete = parts.netloc if parts.scheme in ("http", "https") else parts.scheme and "@" in parts.path
    if not complete or any(character.isspace() or character in '<>"\\' for character in address):
        bare = re.match(r"[\w-]+(\.[\w-]+)+(/|$)", address)
        whole = f'did you mean "https://{address}"?' if bare else COPY_ADDRESS
        hint = "write %20 for a space" if " " in address else whole
        if parts.scheme == "mailto":
            hint = "write an e-mail address after mailto:, such as mailto:desk@example.org"
        raise refusal(INVALID_URL, f"{COMPLETE_EXPECTED}, found {quote(address)}", hint, at)
    return address
