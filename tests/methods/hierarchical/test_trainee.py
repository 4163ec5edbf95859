"""Two levels: which learns from what, and how they meet."""

from dataclasses import replace

import pytest
import torch
from baselines import HERE, HIERARCHICAL, STAGE, opening
from torch import nn

from mien.losses.perceptual import VggFeatures
from mien.methods.hierarchical.landmark_lstm import to_pixels
from mien.methods.hierarchical.trainee import HierarchicalTrainee

QUIET = replace(HIERARCHICAL, weights={"landmarks": 1.0, "reconstruction": 1.0})


def weights(module: nn.Module, part: str) -> dict[str, torch.Tensor]:
    return {
        name: value.detach().clone()
        for name, value in module.named_parameters()
        if f".{part}." in name
    }


def same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    return all(torch.equal(one[name], other[name]) for name in one)


@pytest.mark.parametrize(
    ("weighed", "learns"),
    [
        ({"landmarks": 1.0, "reconstruction": 0.0, "squared": 1e-9}, "landmarks"),
        ({"landmarks": 1e-9, "reconstruction": 1.0}, "image"),
    ],
)
def test_each_level_learns_from_its_own_loss(weighed: dict[str, float], learns: str) -> None:
    """RMSprop and Adam hide a gradient's size: what has hardly a weight has hardly a gradient."""
    trainee = HierarchicalTrainee(replace(HIERARCHICAL, weights=weighed), HERE)
    trainee.step(opening(), STAGE, 1.0)
    trainee.step(opening(), STAGE, 1.0)
    size = {
        part: max(
            value.grad.abs().max().item()
            for name, value in trainee.networks.named_parameters()
            if f".{part}." in name and value.grad is not None
        )
        for part in ("landmarks", "image")
    }
    other = {"landmarks": "image", "image": "landmarks"}[learns]
    assert size[learns] > 1e3 * size[other]


def test_no_picture_teaches_the_landmarks_and_no_landmark_error_the_pictures() -> None:
    """Other pictures leave the LSTM as it was taught; other predictions leave the pictures."""
    clips = opening()
    first, second = (HierarchicalTrainee(QUIET, HERE) for _ in range(2))
    second.resume(first.checkpoint())
    with torch.no_grad():
        for networks in second.networks.values():
            networks.landmarks.tell.bias.add_(0.3)
    predicting = weights(first.networks, "landmarks")
    for trainee in (first, second):
        torch.manual_seed(1)
        trainee.step(clips, STAGE, 1.0)
    assert same(weights(first.networks, "image"), weights(second.networks, "image"))
    assert not same(weights(first.networks, "landmarks"), predicting)

    third = HierarchicalTrainee(QUIET, HERE)
    third.networks.load_state_dict(first.networks.state_dict())
    fourth = HierarchicalTrainee(QUIET, HERE)
    fourth.networks.load_state_dict(first.networks.state_dict())
    third.step(clips, STAGE, 1.0)
    fourth.step(replace(clips, frame=-clips.frame), STAGE, 1.0)
    assert same(weights(third.networks, "landmarks"), weights(fourth.networks, "landmarks"))


def test_drawing_feeds_predicted_landmarks_to_the_pictures() -> None:
    trainee, clips = HierarchicalTrainee(QUIET, HERE), opening((0,))
    given = []
    networks = trainee.networks["happy"]
    networks.image.register_forward_pre_hook(lambda _, arguments: given.append(arguments))
    bias = torch.linspace(-0.2, 0.2, 136)
    with torch.no_grad():
        networks.landmarks.tell.bias.copy_(bias)
    trainee.draw(clips)
    ((_, before, after),) = given
    assert torch.equal(before, clips.portrait_landmarks)
    moved = to_pixels(torch.tanh(bias).unflatten(0, (68, 2)), 32) - to_pixels(
        torch.zeros(68, 2), 32
    )
    assert torch.allclose(after - before[:, None], moved.expand(1, 4, -1, -1), atol=1e-4)


def test_true_landmarks_are_not_looked_at_when_it_draws() -> None:
    trainee, clips = HierarchicalTrainee(HIERARCHICAL, HERE), opening()
    for _ in range(2):
        trainee.step(clips, STAGE, 1.0)
    other = replace(clips, landmarks=clips.landmarks + 5, frame=-clips.frame)
    assert torch.equal(trainee.draw(clips), trainee.draw(other))


def test_the_image_network_learns_true_landmarks_of_some_frames() -> None:
    trainee, clips = HierarchicalTrainee(QUIET, HERE), opening((0,))
    given = []
    trainee.networks["happy"].image.register_forward_pre_hook(
        lambda _, arguments: given.append(arguments[2])
    )
    seen = set()
    for _ in range(8):
        trainee.step(clips, STAGE, 1.0)
    for after in given:
        assert after.shape[1] == HIERARCHICAL.pictured
        for points in after[0]:
            (place,) = [k for k in range(4) if torch.equal(points, clips.landmarks[0, k])]
            seen.add(place)
    assert seen == {0, 1, 2, 3}


def test_the_judge_learns_without_leaving_the_image_network_a_gradient() -> None:
    trainee, seen = HierarchicalTrainee(HIERARCHICAL, HERE), []
    image = [value for name, value in trainee.networks.named_parameters() if ".image." in name]
    trainee.optimizers["judge"].register_step_pre_hook(
        lambda *_: seen.append([part.grad for part in image])
    )
    before = weights(trainee.networks, "judge")
    terms = trainee.step(opening(), STAGE, 1.0)
    assert {"judge", "adversarial"} <= set(terms)
    assert all(gradient is None for gradient in seen[0])
    assert not same(before, weights(trainee.networks, "judge"))


def test_without_a_weight_nothing_is_judged_and_no_features_are_looked_up() -> None:
    trainee = HierarchicalTrainee(QUIET, HERE)
    before = weights(trainee.networks, "judge")
    terms = trainee.step(opening(), STAGE, 1.0)
    assert set(terms) == {"landmarks", "reconstruction", "squared"}
    assert same(before, weights(trainee.networks, "judge"))


def test_features_are_compared_on_halved_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []
    features = VggFeatures(("conv1_2",), widths=(2, 2, 2, 2))
    features.register_forward_pre_hook(lambda _, given: shown.append(given[0].shape))
    monkeypatch.setattr(VggFeatures, "find", lambda layers: features)
    noisy = replace(QUIET, weights={**QUIET.weights, "perceptual": 1.0})
    trainee = HierarchicalTrainee(noisy, HERE)
    terms = trainee.step(opening((0,)), STAGE, 1.0)
    assert terms["perceptual"] > 0
    assert set(shown) == {(HIERARCHICAL.pictured, 3, 16, 16)}
