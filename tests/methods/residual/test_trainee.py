"""The adversarial game: who learns from what, and what a step leaves behind."""

from copy import deepcopy
from dataclasses import replace

import pytest
import torch
from networks import PAPER, PYRAMID, batch
from torch import nn

from mien.config import DiscriminatorConfig, ResidualConfig, Stage
from mien.errors import MienError
from mien.losses.landmarks import landmark_error, positions
from mien.methods.residual.trainee import ResidualTrainee
from mien.models.mouth import hull
from mien.tensors import Batch

STAGE = Stage(size=32, steps=1)
OURS = ResidualConfig(
    network=PYRAMID,
    discriminators=DiscriminatorConfig(views=("crop",), width=4, layers=1),
    weights={"reconstruction": 20.0, "gradients": 10.0, "smoothness": 0.02, "adversarial_crop": 1},
    learning_rate=5e-3,
    average=0.9,
    mouth_weight=4.0,
    motion_weight=6.0,
)


@pytest.fixture(params=[PAPER, OURS], ids=["paper", "mien"])
def trainee(request: pytest.FixtureRequest) -> ResidualTrainee:
    return ResidualTrainee(request.param)


def _step(trainee: ResidualTrainee, clips: Batch) -> dict[str, float]:
    return trainee.step(clips, STAGE, 1.0)


def _weights(module: nn.Module) -> dict[str, torch.Tensor]:
    return {name: part.detach().clone() for name, part in module.named_parameters()}


def _moved(module: nn.Module, before: dict[str, torch.Tensor]) -> set[str]:
    now = dict(module.named_parameters())
    return {name for name, was in before.items() if not torch.equal(now[name], was)}


def test_a_step_moves_both_sides_and_reports_every_raw_term(trainee: ResidualTrainee):
    before = _weights(trainee.generator), _weights(trainee.discriminators)
    terms = _step(trainee, batch())
    assert len(_moved(trainee.generator, before[0])) > 0.9 * len(before[0])
    assert _moved(trainee.discriminators, before[1]) == set(before[1])
    views = trainee.config.discriminators.views
    expected = set(trainee.config.weights) | {f"discriminator_{view}" for view in views}
    assert expected <= set(terms)


def test_in_a_head_start_the_discriminators_alone_learn(trainee: ResidualTrainee):
    before, judged = _weights(trainee.generator), _weights(trainee.discriminators)
    clips, stage = batch(), replace(STAGE, head_start=True)
    first = trainee.step(clips, stage, 10.0)
    assert not _moved(trainee.generator, before)
    assert _moved(trainee.discriminators, judged) == set(judged)
    assert set(first) == {f"discriminator_{view}" for view in trainee.config.discriminators.views}
    for _ in range(20):
        last = trainee.step(clips, stage, 10.0)
    assert sum(last.values()) < sum(first.values())


def test_the_discriminators_learn_without_leaving_the_generator_a_gradient(
    trainee: ResidualTrainee,
):
    seen = []
    trainee._optimizers["discriminators"].register_step_pre_hook(
        lambda *_: seen.append([part.grad for part in trainee.generator.parameters()])
    )
    _step(trainee, batch())
    ((*gradients,),) = seen
    assert all(gradient is None for gradient in gradients)


def test_the_generator_learns_without_touching_the_discriminators(trainee: ResidualTrainee):
    def state() -> list[torch.Tensor]:
        return [
            value.clone()
            for part in trainee.discriminators.parameters()
            for value in (part, part.grad)
            if value is not None
        ]

    after_theirs = []
    trainee._optimizers["discriminators"].register_step_post_hook(
        lambda *_: after_theirs.extend(state())
    )
    _step(trainee, batch())
    assert after_theirs
    assert all(map(torch.equal, after_theirs, state()))


def test_an_expression_that_is_not_shown_is_not_taught(trainee: ResidualTrainee):
    angry = _weights(trainee.generator.residuals["angry"])
    happy = _weights(trainee.generator.residuals["happy"])
    _step(trainee, batch(expression=(0, 0)))
    assert not _moved(trainee.generator.residuals["angry"], angry)
    assert _moved(trainee.generator.residuals["happy"], happy)


def test_neighbours_lie_an_increment_away_but_never_outside_the_range():
    trainee = ResidualTrainee(PAPER)
    asked = []
    trainee.generator.register_forward_pre_hook(lambda _, given: asked.append(given))
    _step(trainee, batch(degree=(0.0, 0.05, 0.5, 1.0)))
    ((_, expression, degree),) = asked
    assert expression.tolist() == [0, 1]
    expected = [0, 0.05, 0.5, 1, 0, 0, 0.4, 0.9, 0.1, 0.15, 0.6, 1]
    assert degree.tolist() == [pytest.approx(expected)] * 2


def test_a_clip_that_cannot_move_has_no_discontinuity():
    trainee = ResidualTrainee(replace(PAPER, increment=0.0))
    assert _step(trainee, batch())["continuity"] == 0
    assert _step(ResidualTrainee(PAPER), batch())["continuity"] > 0


