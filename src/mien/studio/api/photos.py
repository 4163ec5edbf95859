"""Photos: sent as bytes, kept for one session, drawn at degrees."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from mien.errors import MienError
from mien.faces import find_faces
from mien.geometry import shrunk
from mien.media import Label, Still, picture_bytes
from mien.studio.api.common import (
    BINARY,
    BundleName,
    DegreesText,
    FaceText,
    Owner,
    PhotoId,
    TheService,
    degrees_of,
    whom_of,
)
from mien.studio.api.models import Detail, FaceView, PhotoView
from mien.studio.portrait import PREVIEW, Portrait, Seat
from mien.studio.received import photo_from
from mien.studio.refusal import RefusalError
from mien.studio.service import Service

router = APIRouter(prefix="/photos", tags=["photos"])

_ABSENT: dict[int | str, dict[str, Any]] = {404: {"model": Detail}}
_BUSY: dict[int | str, dict[str, Any]] = {503: {"model": Detail}}
_BODY = {
    "requestBody": {
        "required": True,
        "description": "The photo's file: JPEG, PNG, WebP, TIFF, GIF, BMP, AVIF or HEIC.",
        "content": {"application/octet-stream": BINARY},
    }
}


@router.post(
    "",
    status_code=201,
    openapi_extra=_BODY,
    responses={status: {"model": Detail} for status in (408, 413, 415, 503)},
)
async def send(
    request: Request,
    service: TheService,
    owner: Owner,
    name: Annotated[str, Query(max_length=300, description="What the file is called.")] = "photo",
) -> PhotoView:
    """Keep a photo, sent as the bytes of its file, and say where its faces are."""
    with service.receiving():
        content = await _content(request, service)

        def read() -> Portrait:
            photo = photo_from(content, name, most_pixels=service.limits.pixels)
            return Portrait(photo, find_faces(photo.picture))

        portrait = await service.gate.run(owner, read)
    return _view(service.portraits.put(owner, portrait), portrait)


@router.get("")
async def every(service: TheService, owner: Owner) -> list[PhotoView]:
    """List the photos of this session."""
    return [_view(key, portrait) for key, portrait in service.portraits.of(owner)]


@router.get("/{photo}", responses={**_ABSENT})
async def one(photo: PhotoId, service: TheService, owner: Owner) -> PhotoView:
    """Describe a photo."""
    return _view(photo, service.portraits.get(owner, photo))


@router.delete("/{photo}", status_code=204, responses={**_ABSENT})
async def forget(photo: PhotoId, service: TheService, owner: Owner) -> None:
    """Forget a photo at once."""
    service.portraits.drop(owner, photo)


@router.get(
    "/{photo}/picture",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": BINARY}}, **_ABSENT, **_BUSY},
)
async def picture(photo: PhotoId, service: TheService, owner: Owner) -> Response:
    """Give the photo as it was read, upright and small, as a JPEG."""
    portrait = service.portraits.get(owner, photo)
    content = await service.gate.run(
        owner, lambda: picture_bytes(shrunk(portrait.photo.picture, PREVIEW), "jpeg")
    )
    return Response(content, media_type="image/jpeg")


@router.get(
    "/{photo}/frame",
    response_class=Response,
    responses={
        200: {"content": {f"image/{kind}": BINARY for kind in ("jpeg", "webp", "png")}},
        **_ABSENT,
        **_BUSY,
    },
)
async def frame(  # noqa: PLR0913 - a query's parameters
    *,
    photo: PhotoId,
    service: TheService,
    owner: Owner,
    degrees: DegreesText = "",
    face: FaceText = "largest",
    bundle: BundleName = None,
    small: Annotated[bool, Query(description="A preview, at most 512 pixels a side.")] = False,
    format: Still = "jpeg",
) -> Response:
    """Draw one frame; degree 0 of everything is the photo itself."""
    portrait = service.portraits.get(owner, photo)
    row = degrees_of(degrees, service.bundles.cards[service.bundles.known(bundle)].expressions)

    def draw() -> bytes:
        seat = seat_of(service, portrait, bundle, face)
        label = Label() if any(row) else None
        return picture_bytes(seat.draw(row, small=small), format, label=label)

    return Response(await service.gate.run(owner, draw), media_type=f"image/{format}")


def seat_of(service: Service, portrait: Portrait, bundle: str | None, face: str) -> Seat:
    """A photo as a bundle sees one of its faces; other photos make room if it needs it."""
    name = service.bundles.known(bundle)
    seat = portrait.seat(name, service.bundles.animator(name), whom_of(face))
    service.portraits.tidy()
    return seat


async def _content(request: Request, service: Service) -> bytes:
    """The body, which must arrive in time; its type keeps plain forms of other sites away."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not kind.startswith("image/") and kind != "application/octet-stream":
        raise RefusalError(
            415, "Send the photo's bytes as they are, with the type image/... of the file."
        )
    try:
        async with asyncio.timeout(service.limits.upload_seconds):
            content = await request.body()
    except TimeoutError as error:
        raise RefusalError(408, "The photo took too long to arrive. Send a smaller one.") from error
    if not content:
        raise MienError("The photo is empty (0 bytes). Choose another file.")
    return content


def _view(key: str, portrait: Portrait) -> PhotoView:
    height, width = portrait.photo.picture.shape[:2]
    faces = [
        FaceView(
            number=number, **dict(zip(("left", "top", "right", "bottom"), face.box, strict=True))
        )
        for number, face in enumerate(portrait.faces, 1)
    ]
    return PhotoView(
        id=key,
        name=portrait.photo.path.name,
        width=width,
        height=height,
        sha256=portrait.photo.sha256,
        faces=faces,
    )
