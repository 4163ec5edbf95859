"""Stages in which some weights learn alone."""

from dataclasses import replace

from networks import PYRAMID, batch

from mien.config import ResidualConfig, Stage
from mien.methods.residual.trainee import ResidualTrainee

OURS = ResidualConfig(
    network=replace(PYRAMID, teeth=True),
    weights={"reconstruction": 20.0, "mouth": 1.0},
    learning_rate=5e-3,
)
TEETH = "decoder.teeth."


def _moved(trainee: ResidualTrainee, stage: Stage) -> set[str]:
    """Names of the weights that a step changes."""
    before = {name: weight.detach().clone() for name, weight in _weights(trainee).items()}
    terms = trainee.step(batch(), stage, 1.0)
    assert set(terms) >= set(OURS.weights)
    return {name for name, weight in _weights(trainee).items() if (weight != before[name]).any()}


def _weights(trainee: ResidualTrainee) -> dict:
    return dict(trainee.generator.named_parameters())


def test_a_stage_may_let_some_weights_learn_alone_and_the_next_all():
    trainee = ResidualTrainee(OURS)
    alone = _moved(trainee, Stage(size=32, steps=1, learnt=TEETH))
    assert alone
    assert all(name.startswith(TEETH) for name in alone)
    assert len(_moved(trainee, Stage(size=32, steps=1))) > 0.9 * len(_weights(trainee))


def test_what_is_frozen_for_the_whole_run_does_not_learn_in_a_stage_either():
    trainee = ResidualTrainee(OURS)
    trainee.learn_only(("happy",))
    moved = _moved(trainee, Stage(size=32, steps=1))
    assert moved
    assert all(name.startswith("residuals.happy.") for name in moved)


def test_teeth_stay_as_they_are_where_expressions_are_rehearsed():
    trainee = ResidualTrainee(OURS)
    trainee.rehearse(OURS.expressions[:1])
    moved = _moved(trainee, Stage(size=32, steps=1))
    assert {name.partition(".")[0] for name in moved} == {"base", "residuals", "decoder"}
    assert not any(name.startswith(TEETH) for name in moved)
