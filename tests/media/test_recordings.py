"""Recordings as cameras make them: turned, of uneven rate, in odd codecs, cut short."""

from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import av
import numpy as np
import pytest
from PIL import Image
from recordings import encode, encode_at, turn_flag

from mien.errors import MienError
from mien.media import iter_frames, iter_timed, read_frames, write_clip


@pytest.mark.parametrize("clockwise", [90, 180, 270])
def test_a_turned_recording_is_set_upright(tmp_path: Path, frames: np.ndarray, clockwise: int):
    turned = np.rot90(frames, clockwise // 90, axes=(1, 2))  # the camera lay the other way
    path = write_clip(turned, tmp_path / "phone.mp4", fps=25, label=None)
    turn_flag(path, clockwise)
    seen = read_frames(path)
    assert seen.shape == frames.shape
    assert np.abs(seen.astype(int) - frames).mean() < 6


@pytest.mark.parametrize("clockwise", [0, 90, 180, 270])
def test_a_mirrored_recording_is_mirrored_back(tmp_path: Path, frames: np.ndarray, clockwise: int):
    turned = np.rot90(frames, clockwise // 90, axes=(1, 2))[:, :, ::-1]
    path = write_clip(turned, tmp_path / "selfie.mp4", fps=25, label=None)
    turn_flag(path, clockwise, mirror=True)
    seen = read_frames(path)
    assert seen.shape == frames.shape
    assert np.abs(seen.astype(int) - frames).mean() < 6


@pytest.mark.parametrize(
    ("pixel", "shape"), [((64, 45), (64, 114, 3)), ((8, 9), (72, 80, 3)), ((99, 1), (64, 80, 3))]
)
def test_pixels_that_are_no_squares_are_made_squares(
    tmp_path: Path, frames: np.ndarray, pixel: tuple[int, int], shape: tuple[int, int, int]
):
    path = encode(tmp_path / "television.mkv", frames, "libx264", pixel=Fraction(*pixel))
    seen = read_frames(path)
    assert seen.shape[1:] == shape
    disc = np.argwhere(seen[0].min(-1) > 200)
    height, width = np.ptp(disc, axis=0) + 1
    stretched = float(Fraction(*pixel)) if pixel != (99, 1) else 1
    assert width / height == pytest.approx(stretched, abs=0.15)


def test_frames_of_an_uneven_rate_keep_their_times(tmp_path: Path, frames: np.ndarray):
    times = [0, 40, 80, 200, 300, 310, 600]
    path = encode_at(tmp_path / "phone.mkv", frames, times)
    seconds = [second for second, _ in iter_timed(path)]
    assert seconds == pytest.approx([time / 1000 for time in times], abs=0.002)


@pytest.mark.parametrize(
    ("name", "codec", "pixels"),
    [
        ("old.avi", "mjpeg", "yuvj420p"),
        ("old.flv", "flv", "yuv420p"),
        ("old.mpg", "mpeg2video", "yuv420p"),
        ("lossless.mkv", "ffv1", "bgr0"),
        ("phone.mov", "libx265", "yuv420p"),
        ("phone.mp4", "libx265", "yuv420p10le"),
        ("camera.mxf", "mpeg2video", "yuv422p"),
        ("camera.mov", "prores_ks", "yuv422p10le"),
    ],
)
def test_odd_codecs_are_read(
    tmp_path: Path, frames: np.ndarray, name: str, codec: str, pixels: str
):
    path = encode(tmp_path / name, frames, codec, pixels)
    timed = list(iter_timed(path))
    assert len(timed) == len(frames)
    assert np.diff([second for second, _ in timed]) == pytest.approx(0.04, abs=0.002)
    assert np.abs(timed[0][1].astype(int) - frames[0]).mean() < 12


def sliding(count: int = 50) -> np.ndarray:
    """Texture that slides by, so that every frame takes its share of a file."""
    texture = np.random.default_rng(0).integers(0, 256, (96, 128 + 2 * count, 3)).astype(np.uint8)
    return np.stack([texture[:, 2 * index : 2 * index + 128] for index in range(count)])


CONTAINERS = {
    "whole.mp4": "libx264",
    "whole.avi": "mpeg4",
    "whole.flv": "flv",
    "whole.mkv": "libx264",
    "whole.webm": "libvpx",
    "whole.mpg": "mpeg2video",
    "whole.ts": "libx264",
    "whole.m2ts": "mpeg2video",
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_a_video_that_was_cut_short_is_refused(tmp_path: Path, name: str):
    frames = sliding()
    path = encode(tmp_path / name, frames, CONTAINERS[name])
    assert len(read_frames(path)) == len(frames)
    content = path.read_bytes()
    cut = path.with_stem("cut")
    for share in (0.5, 0.85):
        cut.write_bytes(content[: int(share * len(content)) // 2 * 2 + 1])
        with pytest.raises(MienError, match=r"cut|damaged"):
            read_frames(cut)


def test_a_live_recording_of_no_known_length_is_read(tmp_path: Path, frames: np.ndarray):
    path = tmp_path / "live.webm"
    with path.open("wb") as file:
        pipe = SimpleNamespace(write=file.write)  # nothing to go back in
        encode(pipe, frames, "libvpx", container="webm")
    with av.open(str(path)) as container:
        assert container.duration is None
    assert len(read_frames(path)) == len(frames)


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


@pytest.mark.parametrize(
    ("name", "codec"), [("tape.mpg", "mpeg2video"), ("camcorder.mp4", "libx264")]
)
def test_an_interlaced_recording_shows_whole_pictures_of_its_earlier_moments(
    tmp_path: Path, name: str, codec: str
):
    moments = np.full((24, 64, 80, 3), 30, np.uint8)
    for index, moment in enumerate(moments):
        moment[:, 5 + 2 * index : 25 + 2 * index] = 220
    woven = moments[1::2].copy()
    woven[:, 1::2] = moments[::2, 1::2]  # the lower lines are the earlier moment
    path = encode(tmp_path / name, woven, codec, flags="+ildct+ilme")
    timed = list(iter_timed(path))
    seen = np.stack([frame for _, frame in timed]).astype(int)
    assert seen.shape == woven.shape
    assert np.diff([second for second, _ in timed]) == pytest.approx(0.04, abs=0.002)
    assert np.abs(seen[:, ::2] - seen[:, 1::2]).mean() < 0.1, "no comb"
    assert np.abs(seen - moments[::2]).mean() < 1
    assert np.abs(seen - moments[1::2]).mean() > 5
