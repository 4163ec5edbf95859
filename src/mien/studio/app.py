"""The application: routes, words for errors, the page, and the guard in front."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.staticfiles import StaticFiles

from mien import __version__
from mien.errors import MienError
from mien.studio.access import Access
from mien.studio.api import about, calibrations, clips, live, photos, schedules
from mien.studio.api.models import Detail
from mien.studio.bundles import Bundles
from mien.studio.guard import Guard
from mien.studio.limits import Limits
from mien.studio.refusal import RefusalError
from mien.studio.service import Service

PAGE = Path(__file__).parent / "page"
"""The page's files, as they are served."""

VERSION = "/api/v1"
"""Where the interface begins; what changes incompatibly gets another number."""

_UNSUITABLE = 422


def create_app(
    bundles: Bundles, *, access: Access | None = None, limits: Limits | None = None
) -> FastAPI:
    """Make the service, ready for any ASGI server; everything it holds is in its memory.

    Args:
        bundles: what it animates with.
        access: who may ask; by default this machine only.
        limits: what it takes on.
    """
    bounds = limits or Limits()
    service = Service(bounds, bundles)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with service.running():
            yield

    app = FastAPI(
        title="mien studio",
        version=__version__,
        summary="From one photo of a face to an expression clip whose degree is set by frame.",
        openapi_url=f"{VERSION}/openapi.json",
        docs_url=None,  # both fetch their scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
        responses={
            status: {"model": Detail} for status in (400, 401, 403, 413, 421, _UNSUITABLE, 429)
        },
    )
    app.state.service = service
    interface = APIRouter(prefix=VERSION)
    for part in (about, photos, calibrations, live, schedules, clips):
        interface.include_router(part.router)
    app.include_router(interface)
    app.mount("/", _Page(directory=PAGE, html=True), name="page")
    app.add_exception_handler(MienError, _unsuitable)
    app.add_exception_handler(RefusalError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_middleware(Guard, access=access or Access(), limits=bounds)
    return app


class _Page(StaticFiles):
    """The page's files, which a browser asks for again each time: they say if they changed."""

    def file_response(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
        """Serve a file."""
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "no-cache"
        return response


async def _unsuitable(_: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, _UNSUITABLE)


async def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RefusalError), "registered for it"
    return JSONResponse(error.body, error.status, error.headers)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    """One sentence instead of a list of places."""
    assert isinstance(error, RequestValidationError), "registered for it"
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"] if part not in ("body", "query", "path"))
    return JSONResponse({"detail": f"{place or 'the request'}: {first['msg']}."}, _UNSUITABLE)
