"""Reading clips: foreign ones too, and clear words where there is none."""

import av
import numpy as np
import pytest
from PIL import Image

from mien.errors import MienError
from mien.media import iter_frames, read_frames, read_label, write_clip


def test_frames_come_one_at_a_time(tmp_path, frames):
    for name in ("c.mp4", "c.gif", "c.npz", "c"):
        passing = iter_frames(write_clip(frames, tmp_path / name, fps=25))
        assert next(passing).shape == frames[0].shape
        passing.close()


def test_video_with_full_colour_resolution_and_no_colour_tags_keeps_its_colours(tmp_path, frames):
    with av.open(str(tmp_path / "c.mp4"), "w") as container:
        stream = container.add_stream("libx264", rate=25, options={"crf": "1"})
        stream.height, stream.width, stream.pix_fmt = 63, 79, "yuv444p"
        for frame in frames[:, :63, :79]:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame.copy(), format="rgb24")))
        container.mux(stream.encode())
    back = read_frames(tmp_path / "c.mp4")
    assert back.shape == (7, 63, 79, 3)
    assert np.abs(back.astype(int) - frames[:, :63, :79]).mean() < 1.5


def test_a_folder_is_read_in_the_order_of_its_numbers(tmp_path, frames):
    for index in (0, 1, 2, 9, 10, 11):
        Image.new("RGB", (64, 64), (index, 0, 0)).save(tmp_path / f"p{index}.png")
    (tmp_path / "notes.txt").write_text("not a picture")
    assert [frame[0, 0, 0] for frame in iter_frames(tmp_path)] == [0, 1, 2, 9, 10, 11]


def test_what_is_no_clip_is_named(tmp_path, frames):
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "text.mp4").write_text("once upon a time")
    (tmp_path / "text.gif").write_text("once upon a time")
    (tmp_path / "text.npz").write_text("once upon a time")
    (tmp_path / "letter.doc").write_text("once upon a time")
    (tmp_path / "folder").mkdir()
    np.savez(tmp_path / "other.npz", pictures=frames)
    np.savez(tmp_path / "floats.npz", frames=frames.astype(np.float32))
    cases = {
        "missing.mp4": "does not exist",
        "empty.mp4": "is empty",
        "text.mp4": "it is a text",
        "text.gif": "it is a text",
        "text.npz": "it is a text",
        "letter.doc": "not named as a clip",
        "folder": "holds no pictures",
        "other.npz": "no entry `frames`",
        "floats.npz": "not uint8",
    }
    for name, message in cases.items():
        with pytest.raises(MienError, match=message):
            read_frames(tmp_path / name)


@pytest.mark.parametrize("name", ["c.mp4", "c.webm", "c.gif", "c.webp", "c.npz"])
def test_a_clip_cut_at_its_start_is_an_error(tmp_path, frames, name):
    target = write_clip(frames, tmp_path / name, fps=25)
    target.write_bytes(target.read_bytes()[:200])
    with pytest.raises(MienError, match=r"cannot be read|is damaged"):
        read_frames(target)


def test_pictures_of_different_sizes_are_no_clip(tmp_path):
    Image.new("RGB", (64, 64)).save(tmp_path / "1.png")
    Image.new("RGB", (65, 64)).save(tmp_path / "2.png")
    with pytest.raises(MienError, match="the first has"):
        read_frames(tmp_path)


def test_an_archive_that_numpy_wrote_is_a_clip(tmp_path, frames):
    np.savez_compressed(tmp_path / "c.npz", frames=frames)
    assert (read_frames(tmp_path / "c.npz") == frames).all()
    assert read_label(tmp_path / "c.npz") is None
