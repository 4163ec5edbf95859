"""Who asks: a cookie for each browser, and proof that a request comes from our own page."""

import re
import secrets
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from mien.study.secret import Secret
from mien.study.server.settings import Settings

COOKIE = "visit"
TOKEN_HEADER = "x-form-token"

_COOKIE = re.compile(r"[\w-]{32}")


def cookie_of(request: Request) -> str | None:
    """The browser's cookie, if it has one of ours."""
    value = request.cookies.get(COOKIE, "")
    return value if _COOKIE.fullmatch(value) else None


def new_cookie() -> str:
    """A cookie that nobody can guess."""
    return secrets.token_urlsafe(24)


def give_cookie(response: Response, cookie: str, settings: Settings) -> None:
    """Set the cookie. Starlette's own way knows no `Partitioned` on every Python."""
    response.headers.append("set-cookie", f"{COOKIE}={cookie}; {settings.cookie}")


def check_source(request: Request, secret: Secret, token: str) -> str:
    """Make sure that a request that changes something comes from our own page.

    Returns:
        The browser's cookie.

    Raises:
        HTTPException: 403.
    """
    cookie = cookie_of(request)
    origin = request.headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if foreign or request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
        raise HTTPException(403, "This request came from another site.")
    if cookie is None or not secret.is_form(cookie, token):
        raise HTTPException(
            403, "This page is too old, or cookies are off. Allow cookies and open the study again."
        )
    return cookie


async def read_body(request: Request, most: int) -> bytes:
    """A request's body.

    Raises:
        HTTPException: 413, as soon as it is longer than `most` bytes.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise HTTPException(413, f"A request holds {most} bytes at most.")
    return body
