"""A critic that learns in every step, a generator in some, and frames by the degree."""

from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest
import torch
from sliding import sliding

from mien.config import Stage
from mien.errors import MienError
from mien.methods.ganimation.animator import GanimationAnimator
from mien.methods.ganimation.config import GanimationConfig
from mien.methods.ganimation.networks import GanimationGenerator
from mien.methods.ganimation.trainee import GanimationTrainee
from mien.methods.ganimation.units import peaks
from mien.methods.pixels import picture_of
from mien.tensors import Batch

STAGE = Stage(size=32, steps=1)
CRITICS = {"critic", "penalty", "condition_true"}


@pytest.fixture
def trainee(config: GanimationConfig) -> GanimationTrainee:
    return GanimationTrainee(config)


def _weights(module: torch.nn.Module) -> dict[str, torch.Tensor]:
    return {name: part.detach().clone() for name, part in module.named_parameters()}


def _moved(module: torch.nn.Module, before: dict[str, torch.Tensor]) -> set[str]:
    now = dict(module.named_parameters())
    return {name for name, was in before.items() if not torch.equal(now[name], was)}


def _change(trainee: GanimationTrainee) -> float:
    """How far the peaks are drawn from the portraits."""
    clips = sliding()
    drawn = trainee.draw(clips).unflatten(0, (2, 4))
    return (drawn[:, 3] - drawn[:, 0]).abs().mean().item()


def test_it_learns_to_read_units_and_to_show_them(trainee: GanimationTrainee):
    clips, before = sliding(), _change(trainee)
    terms = [trainee.step(clips, STAGE, 1.0) for _ in range(160)]
    assert terms[-1]["condition_true"] < 0.5 * terms[0]["condition_true"]
    assert terms[-1]["condition"] < 0.8 * terms[1]["condition"]
    assert terms[-1]["cycle"] < 0.9 * terms[1]["cycle"]
    assert _change(trainee) > 2 * before


def test_the_critic_learns_in_every_step_and_the_generator_in_every_second(
    trainee: GanimationTrainee,
):
    for number in range(1, 5):
        before = _weights(trainee.generator), _weights(trainee.critic)
        terms = trainee.step(sliding(), STAGE, 1.0)
        assert _moved(trainee.critic, before[1]) == set(before[1])
        if number % 2:
            assert not _moved(trainee.generator, before[0])
            assert set(terms) == CRITICS
        else:
            assert len(_moved(trainee.generator, before[0])) > 0.9 * len(before[0])
            assert set(terms) == set(trainee.config.weights)


def test_a_stages_weights_replace_those_of_the_settings(config: GanimationConfig):
    config = replace(config, every=1)
    only = dict.fromkeys(config.weights, 0.0) | {"cycle": 1.0, "critic": 1.0}
    start = deepcopy(GanimationTrainee(config).checkpoint())

    def taught(stage: dict[str, float], **own: object) -> dict[str, torch.Tensor]:
        trainee = GanimationTrainee(replace(config, **own))
        trainee.resume(deepcopy(start))
        torch.manual_seed(1)
        trainee.step(sliding(), replace(STAGE, weights=stage), 1.0)
        return _weights(trainee.generator) | _weights(trainee.critic)

    plain, staged, settings = taught({}), taught(only), taught({}, weights=only)
    assert all(torch.equal(staged[name], value) for name, value in settings.items())
    assert not all(torch.equal(staged[name], value) for name, value in plain.items())


def test_the_critic_learns_without_leaving_the_generator_a_gradient(trainee: GanimationTrainee):
    trainee.step(sliding(), STAGE, 1.0)
    seen = []
    trainee.sides["critic"].optimizer.register_step_pre_hook(
        lambda *_: seen.extend(part.grad for part in trainee.generator.parameters())
    )
    trainee.step(sliding(), STAGE, 1.0)
    assert seen
    assert all(gradient is None for gradient in seen)


def test_the_generator_learns_without_touching_the_critic(trainee: GanimationTrainee):
    def state() -> list[torch.Tensor]:
        parts = trainee.critic.parameters()
        return [value.detach().clone() for part in parts for value in (part, part.grad)]

    trainee.step(sliding(), STAGE, 1.0)
    after_theirs = []
    trainee.sides["critic"].optimizer.register_step_post_hook(
        lambda *_: after_theirs.extend(state())
    )
    trainee.step(sliding(), STAGE, 1.0)
    assert after_theirs
    assert all(map(torch.equal, after_theirs, state()))


def test_a_resumed_trainee_repeats_the_uninterrupted_one_in_its_rhythm(trainee: GanimationTrainee):
    clips = sliding()
    trainee.step(clips, STAGE, 1.0)
    twin = GanimationTrainee(trainee.config)
    twin.resume(deepcopy(trainee.checkpoint()))
    learnt = []
    for number in range(4):
        terms = []
        for one in (trainee, twin):
            torch.manual_seed(number)
            terms.append(one.step(clips, STAGE, 1.0))
        assert terms[0] == terms[1]
        learnt.append("cycle" in terms[1])
    assert learnt == [True, False, True, False]


def test_drawing_learns_nothing_and_draws_each_clip_by_itself(trainee: GanimationTrainee):
    clips = sliding()
    before = _weights(trainee.generator)
    frames = trainee.draw(clips)
    assert not frames.requires_grad
    assert not _moved(trainee.generator, before)
    alone = Batch(**{name: value[1:] for name, value in vars(clips).items()})
    assert torch.allclose(trainee.draw(alone), frames[4:], atol=1e-5)


def test_a_loss_that_is_not_finite_stops_before_anything_is_spoilt(trainee: GanimationTrainee):
    clips = sliding()
    clips.frame[0, 0, 0, 0, 0] = float("nan")
    sides = trainee.generator, trainee.critic
    before = [_weights(side) for side in sides]
    with pytest.raises(MienError, match="not a finite number"):
        trainee.step(clips, STAGE, 1.0)
    assert not any(_moved(side, was) for side, was in zip(sides, before, strict=True))


def test_the_condition_is_linear_in_the_degree_and_mixtures_are_sums_up_to_one(
    trainee: GanimationTrainee, config: GanimationConfig
):
    animator = GanimationAnimator(trainee.generator)
    happy, angry = peaks(("happy", "angry"))
    rows = np.array([[0, 0], [0.3, 0], [0.6, 0], [0.5, 0.25], [1, 1]], np.float32)
    expected = [0 * happy, 0.3 * happy, 0.6 * happy, 0.5 * happy + 0.25 * angry]
    np.testing.assert_allclose(animator.condition(rows)[:4], expected, atol=1e-6)
    np.testing.assert_array_equal(animator.condition(rows)[4], np.maximum(happy, angry))
    # Both lower the brows by unit 4.
    both = GanimationGenerator(replace(config, expressions=("angry", "sad")))
    assert GanimationAnimator(both).condition(np.ones((1, 2), np.float32)).max() == 1


def test_a_trainee_draws_by_the_animators_rule(trainee: GanimationTrainee):
    clips = sliding()
    for number in range(4):
        torch.manual_seed(number)
        trainee.step(clips, STAGE, 1.0)
    drawn = picture_of(trainee.draw(clips)).reshape(2, 4, 32, 32, 3)
    animator = GanimationAnimator(trainee.generator)
    for index, (portrait, frames) in enumerate(zip(picture_of(clips.seen), drawn, strict=True)):
        degrees = np.zeros((4, 2), np.float32)
        degrees[:, index] = clips.degree[index]
        assert np.abs(animator.frames(portrait, degrees).astype(int) - frames).max() <= 3
