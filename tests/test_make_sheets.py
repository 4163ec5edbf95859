"""The script that draws contact sheets of a bundle at work."""

import runpy
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from mien import examples

MAIN = runpy.run_path(str(Path(__file__).parents[1] / "scripts" / "make_sheets.py"))["main"]
CELL = 64
LINE = 22
"""Height of a line of captions, in pixels."""


def sheets(*arguments: object) -> Result:
    words = [f"{argument}" for argument in (*arguments, "--cell", CELL)]
    return CliRunner().invoke(MAIN, words)


def cells(path: Path, columns: int, rows: int) -> np.ndarray:
    """(rows, columns, CELL, CELL, 3), the faces of a sheet."""
    sheet = np.asarray(Image.open(path).convert("RGB")).astype(int)
    assert sheet.shape == (4 + rows * (CELL + LINE + 4), 4 + columns * (CELL + 4), 3)
    tops, lefts = range(4, sheet.shape[0], CELL + LINE + 4), range(4, sheet.shape[1], CELL + 4)
    return np.stack(
        [[sheet[y : y + CELL, x : x + CELL] for x in lefts[:columns]] for y in tops[:rows]]
    )


def change(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one - other).mean())


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A picture of nobody."""
    path = tmp_path / "nobody.png"
    Image.new("RGB", (100, 100), "grey").save(path)
    return path


def test_a_row_for_each_photo_shows_it_and_every_expression(
    tiny_bundle: Path, tmp_path: Path, empty: Path
):
    out = tmp_path / "deep" / "sheet.png"
    photos = [examples.path(name) for name in ("ada", "ben")]
    result = sheets(*photos, empty, "--bundle", tiny_bundle, "--out", out, "--degrees", "1")
    assert result.exit_code == 0, result.output
    assert f"{empty}: No face was found" in result.output
    faces = cells(out, columns=3, rows=2)
    for photo, happy, angry in faces:
        assert change(photo, happy) > 1
        assert change(photo, angry) > 1
    assert change(faces[0, 0], faces[1, 0]) > 10
    assert [path.name for path in out.parent.iterdir()] == ["sheet.png"]


def test_a_strip_has_a_row_for_each_expression_that_starts_with_the_photo(
    tiny_bundle: Path, tmp_path: Path
):
    out = tmp_path / "strip.png"
    result = sheets(
        examples.path("ada"), "--bundle", tiny_bundle, "--out", out, "--strip", "--steps", 3
    )
    assert result.exit_code == 0, result.output
    for row in cells(out, columns=3, rows=2):
        assert change(row[0], row[2]) > change(row[0], row[1]) > 0.1
    first, second = cells(out, columns=3, rows=2)[:, 0]
    assert change(first, second) == 0


def test_without_a_face_or_with_an_unknown_expression_there_is_no_sheet(
    tiny_bundle: Path, tmp_path: Path, empty: Path
):
    out = tmp_path / "sheet.png"
    result = sheets(empty, "--bundle", tiny_bundle, "--out", out)
    assert (result.exit_code, "no photo to show" in result.output) == (1, True)
    result = sheets(examples.path("ada"), "--bundle", tiny_bundle, "--out", out, "-e", "bored")
    assert (result.exit_code, "no 'bored'; it has happy, angry" in result.output) == (1, True)
    assert not out.exists()