def test_each_frames_neighbours_are_its_own():
    """With one clip at a time the terms are those of the clips together, but for BatchNorm."""
    config = replace(PAPER, network=replace(PYRAMID, output="rgb"))
    clips = batch(expression=(0, 0), degree=(0.3, 0.9))
    trainee = ResidualTrainee(config)
    start = deepcopy(trainee.checkpoint())
    together = _step(trainee, clips)
    alone = []
    for clip in (slice(0, 1), slice(1, 2)):
        trainee.resume(deepcopy(start))
        part = Batch(**{name: value[clip] for name, value in vars(clips).items()})
        alone.append(_step(trainee, part))
    for name in ("reconstruction", "continuity"):
        mean = (alone[0][name] + alone[1][name]) / 2
        assert together[name] == pytest.approx(mean, rel=1e-4), name


def test_the_local_discriminator_is_blind_outside_the_mouth():
    clips = batch()
    outside = hull(clips.landmarks.flatten(0, 1), 32).unflatten(0, (2, 2)) == 0
    changed = replace(clips, frame=torch.where(outside, -clips.frame, clips.frame))
    first, second = ResidualTrainee(PAPER), ResidualTrainee(PAPER)
    second.resume(deepcopy(first.checkpoint()))
    seen, unseen = _step(first, clips), _step(second, changed)
    assert seen["discriminator_local"] == unseen["discriminator_local"]
    assert seen["discriminator_global"] != unseen["discriminator_global"]


def test_landmarks_are_asked_of_the_frames_and_not_of_their_neighbours():
    trainee, clips = ResidualTrainee(PAPER), batch()
    emitted = []
    trainee.generator.register_forward_hook(lambda *seen: emitted.append(seen[-1][1].landmarks))
    terms = _step(trainee, clips)
    own = emitted[0].unflatten(0, (2, 3, 2))[:, 0].flatten(0, 1)
    expected = landmark_error(positions(own, 32), clips.landmarks.flatten(0, 1), 32)
    assert terms["landmarks"] == pytest.approx(expected.item(), rel=1e-6)


def test_landmarks_teach_all_but_the_last_layer():
    trainee = ResidualTrainee(replace(PAPER, weights={"landmarks": 1.0}))
    before = _weights(trainee.generator)
    _step(trainee, batch())
    still = set(before) - _moved(trainee.generator, before)
    assert {"decoder.last.weight", "decoder.last.bias"} <= still
    # The finest skip and the norm beside the landmarks' layer come after them.
    assert not {name for name in still if "landmarks" in name}
    assert "base.layers.1.0.weight" not in still


def test_the_papers_networks_all_start_normally_and_ours_as_they_were():
    wide = DiscriminatorConfig(views=("global",), width=32)
    for network, spread in ((PAPER.network, 0.02), (PYRAMID, 0.0255)):
        config = ResidualConfig(network=network, discriminators=wide)
        (judge,) = ResidualTrainee(config).discriminators.values()
        weight = judge.net[2].weight
        assert weight.std().item() == pytest.approx(spread, rel=0.05)


def test_thirty_steps_overfit_one_batch(trainee: ResidualTrainee):
    clips = batch()
    quiet = ResidualTrainee(replace(trainee.config, weights={"reconstruction": 1.0}))
    errors = [_step(quiet, clips)["reconstruction"] for _ in range(30)]
    assert errors[-1] < 0.9 * errors[0]


def test_a_resumed_trainee_repeats_the_uninterrupted_one(trainee: ResidualTrainee):
    clips = batch()
    _step(trainee, clips)
    twin = ResidualTrainee(trainee.config)
    twin.resume(deepcopy(trainee.checkpoint()))
    for _ in range(3):  # a step's own terms do not show what its update did
        assert _step(twin, clips) == _step(trainee, clips)


def test_what_is_shipped_is_the_average_of_the_weights():
    trainee = ResidualTrainee(OURS)
    first = _weights(trainee.generator)
    _step(trainee, batch())
    middle, average = _weights(trainee.generator), _weights(trainee.shipped)
    assert all(map(torch.equal, average.values(), middle.values()))
    assert _moved(trainee.generator, first)
    _step(trainee, batch())
    now, after = _weights(trainee.generator), _weights(trainee.shipped)
    for name, value in after.items():
        expected = 0.9 * average[name] + 0.1 * now[name]
        assert torch.allclose(value, expected, atol=1e-6), name


def test_drawing_learns_nothing_and_draws_each_clip_by_itself(trainee: ResidualTrainee):
    _step(trainee, batch())
    clips, before = batch(), deepcopy(trainee.checkpoint())
    frames = trainee.draw(clips)
    assert not frames.requires_grad
    for name, value in trainee.shipped.state_dict().items():
        key = "generator" if trainee.average is None else "average"
        prefix = "" if trainee.average is None else "module."
        assert torch.equal(before[key][prefix + name], value), name
    alone = Batch(**{name: value[1:] for name, value in vars(clips).items()})
    assert torch.allclose(trainee.draw(alone), frames[2:], atol=1e-5)


def test_a_learning_rate_of_nothing_teaches_nothing(trainee: ResidualTrainee):
    before = _weights(trainee.generator)
    trainee.step(batch(), STAGE, 0.0)
    assert not _moved(trainee.generator, before)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_loss_that_is_not_finite_stops_before_the_generator_is_spoilt(
    trainee: ResidualTrainee, value: float
):
    clips = batch()
    clips.frame[0, 0, 0, 0, 0] = value
    before = _weights(trainee.generator)
    with pytest.raises(MienError, match="not a finite number"):
        _step(trainee, clips)
    assert not _moved(trainee.generator, before)
