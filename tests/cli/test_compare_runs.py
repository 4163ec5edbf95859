"""`mien compare` of runs as `mien train` leaves them, beside each other and beside a bundle."""

import json
import shutil
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from clipsets import write_clipset

from mien.cli import main
from mien.media import read_frames, read_label

FACE = resources.files("mien.examples") / "ada.jpg"
CELL = 256


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A run of the paper's network and one of a baseline, both of happy and angry."""
    folder = tmp_path_factory.mktemp("trained")
    clips = write_clipset(folder / "clips").folder
    where = ("--device", "cpu", "--precision", "float32", "--threads", "1")
    for recipe in ("tiny", "convlstm-tiny"):
        command = ("train", recipe, "--clips", str(clips), "--run", str(folder / recipe), *where)
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, result.output
    return {"ours": folder / "tiny", "lstm": folder / "convlstm-tiny"}


def cells(frame: np.ndarray, columns: int) -> list[np.ndarray]:
    """The faces in a frame of the result, without gaps and captions."""
    side = (frame.shape[1] - 8) // columns - 8
    return [frame[8 : 8 + side, 8 + i * (side + 8) :][:, :side] for i in range(columns)]


def test_two_runs_draw_a_photo_side_by_side_at_the_same_degrees(mien, runs, tmp_path):
    out = tmp_path / "both.npz"
    sides = [f"{name}={run}" for name, run in runs.items()]
    how = ("--photo", FACE, "-e", "happy", "-e", "angry", "--degrees", "0,0.5,1")
    result = mien("compare", *sides, *how, "-o", out)
    assert result.exit_code == 0, result.output
    assert result.output.strip() == str(out)
    frames = read_frames(out)
    assert len(frames) == 2 * 3
    assert read_label(out) is not None
    ours, lstm = zip(*(cells(frame, 2) for frame in frames), strict=True)
    # The baseline answers degree 0 with the photo, whichever expression is next.
    np.testing.assert_array_equal(lstm[0], lstm[3])
    assert all((one != other).any() for one, other in zip(ours, lstm, strict=True))
    assert (lstm[2] != lstm[0]).any()
    assert (lstm[2] != lstm[5]).any()
    assert (ours[2] != ours[0]).any()


def test_a_run_draws_in_a_comparison_what_it_draws_alone(mien, runs, tmp_path):
    out = tmp_path / "both.npz"
    sides = (f"a={runs['lstm']}", f"b={runs['lstm']}")
    how = ("--photo", FACE, "-e", "happy", "--degrees", "0,1")
    assert mien("compare", *sides, *how, "-o", out).exit_code == 0
    for frame in read_frames(out):
        np.testing.assert_array_equal(*cells(frame, 2))


def test_runs_stand_beside_bundles_of_another_frame_size(mien, runs, tiny_bundle, tmp_path):
    out = tmp_path / "both.mp4"
    how = ("--photo", FACE, "-e", "happy", "--degrees", "0,1")
    result = mien("compare", f"ships={tiny_bundle}", runs["ours"], *how, "-o", out)
    assert result.exit_code == 0, result.output
    assert len(read_frames(out)) == 2


def test_a_run_is_stopped_at_a_mixture_that_its_method_cannot_draw(mien, runs, tmp_path):
    mixed = tmp_path / "mixed.json"
    document = {"format": 1, "fps": 25, "expressions": ["happy", "angry"]}
    mixed.write_text(json.dumps({**document, "degrees": [[0, 0], [0.5, 0.5]]}))
    sides = [f"{name}={run}" for name, run in runs.items()]
    out = tmp_path / "both.mp4"
    result = mien("compare", *sides, "--photo", FACE, "--degrees", mixed, "-o", out)
    assert (result.exit_code, "mixes happy and angry" in result.output) == (2, True), result.output
    assert not out.exists()


def _without_checkpoints(run: Path) -> None:
    for path in run.glob("*.pt"):
        path.unlink()


def _torn(run: Path) -> None:
    for path in run.glob("*.pt"):
        path.write_bytes(path.read_bytes()[:200])


def _no_json(run: Path) -> None:
    (run / "run.json").write_text("{")


def _unknown_method(run: Path) -> None:
    head = json.loads((run / "run.json").read_text())
    head["recipe"]["method"]["method"] = "telepathy"
    (run / "run.json").write_text(json.dumps(head))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_without_checkpoints, "no checkpoint yet"),
        (_torn, "damaged"),
        (_no_json, "run.json"),
        (_unknown_method, "telepathy"),
    ],
)
def test_a_run_that_cannot_draw_is_an_error_and_nothing_is_written(
    mien, runs, tmp_path, spoil, words
):
    broken = shutil.copytree(runs["lstm"], tmp_path / "broken")
    spoil(broken)
    how = ("--photo", FACE, "-e", "happy", "-o", tmp_path / "both.mp4")
    result = mien("compare", runs["ours"], broken, *how)
    assert (result.exit_code, words in result.output) == (2, True), result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken"]


def test_runs_and_bundles_need_a_photo_and_clips_need_none(mien, runs, tiny_bundle, tmp_path):
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"no clip at all")
    out = ("-o", tmp_path / "both.mp4")
    for sides in ((runs["ours"], runs["lstm"]), (tiny_bundle, runs["ours"]), (clip, tiny_bundle)):
        result = mien("compare", *sides, *out)
        assert (result.exit_code, "add --photo PHOTO" in result.output) == (2, True), result.output
    result = mien("compare", runs["ours"], clip, "--photo", FACE, "-e", "happy", *out)
    assert (result.exit_code, "clip.mp4 is no folder" in result.output) == (2, True), result.output
    result = mien("compare", runs["ours"], tmp_path, "--photo", FACE, "-e", "happy", *out)
    assert (result.exit_code, "is not a bundle" in result.output) == (2, True), result.output
    assert not out[1].exists()


@pytest.mark.parametrize(
    ("photo", "words"), [("nowhere.jpg", "nowhere.jpg"), ("torn.jpg", "torn.jpg")]
)
def test_a_photo_that_cannot_be_read_is_an_error(mien, runs, tmp_path, photo, words):
    (tmp_path / "torn.jpg").write_bytes(FACE.read_bytes()[:100])
    how = ("--photo", tmp_path / photo, "-e", "happy", "-o", tmp_path / "both.mp4")
    result = mien("compare", *runs.values(), *how)
    assert (result.exit_code, words in result.output) == (2, True), result.output
    assert not (tmp_path / "both.mp4").exists()
