import numpy as np
import pytest


@pytest.fixture
def face():
    """68 points of a schematic face, eye distance 40 pixels, in a frame of 128."""
    points = np.zeros((68, 2), np.float32)
    points[:17] = np.stack([np.linspace(24, 104, 17), 110 - np.abs(np.linspace(-50, 50, 17))], 1)
    points[17:27] = np.stack([np.linspace(34, 94, 10), np.full(10, 40)], 1)
    points[27:36] = np.stack([np.full(9, 64), np.linspace(50, 70, 9)], 1)
    turn = np.linspace(0, 2 * np.pi, 6, endpoint=False)
    points[36:42] = np.stack([44 + 6 * np.cos(turn), 50 + 3 * np.sin(turn)], 1)
    points[42:48] = np.stack([84 + 6 * np.cos(turn), 50 + 3 * np.sin(turn)], 1)
    turn = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    points[48:] = np.stack([64 + 16 * np.cos(turn), 88 + 5 * np.sin(turn)], 1)
    return points


@pytest.fixture
def picture():
    """A smooth random picture of 64 pixels a side."""
    coarse = np.random.default_rng(0).integers(0, 256, (8, 8, 3))
    return np.kron(coarse, np.ones((8, 8, 1))).astype(np.uint8)
