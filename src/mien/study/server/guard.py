"""What every request passes: a rate for each address, and headers on every reply."""

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mien.study.server.settings import Settings


class Guard:
    """Middleware around the whole site."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._headers = settings.headers
        self._limit = parse(settings.rate)
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or say that there were too many."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        address = (scope.get("client") or ("unknown",))[0]
        if self._limiter.hit(self._limit, address):
            await self._app(scope, receive, send_guarded)
            return
        refused = JSONResponse(
            {"error": "too-many", "message": "Too many requests: wait a little."},
            status_code=429,
            headers={"retry-after": str(self._limit.get_expiry())},
        )
        await refused(scope, receive, send_guarded)
