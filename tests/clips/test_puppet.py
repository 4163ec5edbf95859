"""Puppet clips become a clip set in which one name means one thing, and a degree one amount."""

import runpy
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from puppets import FRAMES, SIZE, landmarks, write_collection

from mien.clips import Clip, ClipSet
from mien.clips.sources.puppet import STRONGEST, adapt
from mien.errors import MienError

SCRIPT = Path(__file__).parents[2] / "scripts" / "adapt_clips.py"


def adapted(folder: Path, clips: dict[str, dict[str, object]]) -> dict[str, Clip]:
    source = write_collection(folder / "source", clips)
    return {clip.id: clip for clip in adapt(source, folder / "target").clips}


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({}, "happy"),
        ({"gap": 1.0}, "happy-closed"),
        ({"variant": "real"}, "happy-real"),
        ({"expression": "angry", "variant": "recipe-1"}, "angry-open"),
        ({"expression": "angry", "variant": "recipe-2"}, "angry"),
        ({"expression": "surprised", "variant": "recipe-1"}, "surprised-wide"),
        ({"expression": "surprised", "variant": "recipe-2"}, "surprised"),
        ({"expression": "sad", "gap": 1.0}, "sad"),
    ],
)
def test_a_style_is_an_expression_of_its_own(tmp_path: Path, change: dict[str, object], name: str):
    assert adapted(tmp_path, {"full": {}, "one": change})["one"].expression == name


@pytest.mark.parametrize("strength", [0.55, 0.9, STRONGEST])
def test_degrees_rise_evenly_to_the_strength_over_the_strongest(tmp_path: Path, strength: float):
    clips = adapted(tmp_path, {"full": {}, "one": {"expression": "sad", "strength": strength}})
    expected = np.linspace(0, strength / STRONGEST, FRAMES)
    assert clips["one"].degrees == pytest.approx(expected, abs=1e-4)


def test_a_smiles_degree_is_how_far_its_mouth_moves_whatever_its_strength_is_called(tmp_path: Path):
    half = {"wide": 5.0, "gap": 10.0, "strength": 1, "variant": "recipe-2"}
    clips = adapted(tmp_path, {"full": {}, "half": half, "huge": {**half, "wide": 90.0}})
    assert clips["full"].degrees[-1] == pytest.approx(1 / STRONGEST, abs=1e-4)
    assert clips["half"].degrees[-1] == pytest.approx(0.5 / STRONGEST, abs=1e-4)
    assert clips["huge"].degrees[-1] == 1


def test_what_is_written_is_a_clip_set_with_the_videos_people_and_landmarks(tmp_path: Path):
    adapted(tmp_path, {"ada": {}, "cora": {"split": "val"}})
    clipset = ClipSet.read(tmp_path / "target")
    assert [clip.person for clip in clipset.split("val")] == ["cora"]
    (ada,) = clipset.split("train")
    assert (ada.source, ada.licence) == ("puppet/recipe-1", "CC0-1.0")
    assert clipset.frames(ada).shape == (FRAMES, SIZE, SIZE, 3)
    assert (clipset.landmarks(ada) == landmarks(10.0, 20.0)).all()


def test_a_folder_that_is_no_such_collection_is_refused(tmp_path: Path):
    with pytest.raises(MienError, match=r"no clips\.csv"):
        adapt(tmp_path, tmp_path / "target")


def test_a_clip_without_landmarks_is_named_before_anything_is_written(tmp_path: Path):
    source = write_collection(tmp_path / "source", {"ada": {}, "ben": {}})
    np.savez(source / "clips" / "puppet" / "landmarks.npz", ada=landmarks(1.0, 1.0))
    with pytest.raises(MienError, match="no landmarks of 1 clips, as of ben"):
        adapt(source, tmp_path / "target")
    assert not (tmp_path / "target").exists()


def test_the_script_says_how_many_clips_there_are(tmp_path: Path):
    main = runpy.run_path(str(SCRIPT))["main"]
    source = write_collection(tmp_path / "source", {"ada": {}, "ben": {}})
    result = CliRunner().invoke(main, [str(source), str(tmp_path / "target")])
    assert (result.exit_code, result.output) == (0, f"2 clips in {tmp_path / 'target'}\n")
    result = CliRunner().invoke(main, [str(tmp_path), str(tmp_path / "target")])
    assert (result.exit_code, "no clips.csv" in result.output) == (1, True)
