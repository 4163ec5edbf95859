import sys
from importlib.util import find_spec

import numpy as np
import pytest
import torch

from mien.errors import MienError
from mien.metrics.shift_tolerant import ShiftTolerant

needs_weights = pytest.mark.skipif(
    find_spec("stlpips_pytorch") is None, reason="stlpips-pytorch is not installed"
)
SHAPES = {
    "net.slice1.0": (6, 3, 11),
    "net.slice2.5": (7, 6, 5),
    "net.slice3.9": (8, 7, 3),
    "net.slice4.11": (5, 8, 3),
    "net.slice5.13": (5, 5, 3),
}


@pytest.fixture
def tiny():
    torch.manual_seed(0)
    weights = {"scaling_layer.shift": torch.zeros(1, 3, 1, 1)}
    weights["scaling_layer.scale"] = torch.ones(1, 3, 1, 1)
    for depth, (name, (out, inside, side)) in enumerate(SHAPES.items()):
        weights[f"{name}.weight"] = torch.randn(out, inside, side, side) / inside / side
        weights[f"{name}.bias"] = torch.randn(out) / 10
        weights[f"lin{depth}.model.1.weight"] = torch.rand(1, out, 1, 1)
    taps = torch.tensor([0.25, 0.5, 0.25])
    for name, channels in (("net.slice1.1", 6), ("net.slice2.4", 6), ("net.slice3.8", 7)):
        weights[f"{name}.filt"] = torch.outer(taps, taps).expand(channels, 1, 3, 3).contiguous()
    return ShiftTolerant(weights)


def pictures(seed, n=3, size=64):
    return torch.rand(n, 3, size, size, generator=torch.Generator().manual_seed(seed)) * 2 - 1


def test_equal_pictures_are_at_distance_zero_and_order_does_not_matter(tiny):
    a, b = tiny(pictures(0)), tiny(pictures(1))
    assert (tiny.distance(a, a) == 0).all()
    torch.testing.assert_close(tiny.distance(a, b), tiny.distance(b, a))
    assert (tiny.distance(a, b) > 0).all()


def test_a_pictures_distance_does_not_depend_on_its_batch(tiny):
    together = tiny.distance(tiny(pictures(0)), tiny(pictures(1)))
    alone = tiny.distance(tiny(pictures(0)[1:2]), tiny(pictures(1)[1:2]))
    torch.testing.assert_close(together[1:2], alone)


def test_one_picture_is_compared_with_all_others(tiny):
    one = tiny(pictures(0, n=1))
    all_ = tiny.distance(one, tiny(pictures(1)))
    assert all_.shape == (3,)
    torch.testing.assert_close(all_[2:], tiny.distance(one, tiny(pictures(1)[2:])))


def test_a_missing_package_names_the_command_that_brings_it(monkeypatch):
    monkeypatch.setattr("mien.metrics.shift_tolerant.carried", lambda package, file: None)
    with pytest.raises(MienError, match="pip install --no-deps stlpips-pytorch"):
        ShiftTolerant.find()


@needs_weights
def test_the_shipped_network_gives_the_distances_that_were_measured_independently():
    astronaut = pytest.importorskip("skimage.data").astronaut()[:256, 100:356]
    cat = pytest.importorskip("skimage.data").chelsea()[:256, :256]
    stack = np.stack([astronaut, np.roll(astronaut, 1, 1), cat])
    values = torch.from_numpy(stack).permute(0, 3, 1, 2).float() / 127.5 - 1
    network = ShiftTolerant.find()
    with torch.inference_mode():
        features = network(values)
        found = network.distance([maps[:1] for maps in features], features)
    # Against the original's arithmetic: moved by one pixel .0045, another picture .7154.
    assert found.tolist() == pytest.approx([0, 0.0045, 0.7154], abs=1e-4)
    assert "stlpips_pytorch" not in sys.modules
