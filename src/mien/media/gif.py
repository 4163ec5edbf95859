"""GIF by FFmpeg: a palette made from all frames, then one frame at a time, then the label."""

import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import IO

import av
from av.filter import Graph
from av.video.stream import VideoStream

from mien.errors import MienError
from mien.media.filtering import ready
from mien.media.label import Label
from mien.media.options import ClipOptions
from mien.media.spool import Spool, spooled
from mien.media.video import timed_frame
from mien.types import Picture

_RGB, _BGRA = av.VideoFormat("rgb24"), av.VideoFormat("bgra")

_XMP_TRAILER = bytes((1, *range(255, -1, -1), 0))
"""Leads a reader that takes the packet for sub-blocks to their end (XMP part 3, GIF)."""


def write_gif(frames: Iterator[Picture], path: Path, options: ClipOptions) -> None:
    """Write a GIF whose one palette suits all frames, dithered only where a frame differs.

    Frames wait on disk, raw, until the palette is known; memory is flat. Delays are whole
    hundredths of a second, rounded so that the clip's length is kept.

    Raises:
        MienError: more than 50 frames per second, which players slow down to 10.
    """
    if options.rate > 50:
        raise MienError(
            f"GIF plays at most 50 frames per second, not {float(options.rate):g}. "
            "Lower the frame rate, or write .webp, .png or .mp4."
        )
    plain = path.with_name(path.name + ".plain")
    try:
        with spooled(frames, path.parent) as spool:
            _encode_gif(spool, plain, options)
        with plain.open("rb") as source, path.open("wb") as file:
            _label_gif(source, file, options.label)
    finally:
        plain.unlink(missing_ok=True)


def gif_xmp(path: Path) -> bytes:
    """The XMP packet of a GIF, empty where it has none."""
    _, _, rest = path.read_bytes().partition(b"\x21\xff\x0bXMP DataXMP")
    return rest.partition(_XMP_TRAILER[:3])[0]


def _palette(spool: Spool, rate: Fraction) -> av.VideoFrame:
    graph = Graph()
    height, width = spool[0].shape[:2]
    source = graph.add_buffer(width=width, height=height, format=_RGB, time_base=1 / rate)
    maker = graph.add("palettegen", "reserve_transparent=1:stats_mode=full")
    sink = graph.add("buffersink")
    source.link_to(maker)
    maker.link_to(sink)
    graph.configure()
    for index, frame in enumerate(spool):
        source.push(timed_frame(frame, index, rate))
        early = list(ready(sink))  # asking is what makes the graph take the frame in
        assert not early, "the palette is made from all frames"
    source.push(None)
    (palette,) = ready(sink)
    return palette


def _painted(spool: Spool, rate: Fraction) -> Iterator[av.VideoFrame]:
    """The frames in the colours of one palette."""
    palette = _palette(spool, rate)
    graph = Graph()
    height, width = spool[0].shape[:2]
    source = graph.add_buffer(width=width, height=height, format=_RGB, time_base=1 / rate)
    colours = graph.add_buffer(width=16, height=16, format=_BGRA, time_base=1 / rate)
    painter = graph.add("paletteuse", "dither=sierra2_4a:diff_mode=rectangle")
    sink = graph.add("buffersink")
    source.link_to(painter, 0, 0)
    colours.link_to(painter, 0, 1)
    painter.link_to(sink)
    graph.configure()
    palette.pts, palette.time_base = 0, 1 / rate
    colours.push(palette)
    colours.push(None)
    for index, frame in enumerate(spool):
        source.push(timed_frame(frame, index, rate))
        yield from ready(sink)
    source.push(None)
    yield from ready(sink)


def _encode_gif(spool: Spool, path: Path, options: ClipOptions) -> None:
    flags = {"loop": "0" if options.loop else "-1"}
    with av.open(str(path), "w", format="gif", options=flags) as container:
        stream = container.add_stream("gif", rate=options.rate)
        assert isinstance(stream, VideoStream)
        stream.height, stream.width = spool[0].shape[:2]
        stream.pix_fmt = "pal8"
        for picture in _painted(spool, options.rate):
            container.mux(stream.encode(picture))
        container.mux(stream.encode())


def _label_gif(source: IO[bytes], file: IO[bytes], label: Label | None) -> None:
    """Copy a GIF and put a comment and an XMP packet behind its head."""
    head = source.read(13)
    file.write(head)
    if head[10] & 0x80:
        file.write(source.read(3 << ((head[10] & 7) + 1)))
    if label:
        text = label.comment.encode()
        blocks = [text[start : start + 255] for start in range(0, len(text), 255)]
        file.write(b"\x21\xfe" + b"".join(bytes((len(part),)) + part for part in blocks) + b"\0")
        file.write(b"\x21\xff\x0bXMP DataXMP" + label.to_xmp() + _XMP_TRAILER)
    shutil.copyfileobj(source, file)
