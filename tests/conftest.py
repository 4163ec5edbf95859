"""What tests of several parts share: a bundle small enough to make in a test."""

from pathlib import Path

import numpy as np
import pytest
from bundles import write_bundle
from filmed import write_folders


@pytest.fixture(scope="session")
def tiny_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A composed bundle: happy widens and opens the mouth, angry presses the brows down."""
    return write_bundle(tmp_path_factory.mktemp("bundles") / "tiny", output="composed")


@pytest.fixture(scope="session")
def tiny_rgb_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the paper's head: the network draws the frame itself."""
    return write_bundle(tmp_path_factory.mktemp("bundles") / "rgb", output="rgb")


@pytest.fixture(scope="session")
def portrait() -> np.ndarray:
    """A 256-pixel picture with edges, shades and noise everywhere."""
    generator = np.random.default_rng(7)
    y, x = np.mgrid[:256, :256]
    shades = np.stack([x * 0.6 + 30, y * 0.5 + 60, 128 + 60 * np.sin(x / 9) * np.cos(y / 13)], -1)
    return np.clip(shades + generator.normal(0, 3, shades.shape), 0, 255).astype(np.uint8)


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder of clips for each of three methods, and one of real clips (`truth`)."""
    return write_folders(tmp_path_factory.mktemp("clips"))
