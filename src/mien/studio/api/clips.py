"""Clips: ordered, watched, fetched, called off."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import FileResponse

from mien.schedules.strength import checked_strength
from mien.studio.api.common import BINARY, Owner, TheService, whom_of
from mien.studio.api.models import Commands, Detail, FileView, JobView, OrderBody
from mien.studio.api.schedules import own_strength, schedule_of
from mien.studio.job import Job
from mien.studio.orders import Order, Sitter
from mien.studio.refusal import missing
from mien.studio.service import Service

router = APIRouter(tags=["clips"])

JobId = Annotated[str, Path(max_length=64, description="What the order answered.")]


@router.post(
    "/clips",
    status_code=202,
    responses={status: {"model": Detail} for status in (404, 429, 503)},
)
async def order(body: OrderBody, service: TheService, owner: Owner) -> JobView:
    """Order a clip of each photo; it is drawn while other things go on."""
    wanted = await _order(body, service, owner)
    animator = service.bundles.animator(wanted.bundle)
    job = Job(wanted, animator, service.limits.job_seconds)
    return _view(service.queue.add(owner, job), job)


@router.post("/commands", responses={404: {"model": Detail}})
async def commands(body: OrderBody, service: TheService, owner: Owner) -> Commands:
    """Say which command lines make the same clips."""
    wanted = await _order(body, service, owner)
    return Commands(
        commands=wanted.commands(),
        schedule_file=wanted.schedule_file,
        study=wanted.study_command(),
    )


@router.get("/clips")
async def every(service: TheService, owner: Owner) -> list[JobView]:
    """List the clip jobs of this session."""
    return [_view(key, job) for key, job in service.queue.of(owner)]


@router.get("/clips/{clip}", responses={404: {"model": Detail}})
async def one(clip: JobId, service: TheService, owner: Owner) -> JobView:
    """Say how far a clip is."""
    return _view(clip, service.queue.get(owner, clip))


@router.delete("/clips/{clip}", status_code=204, responses={404: {"model": Detail}})
async def forget(clip: JobId, service: TheService, owner: Owner) -> None:
    """Call a clip off, or remove it when it is done."""
    service.queue.drop(owner, clip)


@router.get(
    "/clips/{clip}/files/{name}",
    response_class=FileResponse,
    responses={
        200: {"content": {"application/octet-stream": BINARY}},
        404: {"model": Detail},
    },
)
async def file(
    clip: JobId, name: Annotated[str, Path(max_length=200)], service: TheService, owner: Owner
) -> FileResponse:
    """Fetch a file that a job wrote; the name is looked up among its files and is no path."""
    files = service.queue.get(owner, clip).files
    if name not in files:
        raise missing("file")
    return FileResponse(files[name], filename=name)


async def _order(body: OrderBody, service: Service, owner: str) -> Order:
    """Check an order.

    Raises:
        MienError: what cannot be drawn.
        RefusalError: a photo that is not there.
    """
    name = service.bundles.known(body.bundle)
    card = service.bundles.cards[name]
    own = own_strength(body.schedule)
    read = await service.gate.run(
        owner,
        lambda: schedule_of(body.schedule, longest=service.limits.frames, times=body.times),
    )
    wanted = Order(
        sitters=[
            Sitter(
                portrait=service.portraits.get(owner, clipped.photo),
                whom=whom_of(clipped.face),
                strength=own
                if clipped.strength is None
                else checked_strength(clipped.strength, card.expressions),
            )
            for clipped in body.photos
        ],
        strength=own,
        study=body.study,
        bundle=name,
        folder=service.bundles.folder(name),
        schedule=read.for_expressions(card.expressions),
        times=body.times,
        kind=body.format,
        title=body.title,
        label=body.label,
        loop=body.loop,
        sheet=body.sheet,
    )
    wanted.check(service.limits)
    return wanted


def _view(key: str, job: Job) -> JobView:
    return JobView(
        id=key,
        state=job.state,
        drawn=job.drawn,
        total=job.total,
        error=job.error,
        files=[FileView(name=name, bytes=path.stat().st_size) for name, path in job.files.items()],
        commands=job.order.commands(),
    )
