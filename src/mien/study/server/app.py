"""The site put together."""

import math

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from mien.errors import MienError
from mien.study.database import RefusedError
from mien.study.page import FOLDER
from mien.study.server import api, pages
from mien.study.server.guard import Guard
from mien.study.server.site import Site, site_of

_STATUS = {"full": 403, "unknown": 401, "too-early": 425, "out-of-order": 409, "answered": 409}


def create_app(site: Site) -> ASGIApp:
    """The site of one study, for any ASGI server."""
    app = Starlette(
        routes=[
            Route("/", pages.welcome),
            Route("/join", pages.join, methods=["POST"]),
            Route("/trials", pages.trials),
            Route("/done", pages.done),
            Route("/api/state", api.state),
            Route("/api/answers/{number:int}", api.answer, methods=["POST"]),
            Route("/clips/{name}.mp4", pages.clip),
            Route("/alive", pages.alive),
            Mount("/static", StaticFiles(directory=FOLDER / "static")),
        ],
        exception_handlers={
            HTTPException: _failed,
            RefusedError: _refused,
            MienError: _invalid,
            Exception: _broken,
        },
    )
    app.state.site = site
    # Around everything: replies to our own defects bear the headers as well.
    return Guard(app, site.settings)


def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _say(request, error.status_code, "failed", error.detail, dict(error.headers or {}))


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    waits = {"retry-after": str(math.ceil(error.wait))} if error.wait else {}
    return _say(request, _STATUS[error.reason], error.reason, str(error), waits)


def _invalid(request: Request, error: Exception) -> Response:
    return _say(request, 422, "invalid", str(error), {})


def _broken(request: Request, _: Exception) -> Response:
    return _say(request, 500, "broken", "Something broke here. Try again in a minute.", {})


def _say(
    request: Request, status: int, code: str, message: str, headers: dict[str, str]
) -> Response:
    """An error as the one who asked can read it: JSON for the page, a page for people."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": code, "message": message}, status, headers)
    page = site_of(request).page("message.html", status, message=message)
    page.headers.update(headers)
    return page
