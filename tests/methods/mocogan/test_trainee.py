"""The game over whole clips: who learns from what, and that it does."""

from copy import deepcopy
from dataclasses import replace

import pytest
import torch
from sliding import sliding
from torch.nn.functional import cosine_similarity

from mien.config import Stage
from mien.errors import MienError
from mien.methods.mocogan.config import MocoganConfig
from mien.methods.mocogan.trainee import MocoganTrainee
from mien.tensors import Batch

STAGE = Stage(size=32, steps=1)


@pytest.fixture
def trainee(config: MocoganConfig) -> MocoganTrainee:
    return MocoganTrainee(config)


def _weights(module: torch.nn.Module) -> dict[str, torch.Tensor]:
    return {name: part.detach().clone() for name, part in module.named_parameters()}


def _moved(module: torch.nn.Module, before: dict[str, torch.Tensor]) -> set[str]:
    now = dict(module.named_parameters())
    return {name for name, was in before.items() if not torch.equal(now[name], was)}


def test_it_learns_a_batch_and_its_motion(trainee: MocoganTrainee):
    clips = sliding()
    errors = [trainee.step(clips, STAGE, 1.0)["reconstruction"] for _ in range(150)]
    assert errors[-1] < 0.5 * errors[0]
    drawn = trainee.draw(clips).unflatten(0, (2, 4))
    moved, true = (part[:, 3] - part[:, 0] for part in (drawn, clips.frame))
    assert (cosine_similarity(moved.flatten(1), true.flatten(1)) > 0.3).all()


def test_a_step_moves_all_parts_and_reports_every_raw_term(trainee: MocoganTrainee):
    sides = trainee.generator, trainee.discriminators
    before = [_weights(side) for side in sides]
    terms = trainee.step(sliding(), STAGE, 1.0)
    for side, was in zip(sides, before, strict=True):
        assert len(_moved(side, was)) > 0.9 * len(was)
    judged = {"discriminator_image", "discriminator_video", "category_true"}
    assert set(terms) == set(trainee.config.weights) | judged


def test_every_clip_and_step_has_fresh_noise_and_its_own_category(trainee: MocoganTrainee):
    given = []
    trainee.generator.register_forward_pre_hook(lambda _, shown: given.append(shown[1:]))
    for _ in range(2):
        trainee.step(sliding(), STAGE, 1.0)
    noise = torch.stack([one for _, one in given])
    assert noise.shape == (2, 2, trainee.config.frames, trainee.config.motion)
    assert len(noise.flatten().unique()) == noise.numel()
    assert all(category.tolist() == [[1, 0], [0, 1]] for category, _ in given)


def test_a_stages_weights_replace_those_of_the_settings(trainee: MocoganTrainee):
    only = dict.fromkeys(trainee.config.weights, 0.0) | {"reconstruction": 1.0}
    start = deepcopy(trainee.checkpoint())

    def taught(stage: dict[str, float], **own: object) -> dict[str, torch.Tensor]:
        one = MocoganTrainee(replace(trainee.config, **own))
        one.resume(deepcopy(start))
        torch.manual_seed(1)
        one.step(sliding(), replace(STAGE, weights=stage), 1.0)
        return _weights(one.generator)

    plain, staged, settings = taught({}), taught(only), taught({}, weights=only)
    assert all(torch.equal(staged[name], value) for name, value in settings.items())
    assert not all(torch.equal(staged[name], value) for name, value in plain.items())


def test_both_sides_have_the_settings_optimiser(trainee: MocoganTrainee):
    config = trainee.config
    for side in trainee.sides.values():
        (group,) = side.optimizer.param_groups
        found = (group["lr"], group["betas"], group["weight_decay"])
        assert found == (config.learning_rate, config.betas, config.weight_decay)
    assert config.weight_decay > 0


def test_the_discriminators_learn_without_leaving_the_generator_a_gradient(
    trainee: MocoganTrainee,
):
    seen = []
    trainee.sides["discriminators"].optimizer.register_step_pre_hook(
        lambda *_: seen.extend(part.grad for part in trainee.generator.parameters())
    )
    trainee.step(sliding(), STAGE, 1.0)
    assert seen
    assert all(gradient is None for gradient in seen)


def test_the_generator_learns_without_touching_the_discriminators(trainee: MocoganTrainee):
    def state() -> list[torch.Tensor]:
        parts = trainee.discriminators.parameters()
        return [value.detach().clone() for part in parts for value in (part, part.grad)]

    after_theirs = []
    trainee.sides["discriminators"].optimizer.register_step_post_hook(
        lambda *_: after_theirs.extend(state())
    )
    trainee.step(sliding(), STAGE, 1.0)
    assert after_theirs
    assert all(map(torch.equal, after_theirs, state()))


@pytest.mark.parametrize("term", ["adversarial_image", "adversarial_video", "category"])
def test_each_judge_teaches_content_motion_and_decoder(config: MocoganConfig, term: str):
    trainee = MocoganTrainee(replace(config, weights={term: 1.0}))
    before = _weights(trainee.generator)
    trainee.step(sliding(), STAGE, 1.0)
    moved = {name.split(".")[0] for name in _moved(trainee.generator, before)}
    assert moved == {"encoder", "motion", "decoder"}


def test_a_resumed_trainee_repeats_the_uninterrupted_one(trainee: MocoganTrainee):
    clips = sliding()
    trainee.step(clips, STAGE, 1.0)
    twin = MocoganTrainee(trainee.config)
    twin.resume(deepcopy(trainee.checkpoint()))
    for number in range(3):
        terms = []
        for one in (trainee, twin):
            torch.manual_seed(number)
            terms.append(one.step(clips, STAGE, 1.0))
        assert terms[0] == terms[1]


def test_drawing_learns_nothing_and_draws_each_clip_by_itself(trainee: MocoganTrainee):
    clips = sliding()
    trainee.step(clips, STAGE, 1.0)
    before = deepcopy(trainee.checkpoint()["generator"]["network"])
    frames = trainee.draw(clips)
    assert not frames.requires_grad
    after = trainee.checkpoint()["generator"]["network"]
    assert all(torch.equal(before[name], value) for name, value in after.items())
    alone = Batch(**{name: value[1:] for name, value in vars(clips).items()})
    assert torch.allclose(trainee.draw(alone), frames[4:], atol=1e-5)


def test_a_learning_rate_of_nothing_teaches_nothing(trainee: MocoganTrainee):
    before = _weights(trainee.generator)
    trainee.step(sliding(), STAGE, 0.0)
    assert not _moved(trainee.generator, before)


def test_a_loss_that_is_not_finite_stops_before_anything_is_spoilt(trainee: MocoganTrainee):
    clips = sliding()
    clips.frame[0, 0, 0, 0, 0] = float("nan")
    before = _weights(trainee.generator) | _weights(trainee.discriminators)
    with pytest.raises(MienError, match="not a finite number"):
        trainee.step(clips, STAGE, 1.0)
    now = _weights(trainee.generator) | _weights(trainee.discriminators)
    assert all(torch.equal(now[name], was) for name, was in before.items())
