"""What the pages and the interface share."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse

from mien.study.database import Progress, Store
from mien.study.page.render import render
from mien.study.secret import Secret
from mien.study.server.settings import Settings
from mien.study.server.visits import cookie_of
from mien.study.study import Study


@dataclass(frozen=True, kw_only=True)
class Site:
    """One study, served.

    Attributes:
        folder: the study's.
        study: what was decided on.
        secret: the study's.
        store: its answers.
        settings: how it is served.
    """

    folder: Path
    study: Study
    secret: Secret
    store: Store
    settings: Settings

    async def progress(self, request: Request) -> Progress | None:
        """Where the rater stands whose browser asks."""
        cookie = cookie_of(request)
        if cookie is None:
            return None
        return await run_in_threadpool(self.store.find, self.secret.visit(cookie))

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page of the study."""
        text = render(template, {"title": self.study.title, "base": "/static/", **values})
        return HTMLResponse(text, status)


def site_of(request: Request) -> Site:
    """The study that a request is for."""
    site = request.app.state.site
    assert isinstance(site, Site)
    return site
