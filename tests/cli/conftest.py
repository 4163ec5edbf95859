from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from mien.cli import main

Mien = Callable[..., Result]


@pytest.fixture
def mien(tmp_path: Path, tiny_bundle: Path, monkeypatch: pytest.MonkeyPatch) -> Mien:
    """Run `mien` with the tiny bundle in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("mien.bundle.default_bundle", lambda: tiny_bundle)

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(main, [f"{argument}" for argument in arguments])

    return run


@pytest.fixture
def photo(tmp_path: Path, portrait: np.ndarray) -> Path:
    """A picture without a face, to be taken as the frame."""
    path = tmp_path / "ada.png"
    Image.fromarray(portrait[::2, ::2]).save(path)
    return path
