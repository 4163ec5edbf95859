"""Videos by PyAV: H.264 in MP4 and VP9 in WebM are written, whatever FFmpeg knows is read."""

import struct
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import OutputContainer
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream

from mien.media.display import EXACT, shown
from mien.media.interlace import whole_pictures
from mien.media.label import Label, from_xmp
from mien.media.options import ClipOptions
from mien.media.wholeness import Reading
from mien.types import Picture

_XMP_BOX = uuid.UUID("be7acfcb-97a9-42e8-9c71-999491e3afac").bytes
"""Type of the box that holds XMP in MP4 (ISO 16684-3)."""

_ONE_THREAD_PIXELS = 1_000_000
"""Up to this size, starting threads costs more than they save."""


@dataclass(frozen=True, kw_only=True)
class Format:
    """A container, its codec and their settings, by FFmpeg's names."""

    container: str
    codec: str
    settings: dict[str, str]
    flags: dict[str, str]


FORMATS = {
    ".mp4": Format(
        container="mp4",
        codec="libx264",
        # The same on every processor; without it frames of 32 pixels differ from time to time.
        settings={"preset": "veryfast", "crf": "17", "x264-params": "cpu-independent=1"},
        flags={"movflags": "+faststart"},
    ),
    ".webm": Format(
        container="webm",
        codec="libvpx-vp9",
        settings={"crf": "22", "b": "0", "deadline": "realtime", "cpu-used": "6", "row-mt": "1"},
        # Without it every file has a number of its own, by chance.
        flags={"fflags": "+bitexact"},
    ),
}


def write_video(frames: Iterator[Picture], path: Path, options: ClipOptions) -> None:
    """Write .mp4 or .webm as 4:2:0 with BT.709 colours, which every player shows alike.

    Memory is flat in the number of frames. Such video has even sides only: an odd side grows by one
    row or column that repeats the last, so nothing of the picture is lost.
    """
    kind = FORMATS[path.suffix.lower()]
    with av.open(str(path), "w", format=kind.container, options=kind.flags) as container:
        _mark(container, kind, options.label)
        stream: VideoStream | None = None
        for index, frame in enumerate(frames):
            even = _even(frame)
            if stream is None:
                stream = _stream(container, kind, options.rate, even)
            picture = timed_frame(even, index, options.rate)
            container.mux(stream.encode(_encoded_colours(picture)))
        if stream is not None:
            container.mux(stream.encode())
    if kind.container == "mp4" and options.label:
        _append_xmp(path, options.label)


def iter_video(path: Path) -> Iterator[Picture]:
    """The frames of a video, in order and upright, one at a time.

    Raises:
        av.error.FFmpegError: FFmpeg cannot read the file.
    """
    return (frame for _, frame in iter_timed_video(path))


def iter_timed_video(path: Path) -> Iterator[tuple[float, Picture]]:
    """The frames of a video, in order and upright, each with the seconds since the first.

    Raises:
        av.error.FFmpegError: FFmpeg cannot read the file.
        MienError: the end of the file is missing.
    """
    with av.open(str(path)) as container:
        if not container.streams.video:
            return
        stream = container.streams.video[0]
        stream.thread_type = "NONE" if _small(stream) else "AUTO"
        rate = float(stream.average_rate or stream.guessed_rate or 25)
        start = 0.0
        pictures = whole_pictures(Reading(path, container, stream).pictures(), stream)
        for index, picture in enumerate(pictures):
            seconds = index / rate if picture.time is None else picture.time
            start = seconds if index == 0 else start
            yield seconds - start, shown(picture, stream.sample_aspect_ratio)


def timed_frame(frame: Picture, index: int, rate: Fraction) -> av.VideoFrame:
    """A frame as FFmpeg takes it, RGB, with its place in time."""
    picture = av.VideoFrame.from_ndarray(frame, format="rgb24")
    picture.pts, picture.time_base = index, 1 / rate
    return picture


def video_label(path: Path) -> Label | None:
    """The label in a video's metadata: XMP in MP4, tags in WebM."""
    with av.open(str(path), options={"export_xmp": "1"}) as container:
        tags = {name.lower(): value for name, value in container.metadata.items()}
    if "xmp" in tags:
        return from_xmp(tags["xmp"])
    if "digital_source_type" not in tags:
        return None
    return Label(
        source=tags["digital_source_type"],
        comment=tags.get("comment", ""),
        software=tags.get("software", ""),
    )


def _mark(container: OutputContainer, kind: Format, label: Label | None) -> None:
    if label is None:
        return
    container.metadata["comment"] = label.comment
    if kind.container == "webm":
        container.metadata["DIGITAL_SOURCE_TYPE"] = label.source
        container.metadata["SOFTWARE"] = label.software


def _append_xmp(path: Path, label: Label) -> None:
    packet = label.to_xmp()
    with path.open("ab") as file:
        file.write(struct.pack(">I4s", 8 + len(_XMP_BOX) + len(packet), b"uuid"))
        file.write(_XMP_BOX + packet)


def _stream(
    container: OutputContainer, kind: Format, rate: Fraction, frame: Picture
) -> VideoStream:
    stream = container.add_stream(kind.codec, rate=rate, options=dict(kind.settings))
    assert isinstance(stream, VideoStream)
    stream.height, stream.width = frame.shape[:2]
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.thread_count = 1 if _small(stream) else 2
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.colorspace = Colorspace.ITU709
    context.color_range = ColorRange.MPEG
    return stream


def _small(stream: VideoStream) -> bool:
    return stream.width * stream.height <= _ONE_THREAD_PIXELS


def _even(frame: Picture) -> Picture:
    height, width = frame.shape[:2]
    if height % 2 == 0 and width % 2 == 0:
        return np.ascontiguousarray(frame)
    return np.pad(frame, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")


def _encoded_colours(picture: av.VideoFrame) -> av.VideoFrame:
    return picture.reformat(
        format="yuv420p",
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
        interpolation=EXACT,
    )
