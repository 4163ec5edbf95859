"""A face that follows a slider: degrees in, pictures out, and only the latest counts."""

import asyncio
import struct
from collections.abc import Awaitable, Callable
from functools import partial

from fastapi import APIRouter, WebSocket
from pydantic import Field, ValidationError
from starlette.websockets import WebSocketDisconnect

from mien.errors import MienError
from mien.media import picture_bytes
from mien.studio.api.common import (
    BundleName,
    FaceText,
    Owner,
    PhotoId,
    TheService,
    row_of,
)
from mien.studio.api.models import Model
from mien.studio.api.photos import seat_of
from mien.studio.refusal import BUSY, RefusalError, busy

router = APIRouter(prefix="/photos", tags=["photos"])

_QUALITY = 85
_AGAIN = 0.05
"""Seconds until a frame is tried again for which no worker was free."""


class Wish(Model):
    """A frame that somebody wants to see."""

    number: int = Field(ge=0, lt=2**32, description="Comes back in front of the picture.")
    degrees: dict[str, float] = Field(max_length=64)


class _Latest:
    """Holds the newest wish; those before it that nobody took are lost, which is the point."""

    def __init__(self) -> None:
        self._wish: Wish | None = None
        self._come = asyncio.Event()

    def put(self, wish: Wish) -> None:
        self._wish = wish
        self._come.set()

    def again(self, wish: Wish) -> None:
        """Put a wish back, unless a newer one came."""
        if not self._come.is_set():
            self.put(wish)

    async def take(self) -> Wish:
        await self._come.wait()
        self._come.clear()
        assert self._wish is not None, "set before the event"
        return self._wish


@router.websocket("/{photo}/live")
async def live(
    *,
    socket: WebSocket,
    photo: PhotoId,
    service: TheService,
    owner: Owner,
    face: FaceText = "largest",
    bundle: BundleName = None,
) -> None:
    """Answer wishes with pictures: four bytes of the wish's number, then a JPEG.

    What is wrong is told as a text message, JSON with `detail`.
    """

    def paint(wish: Wish) -> bytes:
        seat = seat_of(service, service.portraits.get(owner, photo), bundle, face)
        row = row_of(wish.degrees, seat.small.expressions)
        return picture_bytes(seat.draw(row, small=True), "jpeg", quality=_QUALITY)

    def painted(wish: Wish) -> Awaitable[bytes]:
        return service.gate.run(owner, partial(paint, wish))

    await socket.accept()
    if service.sockets >= service.limits.sockets:
        await _part(socket, busy("too many pages are open", 5))
        return
    latest = _Latest()
    service.sockets += 1
    drawing = asyncio.create_task(_answer(socket, latest, painted))
    try:
        await _listen(socket, latest)
    except WebSocketDisconnect:
        pass
    finally:
        drawing.cancel()
        service.sockets -= 1


async def _listen(socket: WebSocket, latest: _Latest) -> None:
    while True:
        try:
            latest.put(Wish.model_validate_json(await socket.receive_text()))
        except (ValidationError, KeyError):
            await _tell(socket, 'A wish looks like {"number": 1, "degrees": {"happy": 0.5}}.')


async def _answer(
    socket: WebSocket, latest: _Latest, painted: Callable[[Wish], Awaitable[bytes]]
) -> None:
    while True:
        wish = await latest.take()
        try:
            picture = await painted(wish)
        except MienError as error:
            await _tell(socket, str(error))
        except RefusalError as refusal:
            if refusal.status != BUSY:
                await _part(socket, refusal)
                return
            await asyncio.sleep(_AGAIN)
            latest.again(wish)
        else:
            await socket.send_bytes(struct.pack(">I", wish.number) + picture)


async def _tell(socket: WebSocket, words: str) -> None:
    await socket.send_json({"detail": words})


async def _part(socket: WebSocket, refusal: RefusalError) -> None:
    await _tell(socket, refusal.message)
    await socket.close(1013 if refusal.status == BUSY else 1008)
