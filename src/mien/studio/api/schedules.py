"""Schedules in and out, in the forms that `mien animate` takes."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from mien.errors import MienError
from mien.schedules import Schedule, at_strength, csv_of, repeat, schedule_from
from mien.schedules.schedule import check_length
from mien.schedules.strength import checked_strength
from mien.studio.api.common import Owner, TheService
from mien.studio.api.models import Detail, ScheduleView

router = APIRouter(prefix="/schedules", tags=["schedules"])

Kind = Annotated[Literal["json", "csv"], Query(description="What the text is.")]
Rate = Annotated[
    float | None, Query(description="Frames per second; those of the text, or 25, by default.")
]
_TEXT = {
    "requestBody": {
        "required": True,
        "description": "The content of a file for `mien animate --degrees`.",
        "content": {"text/plain": {"schema": {"type": "string"}}},
    }
}


@router.post("/read", openapi_extra=_TEXT, responses={503: {"model": Detail}})
async def read(
    request: Request,
    service: TheService,
    owner: Owner,
    kind: Kind = "json",
    fps: Rate = None,
) -> ScheduleView:
    """Read keyframes or a schedule, and give degrees frame by frame."""
    content = await request.body()
    longest = service.limits.frames

    def work() -> ScheduleView:
        text, is_csv = _text(content), kind == "csv"
        plain = schedule_from(text, csv=is_csv, fps=fps, longest=longest, strength=1.0)
        own = 1.0 if is_csv else own_strength(json.loads(text))
        return ScheduleView(**plain.to_json(), strength=own)

    return await service.gate.run(owner, work)


@router.post("/csv", response_class=PlainTextResponse, responses={503: {"model": Detail}})
async def csv(body: dict[str, Any], service: TheService, owner: Owner) -> PlainTextResponse:
    """Write a schedule as CSV; `mien animate --degrees x.csv --fps ...` draws the same frames."""
    schedule = await service.gate.run(
        owner,
        lambda: at_strength(schedule_of(body, longest=service.limits.frames), own_strength(body)),
    )
    return PlainTextResponse(csv_of(schedule), media_type="text/csv")


def schedule_of(document: Mapping[str, Any], *, longest: int, times: int = 1) -> Schedule:
    """A schedule that came as JSON, before it is multiplied by its strength.

    Args:
        document: a schedule or keyframes.
        longest: frames that are not too many, repeats included.
        times: how often it is played.

    Raises:
        MienError: nonsense, or too long.
    """
    schedule = schedule_from(json.dumps(document), longest=longest, strength=1.0)
    check_length(len(schedule) * times, longest)
    return repeat(schedule, times)


def own_strength(document: Mapping[str, Any]) -> float | dict[str, float]:
    """The strength of a schedule that came as JSON.

    Raises:
        MienError: no number above 0, up to 1, nor such numbers by expression.
    """
    return checked_strength(document.get("strength", 1.0))


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MienError("The schedule is not UTF-8 text.") from error
