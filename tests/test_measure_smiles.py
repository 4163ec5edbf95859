"""The script that measures drawn smiles against real ones."""

import runpy
from pathlib import Path

import numpy as np
import pytest
import torch

SCRIPTS = Path(__file__).parents[1] / "scripts"
FIGURES = runpy.run_path(str(SCRIPTS / "smile_figures.py"))
SIZE, COUNT = 256, len(FIGURES["DEGREES"])
RNG = np.random.default_rng(0)


def face(smile: float) -> np.ndarray:
    """68 points of a schematic face whose corners of the mouth go out and up."""
    points = np.zeros((68, 2), np.float32)
    points[:17] = np.stack([np.linspace(60, 196, 17), 230 - np.abs(np.linspace(-90, 90, 17))], 1)
    points[17:27] = np.stack([np.linspace(80, 176, 10), np.full(10, 90)], 1)
    points[27:36] = np.stack([np.full(9, 128), np.linspace(110, 150, 9)], 1)
    turn = np.linspace(0, 2 * np.pi, 6, endpoint=False)
    points[36:42] = np.stack([98 + 9 * np.cos(turn), 110 + 4 * np.sin(turn)], 1)
    points[42:48] = np.stack([158 + 9 * np.cos(turn), 110 + 4 * np.sin(turn)], 1)
    turn = np.linspace(np.pi, 3 * np.pi, 20, endpoint=False)
    points[48:] = np.stack([128 + 25 * np.cos(turn), 185 + 9 * np.sin(turn)], 1)
    points[[48, 54]] += np.array([[-12, -8], [12, -8]]) * smile
    return points.astype(np.float32)


def way(*smiles: float) -> object:
    """Frames of a pattern that grows brighter with the smile."""
    pattern = np.kron(RNG.integers(0, 150, (32, 32, 3)), np.ones((8, 8, 1)))
    frames = np.stack([pattern + 60 * smile for smile in smiles]).astype(np.uint8)
    return FIGURES["Way"](frames=frames, points=np.stack([face(smile) for smile in smiles]))


class Network:
    """The mean squared difference in place of ST-LPIPS."""

    def __call__(self, pictures):
        return [pictures]

    def distance(self, features, others):
        return (features[0] - others[0]).square().mean(dim=(1, 2, 3))

    def buffers(self):
        yield torch.zeros(1)


@pytest.fixture
def ways() -> dict[str, object]:
    """A real smile of 0.6; the puppet's goes as far as 1, the model's as far as 0.5."""
    return {
        "real smile": way(0.6),
        "pair": way(*np.linspace(0, 0.6, COUNT)),
        "puppet": way(*np.linspace(0, 1, COUNT)),
        "model": way(*np.linspace(0, 0.5, COUNT)),
    }


def test_the_best_degree_is_where_the_mouth_is_nearest_to_the_real_one(ways):
    found = FIGURES["rows"](ways)
    assert list(found) == list(FIGURES["ROWS"])
    degrees = {row: degree for row, (_, _, degree) in found.items()}
    assert degrees["puppet, best degree"] == pytest.approx(0.6)
    assert degrees["model, best degree"] == degrees["model, degree 1"] == 1
    assert degrees["neutral photo"] == 0


def test_a_smile_like_the_real_one_is_nearer_than_the_neutral_photo(ways):
    found = FIGURES["judged"](ways, Network())
    real, still, puppet = (
        found[row] for row in ("real smile", "neutral photo", "puppet, best degree")
    )
    assert real["landmarks"] == 0
    assert puppet["ssim"] > still["ssim"]
    assert puppet["st_lpips"] < still["st_lpips"]
    assert still["mouth_landmarks"] > 0.01
    assert puppet["mouth_landmarks"] == pytest.approx(0, abs=1e-4)
    assert still["mouth width"] == 0
    assert puppet["mouth width"] == pytest.approx(real["mouth width"])
    assert real["mouth width"] == pytest.approx(0.24, abs=0.01)
    assert found["puppet, degree 1"]["even"] == pytest.approx(1, abs=0.01)


def test_ways_to_the_same_smile_are_compared_frame_by_frame(ways):
    ways["model"] = way(0, 0.5, 0.5, 0.5, 0.5, 0.6)
    found = FIGURES["judged"](ways, Network())
    rows = ("neutral photo", "puppet, best degree", "model, best degree")
    still, even, hasty = (found[row]["along"] for row in rows)
    assert even == pytest.approx(0, abs=1e-5)
    corners = 2 / 20 * np.hypot(12, 8) / 60
    assert still == pytest.approx(corners * 0.3, rel=1e-4)
    ahead = np.mean([0, 0.38, 0.26, 0.14, 0.02, 0])
    assert hasty == pytest.approx(corners * ahead, rel=1e-4)


def test_a_table_has_a_mean_for_every_row_and_nothing_for_what_nobody_has(monkeypatch):
    monkeypatch.syspath_prepend(SCRIPTS)
    table = runpy.run_path(str(SCRIPTS / "measure_smiles.py"))["table"]
    figures = {name: {"a": {"x": value}, "b": {}} for name, value in (("ada", 1.0), ("ben", 3.0))}
    lines = list(table(figures, {"X": ("x", 1)}, ["a", "b"]))
    assert lines == ["|  | X |", "|---|---|", "| a | 2.0 [1.0, 3.0] |", "| b |  |"]
    turned = list(table(figures, {"X": ("x", 1)}, ["a", "b"], turned=True))
    assert turned == ["|  | a | b |", "|---|---|---|", "| X | 2.0 [1.0, 3.0] |  |"]
