"""GIF and APNG by FFmpeg's encoders, which write frame by frame, labelled afterwards."""

import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import IO

import av
from av.filter import Graph
from av.video.stream import VideoStream
from PIL import PngImagePlugin

from mien.errors import MienError
from mien.media.label import Label
from mien.media.options import ClipOptions
from mien.media.pictures import png_info
from mien.media.spool import Spool, spooled
from mien.types import Picture

_XMP_TRAILER = bytes((1, *range(255, -1, -1), 0))
"""Leads a reader that takes the packet for sub-blocks to their end (XMP part 3, GIF)."""

_QUICK = {"pred": "up", "compression_level": "4"}
"""Half the time of zlib's usual level, for 5 % more bytes on photos."""


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
                container.mux(stream.encode(_timed(frame, index, options.rate)))
            if stream is not None:
                container.mux(stream.encode())
        with plain.open("rb") as source, path.open("wb") as file:
            _label_png(source, file, options.label)
    finally:
        plain.unlink(missing_ok=True)


def gif_xmp(path: Path) -> bytes:
    """The XMP packet of a GIF, empty where it has none."""
    _, _, rest = path.read_bytes().partition(b"\x21\xff\x0bXMP DataXMP")
    return rest.partition(_XMP_TRAILER[:3])[0]


def _timed(frame: Picture, index: int, rate: Fraction) -> av.VideoFrame:
    picture = av.VideoFrame.from_ndarray(frame, format="rgb24")
    picture.pts, picture.time_base = index, 1 / rate
    return picture


def _palette(spool: Spool, rate: Fraction) -> av.VideoFrame:
    graph = Graph()
    height, width = spool[0].shape[:2]
    source = graph.add_buffer(width=width, height=height, format="rgb24", time_base=1 / rate)
    maker = graph.add("palettegen", "reserve_transparent=1:stats_mode=full")
    sink = graph.add("buffersink")
    source.link_to(maker)
    maker.link_to(sink)
    graph.configure()
    for index, frame in enumerate(spool):
        source.push(_timed(frame, index, rate))
        early = list(_ready(sink))  # asking is what makes the graph take the frame in
        assert not early, "the palette is made from all frames"
    source.push(None)
    (palette,) = _ready(sink)
    return palette


def _painted(spool: Spool, rate: Fraction) -> Iterator[av.VideoFrame]:
    """The frames in the colours of one palette."""
    palette = _palette(spool, rate)
    graph = Graph()
    height, width = spool[0].shape[:2]
    source = graph.add_buffer(width=width, height=height, format="rgb24", time_base=1 / rate)
    colours = graph.add_buffer(width=16, height=16, format="bgra", time_base=1 / rate)
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
        source.push(_timed(frame, index, rate))
        yield from _ready(sink)
    source.push(None)
    yield from _ready(sink)


def _ready(sink: av.filter.context.FilterContext) -> Iterator[av.VideoFrame]:
    while True:
        try:
            picture = sink.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        assert isinstance(picture, av.VideoFrame)
        yield picture


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


def _label_png(source: IO[bytes], file: IO[bytes], label: Label | None) -> None:
    """Copy a PNG and put the label's text chunks behind its signature and IHDR."""
    file.write(source.read(8 + 25))
    for name, content, *_ in png_info(label).chunks:
        PngImagePlugin.putchunk(file, name, content)
    shutil.copyfileobj(source, file)
