"""The pages: consent, trials, thanks."""

from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response

from mien.study.page import SCRIPTS, SERVER_SCRIPT
from mien.study.server.arrival import FIELDS, Arrival, read_arrival
from mien.study.server.site import Site, site_of
from mien.study.server.visits import check_source, cookie_of, give_cookie, new_cookie, read_body
from mien.study.study import CLIPS


async def welcome(request: Request) -> Response:
    """Ask for consent; who gave it goes on where they stopped."""
    site, arrival = site_of(request), read_arrival(request.query_params)
    progress = None if arrival.preview else await site.progress(request)
    if progress is not None and _is(site, arrival, progress.rater):
        return _to("/done" if progress.finished else "/trials", arrival)
    cookie = cookie_of(request) or new_cookie()
    told = {name: value for name, value in request.query_params.items() if name in FIELDS}
    page = site.page(
        "consent.html",
        paragraphs=site.study.consent,
        minutes=_minutes(site),
        token=site.secret.form(cookie),
        fields=told,
        preview=arrival.preview,
    )
    give_cookie(page, cookie, site.settings)
    return page


async def join(request: Request) -> Response:
    """Someone agrees to take part."""
    site = site_of(request)
    body = await read_body(request, site.settings.body)
    form = dict(parse_qsl(body.decode("utf-8", "replace")))
    cookie = check_source(request, site.secret, form.get("token", ""))
    arrival = read_arrival(form)
    if form.get("agree") != "yes" or arrival.preview:
        raise HTTPException(422, "Taking part needs your consent.")
    visit = site.secret.visit(cookie)
    rater = site.secret.rater(arrival.platform, arrival.worker or cookie)
    await run_in_threadpool(site.store.join, visit, rater)
    return _to("/trials", arrival)


async def trials(request: Request) -> Response:
    """The page on which everything is asked."""
    site, arrival = site_of(request), read_arrival(request.query_params)
    progress = await site.progress(request)
    cookie = cookie_of(request)
    if progress is None or cookie is None:
        return _to("/", arrival)
    if progress.finished:
        return _to("/done", arrival)
    return site.page(
        "trials.html",
        token=site.secret.form(cookie),
        done=f"/done?{arrival.query}",
        scripts=[SERVER_SCRIPT, *SCRIPTS],
    )


async def done(request: Request) -> Response:
    """Thanks, and what the platform wants to know."""
    site, arrival = site_of(request), read_arrival(request.query_params)
    progress = await site.progress(request)
    if progress is None or not progress.finished:
        return _to("/trials", arrival)
    return site.page(
        "done.html",
        code=site.secret.code(progress.rater),
        prolific=site.study.prolific,
        submit=arrival.submit and f"{arrival.submit}/mturk/externalSubmit",
        assignment=arrival.assignment,
    )


async def clip(request: Request) -> Response:
    """A clip, by a name that the study knows; a browser may keep it."""
    site, name = site_of(request), request.path_params["name"]
    if name not in site.study.files:
        raise HTTPException(404, "There is no such clip.")
    path = site.folder / CLIPS / f"{name}.mp4"
    kept = {"cache-control": "private, max-age=86400, immutable"}
    return FileResponse(path, media_type="video/mp4", headers=kept)


async def alive(request: Request) -> Response:
    """Whether the site and its database answer."""
    await run_in_threadpool(site_of(request).store.find, "")
    return PlainTextResponse("ok\n")


def _is(site: Site, arrival: Arrival, rater: str) -> bool:
    """Whether the address names no other worker than the one the browser is known by."""
    return not arrival.worker or site.secret.rater(arrival.platform, arrival.worker) == rater


def _to(path: str, arrival: Arrival) -> Response:
    return RedirectResponse(f"{path}?{arrival.query}" if arrival.query else path, 303)


def _minutes(site: Site) -> int:
    """How long it takes, roughly: two viewings and three seconds of thought a trial."""
    study = site.study
    checks = study.checks
    beside = checks.practice + checks.gold + checks.repeated + checks.identical
    count = sum(block.trials + beside for block in study.blocks)
    return max(1, round(count * (2 * study.viewing_seconds + 3) / 60))
