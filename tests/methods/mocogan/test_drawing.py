"""Which frame of a clip answers which degree."""

import numpy as np
import pytest
import torch
from networks import pictures
from sliding import sliding

from mien.methods.mocogan.animator import MocoganAnimator
from mien.methods.mocogan.config import MocoganConfig
from mien.methods.mocogan.drawing import draw, fixed_noise, nearest
from mien.methods.mocogan.generator import MocoganGenerator
from mien.methods.mocogan.objective import answers
from mien.methods.mocogan.trainee import MocoganTrainee
from mien.methods.pixels import picture_of


@pytest.fixture
def generator(config: MocoganConfig) -> MocoganGenerator:
    return MocoganGenerator(config).eval()


@pytest.fixture
def portrait() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (32, 32, 3), np.uint8)


def test_the_nearest_frame_answers_a_degree_and_the_portrait_answers_zero():
    degrees = torch.tensor([[0.0, 0.04, 0.06, 0.1, 0.54, 0.56, 0.94, 0.96, 1.0, 1.3]])
    assert nearest(degrees, 10).tolist() == [[0, 0, 1, 1, 5, 6, 9, 10, 10, 10]]


def test_a_drawn_frame_is_that_of_the_whole_clip(
    generator: MocoganGenerator, config: MocoganConfig
):
    portraits = pictures(2)
    category = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
    clips = generator(portraits, category, fixed_noise(config).expand(2, -1, -1))
    drawn = draw(
        generator,
        portraits,
        category.repeat_interleave(3, dim=0),
        torch.tensor([[0.0, 0.5, 1.0], [0.25, 0.75, 0.1]]),
    )
    expected = [portraits[0], clips[0, 1], clips[0, 3], clips[1, 0], clips[1, 2], portraits[1]]
    assert torch.allclose(drawn, torch.stack(expected), atol=1e-5)


def test_the_noise_is_the_same_every_time_and_another_seed_is_another_clip(config: MocoganConfig):
    assert torch.equal(fixed_noise(config), fixed_noise(config))
    other = MocoganConfig(**{**vars(config), "noise": 1})
    assert not torch.equal(fixed_noise(config), fixed_noise(other))


def test_an_animator_draws_the_same_twice_frame_by_frame_and_leaves_zero_alone(
    generator: MocoganGenerator, portrait: np.ndarray
):
    animator = MocoganAnimator(generator)
    degrees = np.array([[0, 0], [0.5, 0], [1, 0], [0, 1], [0.5, 0.5]], np.float32)
    together = animator.frames(portrait, degrees).astype(int)
    alone = np.concatenate([animator.frames(portrait, row[None]) for row in degrees])
    assert np.abs(together - alone).max() <= 1
    np.testing.assert_array_equal(together[0], portrait)
    assert len(np.unique(together, axis=0)) == 5


def test_a_mixture_lies_between_its_expressions(
    generator: MocoganGenerator, config: MocoganConfig, portrait: np.ndarray
):
    asked = []
    generator.motion.register_forward_pre_hook(lambda _, given: asked.append(given[1]))
    MocoganAnimator(generator).frames(portrait, np.array([[0.25, 0.75], [0.5, 0]], np.float32))
    assert asked[0].tolist() == [[0.25, 0.75], [1, 0]]


def test_a_trainee_draws_by_the_animators_rule(config: MocoganConfig):
    trainee, clips = MocoganTrainee(config), sliding()
    drawn = picture_of(trainee.draw(clips)).reshape(2, 4, 32, 32, 3)
    animator = MocoganAnimator(trainee.generator)
    for index, (portrait, frames) in enumerate(zip(picture_of(clips.seen), drawn, strict=True)):
        degrees = np.zeros((4, 2), np.float32)
        degrees[:, index] = clips.degree[index]
        assert np.abs(animator.frames(portrait, degrees).astype(int) - frames).max() <= 2


def test_a_true_frame_is_compared_with_the_drawn_one_of_its_degree():
    clips = sliding()
    shorter = type(clips)(**{**vars(clips), "degree": clips.degree * 0.5})
    drawn = pictures(2, 4)
    found = answers(drawn, shorter).unflatten(0, (2, 4))
    # Degrees .125, .25, .375 and .5 among frames at .25, .5, .75 and 1.
    assert torch.equal(found[:, 0], clips.portrait)
    assert torch.equal(found[:, 1], drawn[:, 0])
    assert torch.equal(found[:, 3], drawn[:, 1])
