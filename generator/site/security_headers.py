"""The headers by which a browser is told what the pages of the site may do.

Pages carry the policy in a `meta` element. A web server should send all headers: `docs/publishing.md` says how.
"""

CONTENT_SECURITY_POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'wasm-unsafe-eval'",  # Pagefind compiles a WebAssembly module
    "style-src": "'self'",
    "img-src": "'self' data:",  # Material's icons are images in its style sheets
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}
"""The directives of the policy: Content Security Policy Level 3 of the W3C."""
NOT_IN_META = ("frame-ancestors", "report-uri", "report-to", "sandbox")
"""Directives that a browser ignores in a `meta` element: section 3.3 of that specification."""


def policy(*, in_meta: bool = False) -> str:
    """Return the policy as the value of a header, or for a `meta` element."""
    directives = CONTENT_SECURITY_POLICY.items()
    return "; ".join(f"{name} {sources}" for name, sources in directives if not (in_meta and name in NOT_IN_META))


HEADERS = {
    "Content-Security-Policy": policy(),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""What a web server should send with every file."""
