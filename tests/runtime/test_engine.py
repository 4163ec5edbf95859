from pathlib import Path

import numpy as np
import pytest
from bundles import reseal, write_bundle

from mien.bundle import CARD
from mien.errors import MienError
from mien.runtime.engine import Engine, mixed


def test_features_are_the_base_plus_each_residual_times_its_degree() -> None:
    def level(value: float, size: int) -> np.ndarray:
        return np.full((1, 2, size, size), value, np.float32)

    base = (level(1, 4), level(2, 2))
    one, two = (level(10, 4), level(20, 2)), (level(100, 4), level(200, 2))
    found = mixed(base, [(0.5, one), (0.25, two)])
    assert [feature.max() for feature in found] == [1 + 5 + 25, 2 + 10 + 50]
    assert all((feature == feature.max()).all() for feature in found)


def test_mixing_leaves_the_encoded_features_alone() -> None:
    base = (np.ones((1, 1, 2, 2), np.float32),)
    mixed(base, [(1.0, base)])
    assert (base[0] == 1).all()


def test_the_decoder_names_what_it_emits(tiny_bundle: Path, portrait: np.ndarray) -> None:
    engine = Engine(tiny_bundle)
    features = engine.encode("base", portrait.transpose(2, 0, 1)[None].astype(np.float32))
    assert [feature.shape for feature in features] == [(1, 3, 64, 64), (1, 3, 32, 32)]
    shapes = {name: raw.shape for name, raw in engine.decode(features).items()}
    assert shapes == {
        "flow": (1, 2, 64, 64),
        "shade": (1, 1, 256, 256),
        "opacity": (1, 1, 256, 256),
        "colour": (1, 3, 256, 256),
    }


def test_a_folder_that_is_no_bundle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MienError, match=CARD):
        Engine(tmp_path)


def test_a_graph_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    bundle = write_bundle(tmp_path / "bundle")
    (bundle / "base.onnx").write_bytes(b"not a graph")
    reseal(bundle)
    with pytest.raises(MienError, match=r"base\.onnx"):
        Engine(bundle).encode("base", np.zeros((1, 3, 256, 256), np.float32))
