"""Recordings as cameras make them: turned, of uneven rate, in odd codecs, cut short."""

import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from mien.errors import MienError
from mien.media import iter_frames, iter_timed, read_frames, write_clip


def turn_flag(path: Path, clockwise: int) -> None:
    """Set the rotation in a video's track header, as phones do."""
    cosine, sine = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}[clockwise]
    one = 1 << 16
    matrix = (cosine * one, sine * one, 0, -sine * one, cosine * one, 0, 0, 0, 1 << 30)
    content = bytearray(path.read_bytes())
    start = content.index(b"tkhd") + 4 + 40  # version 0: times, ids, layer and volume before it
    content[start : start + 36] = struct.pack(">9i", *matrix)
    path.write_bytes(content)


@pytest.mark.parametrize("clockwise", [90, 180, 270])
def test_a_turned_recording_is_set_upright(tmp_path: Path, frames: np.ndarray, clockwise: int):
    turned = np.rot90(frames, clockwise // 90, axes=(1, 2))  # the camera lay the other way
    path = write_clip(turned, tmp_path / "phone.mp4", fps=25, label=None)
    turn_flag(path, clockwise)
    seen = read_frames(path)
    assert seen.shape == frames.shape
    assert np.abs(seen.astype(int) - frames).mean() < 6


def encode(path: Path, frames: np.ndarray, codec: str, times: list[int], pixels: str) -> Path:
    """Write frames at given milliseconds."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=25)
        stream.height, stream.width = frames.shape[1:3]
        stream.pix_fmt = pixels
        stream.time_base = stream.codec_context.time_base = Fraction(1, 1000)
        for frame, time in zip(frames, times, strict=True):
            picture = av.VideoFrame.from_ndarray(frame, format="rgb24")
            picture.pts, picture.time_base = time, Fraction(1, 1000)
            container.mux(stream.encode(picture))
        container.mux(stream.encode())
    return path


def test_frames_of_an_uneven_rate_keep_their_times(tmp_path: Path, frames: np.ndarray):
    times = [0, 40, 80, 200, 300, 310, 600]
    path = encode(tmp_path / "phone.mkv", frames, "libx264", times, "yuv420p")
    seconds = [second for second, _ in iter_timed(path)]
    assert seconds == pytest.approx([time / 1000 for time in times], abs=0.002)


@pytest.mark.parametrize(
    ("name", "codec", "pixels"),
    [
        ("old.avi", "mjpeg", "yuvj420p"),
        ("old.flv", "flv", "yuv420p"),
        ("old.mpg", "mpeg2video", "yuv420p"),
        ("lossless.mkv", "ffv1", "bgr0"),
    ],
)
def test_odd_codecs_are_read(
    tmp_path: Path, frames: np.ndarray, name: str, codec: str, pixels: str
):
    path = tmp_path / name
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=25)
        stream.height, stream.width, stream.pix_fmt = *frames.shape[1:3], pixels
        for frame in frames:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        container.mux(stream.encode())
    timed = list(iter_timed(path))
    assert len(timed) == len(frames)
    assert np.diff([second for second, _ in timed]) == pytest.approx(0.04, abs=0.002)
    assert np.abs(timed[0][1].astype(int) - frames[0]).mean() < 12


def test_a_video_that_was_cut_short_is_refused(tmp_path: Path, frames: np.ndarray):
    noise = np.random.default_rng(0).integers(0, 256, (12, 64, 80, 3)).astype(np.uint8)
    path = write_clip(noise, tmp_path / "whole.mp4", fps=25, label=None)
    content = path.read_bytes()
    (tmp_path / "cut.mp4").write_bytes(content[: len(content) // 2])
    with pytest.raises(MienError, match="cut"):
        read_frames(tmp_path / "cut.mp4")


def test_pictures_have_25_frames_a_second_and_no_junk_among_them(
    tmp_path: Path, frames: np.ndarray
):
    write_clip(frames, tmp_path / "folder", fps=5, label=None)
    (tmp_path / "folder" / "._frame-00001.png").write_bytes(b"junk")
    timed = list(iter_timed(tmp_path / "folder"))
    assert [second for second, _ in timed] == pytest.approx(np.arange(len(frames)) / 25)
    assert (np.stack(list(iter_frames(tmp_path / "folder"))) == frames).all()


def test_a_folder_of_pictures_of_two_sizes_is_refused(tmp_path: Path):
    for number, side in enumerate((8, 9)):
        Image.new("RGB", (side, side)).save(tmp_path / f"{number}.png")
    with pytest.raises(MienError, match="shape"):
        list(iter_timed(tmp_path))
