import pytest
import torch
from baselines import DEGREES
from networks import batch, pictures

from mien.methods.sequence import (
    OwnDegrees,
    at_degrees,
    batch_at_degrees,
    by_expression,
    nearest,
)


def test_a_frames_own_degree_is_the_mean_of_what_it_was_taught_with() -> None:
    own = OwnDegrees(2, 2)
    own.learn(batch(expression=(0, 1), degree=(0.5, 1.0)))
    own.learn(batch(expression=(0, 0), degree=(0.2, 0.4)))
    assert own.of(0).tolist() == pytest.approx([0.3, 0.6])
    assert own.of(1).tolist() == pytest.approx([0.5, 1.0])


def test_before_anything_is_taught_degrees_are_spread_evenly() -> None:
    assert OwnDegrees(1, 4).of(0).tolist() == list(DEGREES)


def test_half_a_sequence_is_no_sequence() -> None:
    with pytest.raises(AssertionError):
        OwnDegrees(2, 4).learn(batch(degree=(0.5, 1.0)))


def test_what_was_counted_is_saved() -> None:
    own, twin = OwnDegrees(2, 2), OwnDegrees(2, 2)
    own.learn(batch(degree=(0.1, 0.9)))
    twin.load_state_dict(own.state_dict())
    assert torch.equal(twin.of(1), own.of(1))
    assert twin.of(1).tolist() == pytest.approx([0.1, 0.9])


def test_a_degree_takes_the_nearest_frame_and_the_weaker_of_two() -> None:
    asked = torch.tensor([0.0, 0.1, 0.125, 0.2, 0.5, 0.63, 0.9, 1.0])
    own = torch.tensor([0.25, 0.5, 0.75])
    assert nearest(asked, own).tolist() == [0, 0, 0, 1, 2, 3, 3, 3]


def test_degree_zero_is_the_portrait_itself() -> None:
    portrait, sequence = pictures(), pictures(2)
    shown = at_degrees(portrait, sequence, torch.tensor([0.5, 1.0]), torch.tensor([0.0, 0.6, 0.9]))
    assert torch.equal(shown, torch.stack([portrait, sequence[0], sequence[1]]))


def test_every_clip_of_a_batch_is_answered_by_its_own_sequence_and_degrees() -> None:
    clips = batch(expression=(1, 0), degree=(0.4, 0.0))
    own = OwnDegrees(2, 2)
    own.learn(batch(expression=(1,), degree=(0.2, 0.4)))
    sequences = pictures(2, 2)
    shown = batch_at_degrees(clips, sequences, own)
    expected = [sequences[0, 1], clips.portrait[0], sequences[1, 0], clips.portrait[1]]
    assert torch.equal(shown, torch.stack(expected))


def test_parts_by_expression_are_the_batch_and_know_where_they_stood() -> None:
    clips = batch(expression=(1, 0, 1))
    parts = {expression: (rows, part) for expression, rows, part in by_expression(clips)}
    assert {key: rows.tolist() for key, (rows, _) in parts.items()} == {0: [1], 1: [0, 2]}
    for expression, (rows, part) in parts.items():
        assert (part.expression == expression).all()
        assert torch.equal(part.frame, clips.frame[rows])
        assert torch.equal(part.portrait_landmarks, clips.portrait_landmarks[rows])
