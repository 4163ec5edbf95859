"""What the page asks for and sends, as JSON."""

import json

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from mien.errors import MienError
from mien.study.database import UNKNOWN, Progress, RefusedError
from mien.study.questions import choices, read_raw
from mien.study.server.site import site_of
from mien.study.server.visits import TOKEN_HEADER, check_source, read_body
from mien.study.trial import Booklet
from mien.study.view import feedback, screen, view


async def state(request: Request) -> Response:
    """Every trial of the rater, and which comes next."""
    site = site_of(request)
    progress, trials = await _taking_part(request)
    return JSONResponse(
        {
            "trials": [view(trial, site.study) for trial in trials],
            "current": progress.current,
            "screen": screen(site.study),
        }
    )


async def answer(request: Request) -> Response:
    """Store an answer. Only when it is committed does the page hear of it."""
    site = site_of(request)
    body = await read_body(request, site.settings.body)
    check_source(request, site.secret, request.headers.get(TOKEN_HEADER, ""))
    progress, trials = await _taking_part(request)
    number = request.path_params["number"]
    if number >= len(trials):
        raise HTTPException(404, f"There are {len(trials)} trials.")
    trial = trials[number]
    allowed = choices(trial.kind, len(trial.clips), site.study.expressions)
    raw = read_raw(_json(body), trial.kind, allowed)
    after = await run_in_threadpool(site.store.answer, progress.rater, number, raw)
    return JSONResponse({"current": after.current, "feedback": feedback(trial, raw)})


async def _taking_part(request: Request) -> tuple[Progress, Booklet]:
    """Where the rater stands, and all of the rater's trials."""
    site = site_of(request)
    progress = await site.progress(request)
    if progress is None:
        raise RefusedError("unknown", UNKNOWN)
    return progress, await run_in_threadpool(site.store.booklet, progress.rater)


def _json(body: bytes) -> object:
    try:
        document: object = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise MienError("The body of the request is not JSON.") from error
    return document
