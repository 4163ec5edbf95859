from importlib import resources

import numpy as np
import pytest
from bundles import write_bundle

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
    ("clips", "words"),
    [(1, "name two clips or more"), (0, "name two clips or more"), (3, "missing.mp4")],
)
def test_what_cannot_be_compared_is_an_error_and_nothing_is_written(
    mien, two, tmp_path, clips, words
):
    given = [*two, tmp_path / "missing.mp4"][:clips] if clips < 3 else [two[0], "missing.mp4"]
    result = mien("compare", *given, "-o", tmp_path / "both.mp4")
    assert (result.exit_code, words in result.output) == (2, True)
    assert not (tmp_path / "both.mp4").exists()


@pytest.fixture
def face():
    return resources.files("mien.examples") / "ada.jpg"


@pytest.fixture
def glad(tmp_path):
    """A bundle that knows one expression."""
    return write_bundle(tmp_path / "glad", expressions=("happy",))


def cells(frame, columns):
    """The faces in a frame of the result, without gaps and captions."""
    width = frame.shape[1]
    side = (width - 8) // columns - 8
    return [frame[8 : 8 + side, 8 + i * (side + 8) :][:, :side] for i in range(columns)]


def test_bundles_draw_a_photo_side_by_side_at_the_same_degrees(
    mien, tiny_bundle, tiny_rgb_bundle, face, tmp_path
):
    out = tmp_path / "both.npz"
    sides = (f"ours={tiny_bundle}", f"same={tiny_bundle}", f"rgb={tiny_rgb_bundle}")
    how = ("--photo", face, "-e", "happy", "-e", "angry", "--degrees", "0,0.5,1")
    result = mien("compare", *sides, *how, "-o", out)
    assert result.exit_code == 0, result.output
    frames = read_frames(out)
    assert len(frames) == 2 * 3
    assert read_label(out) is not None
    for frame in frames:
        first, second, other = cells(frame, 3)
        np.testing.assert_array_equal(first, second)
        assert (first != other).any()
    first, peak, neutral = (cells(frames[at], 3)[0].astype(int) for at in (0, 2, 3))
    np.testing.assert_array_equal(first, neutral)
    assert np.abs(peak - first).mean() > 0.5


def test_whoever_does_not_know_the_expression_stays_blank_and_the_caption_differs(
    mien, tiny_bundle, glad, face, tmp_path
):
    out = tmp_path / "both.npz"
    how = ("--photo", face, "-e", "happy", "-e", "angry", "--degrees", "0,1")
    assert mien("compare", glad, tiny_bundle, *how, "-o", out).exit_code == 0
    happy, angry = (cells(read_frames(out)[at], 2) for at in (1, 3))
    assert happy[0].std() > 10
    assert angry[1].std() > 10
    assert np.ptp(angry[0]) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-e", "bored"], "None of a, b knows bored"),
        ([], "add -e NAME"),
        (["-e", "happy", "--degrees", "2"], "2"),
    ],
)
def test_what_bundles_cannot_draw_is_an_error_and_nothing_is_written(
    mien, tiny_bundle, face, tmp_path, arguments, words
):
    sides = (f"a={tiny_bundle}", f"b={tiny_bundle}")
    result = mien("compare", *sides, "--photo", face, *arguments, "-o", tmp_path / "both.mp4")
    assert (result.exit_code, words in result.output) == (2, True), result.output
    assert not (tmp_path / "both.mp4").exists()


def test_expressions_are_for_photos(mien, two, tmp_path):
    result = mien("compare", *two, "-e", "happy", "-o", tmp_path / "both.mp4")
    assert (result.exit_code, "add --photo" in result.output) == (2, True)


def test_a_photo_without_a_face_is_an_error(mien, tiny_bundle, photo, tmp_path):
    sides = (f"a={tiny_bundle}", f"b={tiny_bundle}")
    result = mien("compare", *sides, "--photo", photo, "-e", "happy", "-o", tmp_path / "b.mp4")
    assert (result.exit_code, "face" in result.output) == (2, True)
    assert not (tmp_path / "b.mp4").exists()


@pytest.mark.parametrize("torn", [b"", b"no clip at all"])
def test_a_damaged_clip_is_named_and_nothing_is_written(mien, two, tmp_path, torn):
    for name in ("torn.mp4", "torn.npz", "torn.gif"):
        (tmp_path / name).write_bytes(torn)
        result = mien("compare", two[0], tmp_path / name, "-o", tmp_path / "both.mp4")
        assert (result.exit_code, name in result.output) == (2, True), result.output
        assert not list(tmp_path.glob("*both*"))


def test_a_clip_that_is_compared_is_not_written_over(mien, two, tmp_path):
    before = two[0].read_bytes()
    result = mien("compare", *two, "-o", tmp_path / "." / two[0].name)
    assert (result.exit_code, "would be lost" in result.output) == (2, True), result.output
    assert two[0].read_bytes() == before


def test_a_folder_without_pictures_is_an_error(mien, two, tmp_path):
    (tmp_path / "empty").mkdir()
    result = mien("compare", two[0], tmp_path / "empty", "-o", tmp_path / "both.mp4")
    assert (result.exit_code, "holds no pictures" in result.output) == (2, True), result.output
