"""How the site is served."""

from dataclasses import dataclass

MTURK = ("https://www.mturk.com", "https://workersandbox.mturk.com")
"""Where MTurk takes finished work from a page in its frame."""

_MTURK_FRAMES = ("https://*.mturk.com",)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How the site is served.

    Attributes:
        mturk: whether MTurk shows the pages in a frame: cookies then need HTTPS.
        https: whether browsers reach the site by HTTPS, perhaps through a proxy.
        rate: requests that one address may make, in the words of the package `limits`.
        body: bytes that a request may hold.
    """

    mturk: bool = False
    https: bool = False
    rate: str = "3000/minute"
    body: int = 4096

    @property
    def cookie(self) -> str:
        """Attributes of the site's cookie."""
        attributes = "Path=/; HttpOnly; Max-Age=2592000"
        if self.mturk:
            return f"{attributes}; SameSite=None; Secure; Partitioned"
        return f"{attributes}; SameSite=Lax" + ("; Secure" if self.https else "")

    @property
    def headers(self) -> dict[str, str]:
        """Headers of every reply: the page loads from here alone, and runs nothing of its own."""
        frames = " ".join(_MTURK_FRAMES) if self.mturk else "'none'"
        forms = " ".join(("'self'", *MTURK)) if self.mturk else "'self'"
        headers = {
            "content-security-policy": (
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                "media-src 'self' blob:; connect-src 'self'; base-uri 'none'; "
                f"form-action {forms}; frame-ancestors {frames}"
            ),
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",  # without it, forms say no origin
            "cross-origin-resource-policy": "same-origin",
            "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
            "x-robots-tag": "noindex",
        }
        if not self.mturk:
            headers |= {"x-frame-options": "DENY", "cross-origin-opener-policy": "same-origin"}
        if self.https:
            headers["strict-transport-security"] = "max-age=31536000"
        return headers
