"""Recordings as cameras and people make them: containers, codecs, rates, pixels, rotation flags."""

import struct
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

SQUARE = Fraction(1)


def encode(
    path: Any,
    frames: np.ndarray,
    codec: str,
    pixels: str = "yuv420p",
    pixel: Fraction = SQUARE,
    container: str | None = None,
    **options: str,
) -> Any:
    """Write 25 frames a second to a path or a file, well enough to find a face in them.

    Options are the codec's.
    """
    target = str(path) if isinstance(path, Path) else path
    with av.open(target, "w", format=container) as file:
        stream = file.add_stream(codec, rate=25, options=options)
        stream.height, stream.width, stream.pix_fmt = *frames.shape[1:3], pixels
        stream.bit_rate = 8_000_000
        stream.codec_context.sample_aspect_ratio = pixel
        for frame in frames:
            file.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        file.mux(stream.encode())
    return path


def encode_at(path: Path, frames: np.ndarray, times: list[int]) -> Path:
    """Write frames at given milliseconds."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25)
        stream.height, stream.width = frames.shape[1:3]
        stream.pix_fmt = "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, 1000)
        for frame, time in zip(frames, times, strict=True):
            picture = av.VideoFrame.from_ndarray(frame, format="rgb24")
            picture.pts, picture.time_base = time, Fraction(1, 1000)
            container.mux(stream.encode(picture))
        container.mux(stream.encode())
    return path


def turn_flag(path: Path, clockwise: int, mirror: bool = False) -> None:
    """Set the rotation in a video's track header, as phones do; a mirror is before it."""
    cosine, sine = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[clockwise]
    one, side = 1 << 16, -1 if mirror else 1
    matrix = (side * cosine * one, side * sine * one, 0, -sine * one, cosine * one)
    matrix = (*matrix, 0, 0, 0, 1 << 30)
    content = bytearray(path.read_bytes())
    start = content.index(b"tkhd") + 4 + 40  # version 0: times, ids, layer and volume before it
    content[start : start + 36] = struct.pack(">9i", *matrix)
    path.write_bytes(content)
