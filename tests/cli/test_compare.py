import numpy as np
import pytest

from mien.media import read_frames, read_label, write_clip


@pytest.fixture
def two(tmp_path):
    """A clip of three dark frames, and a longer one of bright ones that nobody generated."""
    dark, bright = (np.full((48, 48, 3), level, np.uint8) for level in (40, 200))
    first = write_clip([dark] * 3, tmp_path / "dark.npz", fps=25)
    return first, write_clip([bright] * 5, tmp_path / "bright.npz", fps=25, label=None)


def test_two_clips_stand_side_by_side_and_the_result_is_marked_as_generated(mien, two, tmp_path):
    out = tmp_path / "both.npz"
    result = mien("compare", *two, "-o", out)
    assert result.exit_code == 0, result.output
    frames = read_frames(out)
    assert len(frames) == 5
    height, width = frames.shape[1:3]
    assert abs(int(frames[4, height // 3, width // 4, 0]) - 40) < 3
    assert abs(int(frames[4, height // 3, 3 * width // 4, 0]) - 200) < 3
    assert read_label(out) is not None


def test_real_clips_are_not_marked_as_generated(mien, two, tmp_path):
    out = tmp_path / "both.npz"
    assert mien("compare", f"one={two[1]}", two[1], "-o", out).exit_code == 0
    assert read_label(out) is None


def test_they_can_be_written_as_a_video(mien, two, tmp_path):
    out = tmp_path / "both.mp4"
    assert mien("compare", *two, "-o", out).exit_code == 0
    assert len(read_frames(out)) == 5


@pytest.mark.parametrize(
    ("clips", "words"), [(1, "name two or more"), (0, "name two or more"), (3, "missing.mp4")]
)
def test_what_cannot_be_compared_is_an_error_and_nothing_is_written(
    mien, two, tmp_path, clips, words
):
    given = [*two, tmp_path / "missing.mp4"][:clips] if clips < 3 else [two[0], "missing.mp4"]
    result = mien("compare", *given, "-o", tmp_path / "both.mp4")
    assert (result.exit_code, words in result.output) == (2, True)
    assert not (tmp_path / "both.mp4").exists()
