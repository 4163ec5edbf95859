"""What ConvLSTM learns from."""

import pytest
import torch
from baselines import CONVLSTM, HERE, STAGE, opening

from mien.methods.convlstm.trainee import ConvLstmTrainee
from mien.methods.sequence import by_expression


def test_every_frame_of_a_sequence_is_held_against_the_true_one() -> None:
    trainee, clips = ConvLstmTrainee(CONVLSTM, HERE), opening((0, 1, 0))
    trainee.step(clips, STAGE, 1.0)
    drawn = torch.empty_like(clips.frame)
    for expression, rows, part in by_expression(clips):
        drawn[rows] = trainee.sequences(CONVLSTM.expressions[expression], part).detach()
    terms = trainee.step(clips, STAGE, 1.0)
    apart = drawn - clips.frame
    assert terms["reconstruction"] == pytest.approx(apart.abs().mean().item(), rel=1e-4)
    assert terms["squared"] == pytest.approx(apart.square().mean().item(), rel=1e-4)


def test_an_expressions_sequence_is_drawn_by_its_own_network() -> None:
    trainee, clips = ConvLstmTrainee(CONVLSTM, HERE), opening()
    trainee.step(clips, STAGE, 1.0)
    for name in CONVLSTM.expressions:
        assert torch.equal(trainee.sequences(name, clips), trainee.networks[name](clips.seen))
