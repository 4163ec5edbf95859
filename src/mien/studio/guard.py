"""What stands in front of every request: access, pace, size, and the headers of every answer."""

from collections.abc import Mapping
from http.cookies import SimpleCookie
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mien.studio.access import KEY, SESSION, Access
from mien.studio.limits import MEGABYTE, Limits
from mien.studio.pace import Pace
from mien.studio.policy import served_policy
from mien.studio.refusal import RefusalError

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": served_policy(),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""On every answer. Nothing comes from outside, nothing inline runs, nobody may frame the page."""

PHOTOS = "/photos"
"""Where photos are sent to, the only large bodies."""

_STRANGERS = 8
"""Times as much as one session may ask, all requests from one address may."""


class Guard:
    """Refuses what may not come in, before anything reads it.

    Args:
        app: what is guarded.
        access: who may ask.
        limits: of the service.
    """

    def __init__(self, app: ASGIApp, access: Access, limits: Limits) -> None:
        self._app, self._access, self._limits = app, access, limits
        self._sessions = Pace(limits.rate, limits.burst)
        self._addresses = Pace(limits.rate * _STRANGERS, limits.burst * _STRANGERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        answer: Response | None = None
        cookie: str | None = None
        try:
            self._access.check_place(connection.headers)
            answer = self._unlocked(connection)
            if answer is None:
                self._access.check_key(connection.cookies, connection.headers)
                cookie = self._admit(connection)
                self._check_size(scope, connection.headers)
        except RefusalError as refusal:
            answer = JSONResponse(refusal.body, refusal.status, refusal.headers)
        if scope["type"] == "websocket":
            await self._socket(answer, scope, receive, send)
            return
        counted = _Counted(receive, self._most(scope))
        await (answer or self._app)(scope, counted, _dressed(send, scope, cookie))

    def _unlocked(self, connection: HTTPConnection) -> Response | None:
        """Take the key from the address that was printed, out of sight of the address bar."""
        shown = connection.query_params.get("key", "")
        if connection.scope["type"] != "http" or not self._access.is_key(shown):
            return None
        answer = RedirectResponse(str(connection.url.path), 303)
        answer.set_cookie(
            KEY, shown, httponly=True, samesite="lax", secure=connection.url.scheme == "https"
        )
        return answer

    def _admit(self, connection: HTTPConnection) -> str | None:
        """Find the session and check its pace; the value of a new session's cookie."""
        owner, cookie = self._access.owner(connection.cookies), None
        if owner is None:
            owner, cookie = self._access.new_owner()
        connection.scope.setdefault("state", {})["owner"] = owner
        if "/api/" in connection.scope["path"]:
            address = connection.client.host if connection.client else ""
            self._addresses.check(address)
            self._sessions.check(owner)
        return cookie

    def _most(self, scope: Scope) -> int:
        is_upload = scope["path"].endswith(PHOTOS)
        return self._limits.upload_bytes if is_upload else self._limits.body_bytes

    def _check_size(self, scope: Scope, headers: Headers) -> None:
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._most(scope):
            raise _too_large(self._most(scope))

    async def _socket(
        self, answer: Response | None, scope: Scope, receive: Receive, send: Send
    ) -> None:
        if answer is None:
            await self._app(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})


def _too_large(most: int) -> RefusalError:
    return RefusalError(413, f"That is more than {most / MEGABYTE:g} MB, the most that is taken.")


class _Counted:
    """A request's body, which may not be longer than it should be even if it says nothing."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._most, self._seen = receive, most, 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._seen > self._most:
            refusal = _too_large(self._most)
            raise HTTPException(refusal.status, refusal.message)
        return message


def _dressed(send: Send, scope: Scope, cookie: str | None) -> Send:
    """Put on every answer the headers that all have, and a new session's cookie."""
    jar = _jar(cookie, Request(scope)) if cookie else None

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
            if jar:
                headers.append("Set-Cookie", jar)
        await send(message)

    return dressed


def _jar(cookie: str, request: Request) -> str:
    jar: SimpleCookie = SimpleCookie({SESSION: cookie})
    settings: dict[str, Any] = {"path": "/", "httponly": True, "samesite": "Lax"}
    settings["secure"] = request.url.scheme == "https"
    jar[SESSION].update(settings)
    return jar[SESSION].OutputString()
