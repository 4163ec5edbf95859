"""What each of the three networks is shown in a step, and what it is asked for."""

from dataclasses import replace
from typing import NamedTuple

import pytest
import torch
from baselines import HERE, HIERARCHICAL, STAGE, opening
from torch.nn.functional import softplus

from mien.methods.hierarchical.judge import judge_loss
from mien.methods.hierarchical.landmark_lstm import to_fractions
from mien.methods.hierarchical.trainee import HierarchicalTrainee
from mien.tensors import Batch


class Step(NamedTuple):
    """One step of a trainee of one expression, overheard.

    Attributes:
        terms: what the step returned.
        drawn: frames of the image network.
        truth: the true frames that were shown.
        landmarks: theirs.
        judged: arguments and result of each call of the judge.
    """

    terms: dict[str, float]
    drawn: torch.Tensor
    truth: torch.Tensor
    landmarks: torch.Tensor
    judged: list[tuple[torch.Tensor, ...]]


@pytest.fixture
def clips() -> Batch:
    return opening((0,))


@pytest.fixture
def seen(clips: Batch) -> Step:
    trainee = HierarchicalTrainee(HIERARCHICAL, HERE)
    trainee.step(clips, STAGE, 1.0)
    networks = trainee.networks["happy"]
    drawn, judged = [], []
    networks.image.register_forward_hook(lambda _, given, shown: drawn.append((given[2], shown)))
    networks.judge.register_forward_hook(
        lambda _, given, logits: judged.append((*given, logits.detach()))
    )
    terms = trainee.step(clips, STAGE, 1.0)
    ((after, frames),) = drawn
    places = [
        next(k for k in range(4) if torch.equal(points, clips.landmarks[0, k]))
        for points in after[0]
    ]
    return Step(terms, frames[0], clips.frame[0, places], clips.landmarks[0, places], judged)


def test_pictures_are_held_against_the_true_frames_of_their_landmarks(seen: Step) -> None:
    apart = (seen.drawn - seen.truth).detach()
    assert seen.terms["reconstruction"] == pytest.approx(apart.abs().mean().item(), rel=1e-4)
    assert seen.terms["squared"] == pytest.approx(apart.square().mean().item(), rel=1e-4)


def test_the_judge_is_shown_true_and_drawn_pictures_and_true_ones_with_anothers_landmarks(
    seen: Step,
) -> None:
    true, false, mismatched, _ = seen.judged
    assert torch.equal(true[0], seen.truth)
    assert torch.equal(false[0], seen.drawn)
    assert torch.equal(mismatched[0], seen.truth)
    assert not false[0].requires_grad
    assert torch.equal(true[1], seen.landmarks)
    assert torch.equal(false[1], seen.landmarks)
    assert torch.equal(mismatched[1], seen.landmarks.flip(0))
    expected = judge_loss(true[2], false[2], mismatched[2]).item()
    assert seen.terms["judge"] == pytest.approx(expected, rel=1e-4)


def test_the_image_network_is_asked_to_be_taken_for_true(seen: Step) -> None:
    picture, landmarks, logits = seen.judged[-1]
    assert picture.requires_grad
    assert torch.equal(picture, seen.drawn)
    assert torch.equal(landmarks, seen.landmarks)
    expected = softplus(-logits).mean().item()
    assert seen.terms["adversarial"] == pytest.approx(expected, rel=1e-4)


def test_the_judge_learns_to_tell_them_apart(clips: Batch) -> None:
    config = replace(HIERARCHICAL, pictured=4)
    trainee = HierarchicalTrainee(config, HERE)
    losses = [trainee.step(clips, STAGE, 1.0)["judge"] for _ in range(12)]
    assert losses[-1] < losses[0]


def test_the_lstm_is_held_against_the_true_landmarks_in_fractions_of_the_frame(
    clips: Batch,
) -> None:
    trainee = HierarchicalTrainee(HIERARCHICAL, HERE)
    trainee.step(clips, STAGE, 1.0)
    with torch.no_grad():
        told = trainee.networks["happy"].landmarks(to_fractions(clips.portrait_landmarks, 32))
    expected = (told - to_fractions(clips.landmarks, 32)).square().mean().item()
    assert trainee.step(clips, STAGE, 1.0)["landmarks"] == pytest.approx(expected, rel=1e-4)


def test_the_lstm_alone_has_its_gradient_shortened(clips: Batch) -> None:
    trainee = HierarchicalTrainee(replace(HIERARCHICAL, longest=1e-4), HERE)
    lengths: dict[str, float] = {}

    def note(side: str) -> None:
        held = trainee.optimizers[side].param_groups[0]["params"]
        parts = [part.grad.norm() for part in held if part.grad is not None]
        lengths[side] = torch.stack(parts).norm().item()

    for side in ("landmarks", "image"):
        trainee.optimizers[side].register_step_pre_hook(lambda *_, side=side: note(side))
    trainee.step(clips, STAGE, 1.0)
    assert lengths["landmarks"] == pytest.approx(1e-4, rel=0.01)
    assert lengths["image"] > 1e-3


def test_each_side_has_its_own_rate(clips: Batch) -> None:
    trainee = HierarchicalTrainee(replace(HIERARCHICAL, landmark_rate=0.004), HERE)
    trainee.step(clips, STAGE, 0.5)
    rates = {side: one.param_groups[0]["lr"] for side, one in trainee.optimizers.items()}
    assert rates == pytest.approx({"landmarks": 0.002, "image": 0.005, "judge": 0.005})
