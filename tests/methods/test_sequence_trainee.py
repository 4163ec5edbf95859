"""What holds for every method that learns sequences with networks per expression."""

from copy import deepcopy
from dataclasses import replace

import pytest
import torch
from baselines import CONVLSTM, HERE, HIERARCHICAL, STAGE, opening
from torch import nn

from mien.errors import MienError
from mien.methods.convlstm.trainee import ConvLstmTrainee
from mien.methods.hierarchical.trainee import HierarchicalTrainee
from mien.methods.method import Workplace
from mien.methods.registry import find_method
from mien.methods.sequence_trainee import SequenceTrainee
from mien.protocols import Trainee
from mien.tensors import Batch

KINDS = {
    "convlstm": (ConvLstmTrainee, CONVLSTM),
    "hierarchical": (HierarchicalTrainee, HIERARCHICAL),
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


def make(kind: str, place: Workplace = HERE, **changes: object) -> SequenceTrainee:
    trainee, config = KINDS[kind]
    return trainee(replace(config, **changes), place)


def step(trainee: SequenceTrainee, clips: Batch) -> dict[str, float]:
    torch.manual_seed(0)
    return trainee.step(clips, STAGE, 1.0)


def weights(module: nn.Module) -> dict[str, torch.Tensor]:
    return {name: part.detach().clone() for name, part in module.named_parameters()}


def moved(module: nn.Module, before: dict[str, torch.Tensor]) -> set[str]:
    now = dict(module.named_parameters())
    return {name for name, was in before.items() if not torch.equal(now[name], was)}


def test_it_is_a_trainee_that_the_registry_makes(kind: str) -> None:
    trainee = find_method(kind).trainee(KINDS[kind][1], HERE)
    assert isinstance(trainee, KINDS[kind][0])
    assert isinstance(trainee, Trainee)


@pytest.mark.slow
def test_one_batch_is_learnt_and_mouths_begin_to_open(kind: str) -> None:
    trainee, clips = make(kind), opening()
    assert torch.allclose(trainee.draw(clips), clips.origin, atol=1e-6), "it starts as the photo"
    losses = []
    for number in range(60):
        torch.manual_seed(number % 4)  # chooses the frames that the image network is shown
        losses.append(trainee.step(clips, STAGE, 1.0)["reconstruction"])
    assert losses[56] < 0.7 * losses[0]
    drawn = trainee.draw(clips)
    still = (clips.origin - clips.truth).abs().mean()
    assert (drawn - clips.truth).abs().mean() < 0.6 * still
    below = drawn.unflatten(0, (2, 4))[..., 24:28, 10:22].mean(dim=(0, 2, 3, 4))
    assert (below.diff() < -0.05).all(), "the mouth sinks from frame to frame"


def test_a_resumed_trainee_repeats_the_uninterrupted_one(kind: str) -> None:
    clips, trainee = opening(), make(kind)
    step(trainee, clips)
    twin = make(kind)
    twin.resume(deepcopy(trainee.checkpoint()))
    for _ in range(3):  # a step's own terms do not show what its update did
        assert step(twin, clips) == step(trainee, clips)
    assert torch.equal(twin.draw(clips), trainee.draw(clips))


@pytest.mark.parametrize(
    ("place", "shown", "other"), [(0, "happy", "angry"), (1, "angry", "happy")]
)
def test_an_expression_that_is_not_shown_is_not_taught(
    kind: str, place: int, shown: str, other: str
) -> None:
    trainee = make(kind)
    step(trainee, opening())  # momentum must not move it either
    before = {name: weights(trainee.networks[name]) for name in (shown, other)}
    step(trainee, opening((place, place)))
    assert not moved(trainee.networks[other], before[other])
    assert len(moved(trainee.networks[shown], before[shown])) > 0.9 * len(before[shown])


def test_frames_take_the_degrees_that_they_were_taught_with(kind: str) -> None:
    trainee, degrees = make(kind), torch.tensor([[0.1, 0.2, 0.4, 0.9], [0.3, 0.4, 0.5, 0.6]])
    for share in (1.0, 0.5):
        step(trainee, replace(opening(), degree=share * degrees))
    for place in (0, 1):
        assert torch.allclose(trainee.own.of(place), 0.75 * degrees[place])


def test_a_stages_weights_replace_those_of_the_settings(kind: str) -> None:
    only = {"landmarks": 1.0, "reconstruction": 0.0, "squared": 1.0, "adversarial": 0.0}
    start, clips = make(kind).checkpoint(), opening()

    def taught(stage: dict[str, float], **own: object) -> dict[str, torch.Tensor]:
        trainee = make(kind, **own)
        trainee.resume(deepcopy(start))
        torch.manual_seed(1)
        trainee.step(clips, replace(STAGE, weights=stage), 1.0)
        return weights(trainee.networks)

    plain, staged, settings = taught({}), taught(only), taught({}, weights=only)
    assert all(torch.equal(staged[name], value) for name, value in settings.items())
    assert not all(torch.equal(staged[name], value) for name, value in plain.items())


def test_clips_of_both_expressions_count_alike(kind: str) -> None:
    """The terms of a batch are the mean over its clips, whichever expression they show."""
    start, clips = make(kind, weights={"landmarks": 1.0, "reconstruction": 1.0}), opening((0, 1, 1))
    state = deepcopy(start.checkpoint())
    together = step(start, clips)["reconstruction"]
    alone = []
    for row in range(3):
        start.resume(deepcopy(state))
        part = Batch(**{name: value[row : row + 1] for name, value in vars(clips).items()})
        alone.append(step(start, part)["reconstruction"])
    assert together == pytest.approx(sum(alone) / 3, rel=1e-5)


def test_drawing_learns_nothing_and_draws_each_clip_by_itself(kind: str) -> None:
    trainee, clips = make(kind), opening((0, 1, 0))
    step(trainee, clips)
    step(trainee, clips)
    before = deepcopy(trainee.checkpoint())
    frames = trainee.draw(clips).unflatten(0, (3, 4))
    assert not frames.requires_grad
    for name, value in before["networks"].items():
        assert torch.equal(trainee.networks.state_dict()[name], value), name
    for row in range(3):
        alone = Batch(**{name: value[row : row + 1] for name, value in vars(clips).items()})
        assert torch.allclose(trainee.draw(alone), frames[row], atol=1e-5)


def test_a_degree_is_drawn_as_the_frame_that_was_taught_with_it(kind: str) -> None:
    trainee, clips = make(kind), opening()
    for _ in range(3):
        step(trainee, clips)
    frames = trainee.draw(clips).unflatten(0, (2, 4))
    asked = replace(clips, degree=torch.tensor([[1.0, 0.0, 0.3, 0.52]] * 2))
    drawn = trainee.draw(asked).unflatten(0, (2, 4))
    assert torch.equal(drawn[:, [0, 2, 3]], frames[:, [3, 0, 1]])
    assert torch.equal(drawn[:, 1], clips.portrait)


def test_a_learning_rate_of_nothing_teaches_nothing(kind: str) -> None:
    trainee = make(kind)
    before = weights(trainee.networks)
    trainee.step(opening(), STAGE, 0.0)
    assert not moved(trainee.networks, before)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_loss_that_is_not_finite_stops_before_pictures_are_spoilt(
    kind: str, value: float
) -> None:
    trainee, clips = make(kind), opening()
    clips.frame[0, :, 0, 0, 0] = value
    part = "" if kind == "convlstm" else "image."
    before = weights(trainee.networks)
    with pytest.raises(MienError, match="not a finite number"):
        step(trainee, clips)
    assert not {name for name in moved(trainee.networks, before) if f".{part}" in name}


def test_bfloat16_learns_nearly_the_same(kind: str) -> None:
    reduced = Workplace(device=HERE.device, precision=torch.bfloat16)
    full, half = make(kind), make(kind, reduced)
    half.resume(deepcopy(full.checkpoint()))
    clips = opening()
    exact, rough = step(full, clips), step(half, clips)
    assert rough == pytest.approx(exact, rel=0.05, abs=1e-4)


def test_batches_are_not_shared_among_processes(kind: str) -> None:
    place = replace(HERE, distributed=True)
    with pytest.raises(MienError, match=f"'{kind}' cannot share .* without torchrun"):
        make(kind, place)
