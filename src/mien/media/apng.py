"""APNG by FFmpeg, which unlike Pillow writes one frame at a time; the label by Pillow."""

import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import IO

import av
from av.video.stream import VideoStream
from PIL import PngImagePlugin

from mien.media.label import Label
from mien.media.options import ClipOptions
from mien.media.pictures import png_info
from mien.media.video import timed_frame
from mien.types import Picture

_QUICK = {"pred": "up", "compression_level": "4"}
"""Half the time of zlib's usual level, for 5 % more bytes on photos."""


def write_apng(frames: Iterator[Picture], path: Path, options: ClipOptions) -> None:
    """Write an animated PNG, lossless; memory is flat."""
    plain = path.with_name(path.name + ".plain")
    flags = {"plays": "0" if options.loop else "1"}
    try:
        with av.open(str(plain), "w", format="apng", options=flags) as container:
            stream: VideoStream | None = None
            for index, frame in enumerate(frames):
                if stream is None:
                    made = container.add_stream("apng", rate=options.rate, options=dict(_QUICK))
                    assert isinstance(made, VideoStream)
                    stream = made
                    stream.height, stream.width = frame.shape[:2]
                    stream.pix_fmt = "rgb24"
                    stream.codec_context.sample_aspect_ratio = Fraction(1)
                container.mux(stream.encode(timed_frame(frame, index, options.rate)))
            if stream is not None:
                container.mux(stream.encode())
        with plain.open("rb") as source, path.open("wb") as file:
            _label_png(source, file, options.label)
    finally:
        plain.unlink(missing_ok=True)


def _label_png(source: IO[bytes], file: IO[bytes], label: Label | None) -> None:
    """Copy a PNG and put the label's text chunks behind its signature and IHDR."""
    file.write(source.read(8 + 25))
    for name, content, *_ in png_info(label).chunks:
        PngImagePlugin.putchunk(file, name, content)
    shutil.copyfileobj(source, file)
