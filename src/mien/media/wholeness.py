"""Whether a video was read to the end that it was recorded to, or was cut short in copying."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from mien.errors import MienError

WHOLE: Final = 0.9
"""Least part of its announced frames that a whole video holds; an edit may leave some out."""

WHOLE_TIME: Final = 0.95
"""Least part of its announced time that a whole video lasts, without its last frame, which some
do not count."""

_ANNOUNCED: Final = frozenset({"flv", "matroska,webm"})
"""Containers, by FFmpeg's names, that say at their start how long they are. FFmpeg makes up the
time of most others from what it finds, cut or not."""

_PACKETS: Final = (188, 192, 204)
"""Bytes of a packet of a transport stream: plain, with times, with parity (ISO 13818-1)."""


class Reading:
    """The pictures of a video, and what of it was seen.

    Args:
        path: of the video.
        container: it, opened.
        stream: the one to decode.
    """

    def __init__(self, path: Path, container: InputContainer, stream: VideoStream) -> None:
        self._path = path
        self._container = container
        self._stream = stream
        self._frames = 0
        self._seconds = 0.0
        self._damaged = False

    def pictures(self) -> Iterator[av.VideoFrame]:
        """All pictures, in order.

        Raises:
            av.error.FFmpegError: one is damaged beyond reading.
            MienError: the end is missing.
        """
        for packet in self._container.demux():
            time = packet.dts if packet.pts is None else packet.pts
            if time is not None and packet.time_base is not None:
                end = float((time + (packet.duration or 0)) * packet.time_base)
                self._seconds = max(self._seconds, end)
            if packet.stream is not self._stream:
                continue
            # A last, empty packet flushes the decoder: what it says of damage is nothing.
            self._damaged = packet.is_corrupt if packet.size else self._damaged
            for picture in packet.decode():
                assert isinstance(picture, av.VideoFrame)
                yield picture
                self._frames += 1
                self._damaged |= picture.is_corrupt
        if found := self._missing():
            raise MienError(f"{self._path} is cut short: {found}. Copy it again.")

    def _missing(self) -> str:
        """What speaks for an end that is missing; empty if nothing does."""
        announced, kind = self._stream.frames, self._container.format.name
        if self._frames < WHOLE * announced:
            return f"it announces {announced} frames and holds {self._frames}"
        duration = (self._container.duration or 0) / av.time_base
        least = WHOLE_TIME * duration - 1 / float(self._stream.average_rate or 25)
        if kind in _ANNOUNCED and self._seconds < least:
            return f"it announces {duration:.2f} seconds and lasts {self._seconds:.2f}"
        if self._damaged:
            return "its last frame is damaged"
        size = self._path.stat().st_size
        if kind == "mpegts" and all(size % packet for packet in _PACKETS):
            return "its last packet is not whole"
        return ""
