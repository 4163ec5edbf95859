"""What is rehearsed, and what it is good for."""

from dataclasses import replace

import torch
from networks import PYRAMID, batch

from mien.config import ResidualConfig, Stage
from mien.methods.residual.rehearsal import Rehearsal
from mien.methods.residual.trainee import ResidualTrainee
from mien.tensors import Batch, Pictures

OURS = ResidualConfig(network=PYRAMID, weights={"reconstruction": 1.0}, learning_rate=5e-3)


def _brighter(asked: Batch) -> Pictures:
    """A first network that adds to the portrait what it is asked for."""
    much = asked.degree.flatten() + asked.expression.repeat_interleave(asked.degree.shape[1])
    return asked.origin + much[:, None, None, None]


def test_a_batch_keeps_its_clips_and_gains_as_many_that_the_first_network_draws() -> None:
    clips = batch()
    longer = Rehearsal(_brighter, torch.tensor([4, 7])).extended(clips)
    assert torch.equal(longer.frame[:2], clips.frame)
    assert torch.equal(longer.degree[:2], clips.degree)
    assert torch.equal(longer.portrait[2:], clips.portrait)
    assert set(longer.expression[2:].tolist()) <= {4, 7}
    assert torch.equal(longer.landmarks[2:, 0], clips.portrait_landmarks)
    rehearsed = Batch(**{name: part[2:] for name, part in vars(longer).items()})
    assert torch.equal(rehearsed.truth, _brighter(rehearsed))


def test_every_known_expression_and_all_degrees_are_rehearsed() -> None:
    rehearsal = Rehearsal(_brighter, torch.tensor([0, 2]))
    some = [rehearsal.extended(batch()) for _ in range(20)]
    assert {place for one in some for place in one.expression[2:].tolist()} == {0, 2}
    degrees = torch.cat([one.degree[2:].flatten() for one in some])
    assert degrees.min() < 0.2
    assert degrees.max() > 0.8


def test_rehearsal_holds_what_learning_on_would_forget() -> None:
    drift = {}
    for rehearses in (False, True):
        torch.manual_seed(3)
        trainee = ResidualTrainee(OURS)
        old = batch(expression=(0, 0))
        before = trainee.draw(old)
        if rehearses:
            trainee.rehearse(OURS.expressions[:1])
        for _ in range(12):
            new = replace(old, expression=torch.tensor([1, 1]), frame=-old.frame)
            trainee.step(new, Stage(size=32, steps=1), 1.0)
        drift[rehearses] = (trainee.draw(old) - before).abs().mean()
    assert drift[True] < 0.5 * drift[False]
