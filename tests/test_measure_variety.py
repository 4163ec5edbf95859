"""The script that compares how much the clips of sets differ."""

import runpy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from clipsets import write_clipset

from mien.clips import ClipSet

MAIN = runpy.run_path(str(Path(__file__).parents[1] / "scripts" / "measure_variety.py"))["main"]


def compared(*sets: tuple[str, Path]) -> str:
    words = [word for name, folder in sets for word in ("--set", name, str(folder))]
    result = CliRunner().invoke(MAIN, words)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def usual(tmp_path: Path) -> ClipSet:
    return write_clipset(tmp_path / "usual")


@pytest.fixture
def varied(tmp_path: Path) -> ClipSet:
    """The same clips, of which one ends early and opens the mouth less."""
    clips = write_clipset(tmp_path / "varied")
    landmarks = {clip.id: clips.landmarks(clip) for clip in clips.clips}
    first, *others = clips.clips
    landmarks[first.id][-1, 65:68] -= (0, 1)
    weak = replace(first, degrees=tuple(degree / 2 for degree in first.degrees))
    ClipSet(clips.folder, clips.size, (weak, *others)).write(landmarks)
    return ClipSet.read(clips.folder)


def test_a_set_has_as_much_variety_as_itself(usual):
    output = compared(("new", usual.folder), ("old", usual.folder))
    assert "| happy | new | 3 | 3 |" in output
    assert "| angry | old | 3 | 3 |" in output
    assert output.endswith("other's spread: nowhere.\n")


def test_what_varies_less_is_named(usual, varied):
    output = compared(("new", usual.folder), ("old", varied.folder))
    assert "happy: mouth opening 0.000 of" in output
    assert "happy: last degree 0.000 of 0.289" in output
    assert "angry:" not in output
    output = compared(("new", varied.folder), ("old", usual.folder))
    assert output.endswith("other's spread: nowhere.\n")


def test_sets_of_one_collection_count_together_and_their_people_apart(usual, varied):
    output = compared(("new", usual.folder), ("new", varied.folder))
    assert "| happy | new | 6 | 6 |" in output
    spread = np.std([1, 1, 1, 0.5, 1, 1], ddof=1)
    assert f"± {spread:.3f} |" in output


def test_a_folder_without_clips_is_refused_in_words(tmp_path):
    result = CliRunner().invoke(MAIN, ["--set", "new", str(tmp_path)])
    assert result.exit_code == 1
    assert "is not a clip set" in result.output
