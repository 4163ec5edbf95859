import math
from dataclasses import replace

import pytest
import torch
from baselines import HIERARCHICAL
from networks import face

from mien.methods.hierarchical.landmark_lstm import LandmarkLstm, to_fractions, to_pixels

PAPERS = replace(HIERARCHICAL, additive=False)


def test_the_frames_borders_are_minus_one_and_one() -> None:
    corners = torch.zeros(68, 2)
    corners[0], corners[1] = torch.tensor([-0.5, 31.5]), torch.tensor([15.5, 15.5])
    fractions = to_fractions(corners, 32)
    assert fractions[0].tolist() == [-1, 1]
    assert fractions[1].tolist() == [0, 0]
    assert torch.allclose(to_pixels(fractions, 32), corners, atol=1e-5)


@pytest.mark.parametrize("config", [HIERARCHICAL, PAPERS], ids=["additive", "papers"])
def test_one_set_of_landmarks_in_a_sequence_out(config) -> None:
    seen = to_fractions(face(2), 32)
    told = LandmarkLstm(config)(seen)
    assert told.shape == (2, 4, 68, 2)


def test_an_additive_one_starts_as_a_face_that_stands_still() -> None:
    seen = to_fractions(face(1), 32)
    told = LandmarkLstm(HIERARCHICAL)(seen)
    assert torch.equal(told, seen[:, None].expand_as(told))


def test_what_an_additive_one_says_is_added_and_tells_no_more_than_the_frame_is_wide() -> None:
    seen = to_fractions(face(1), 32)
    for said, added in ((0.25, math.tanh(0.25)), (30.0, 1.0)):
        lstm = LandmarkLstm(HIERARCHICAL)
        torch.nn.init.constant_(lstm.tell.bias, said)
        assert torch.allclose(lstm(seen), seen[:, None].expand(-1, 4, -1, -1) + added)


def test_it_sees_the_landmarks_once_and_then_nothing() -> None:
    lstm = LandmarkLstm(PAPERS)
    inputs = []
    lstm.lstm.register_forward_pre_hook(lambda _, given: inputs.append(given[0]))
    lstm(to_fractions(face(2), 32))
    (shown,) = inputs
    assert shown.shape[1] == 1 + 4
    assert shown[:, 0].abs().sum() > 0
    assert (shown[:, 1:] == 0).all()


def test_what_it_says_of_a_step_comes_from_the_steps_before() -> None:
    """Fewer frames are the first of more, and the first comes after a step without input."""
    lstm = LandmarkLstm(PAPERS)
    short = LandmarkLstm(replace(PAPERS, frames=1))
    short.load_state_dict(lstm.state_dict())
    seen = to_fractions(face(2), 32)
    assert torch.allclose(short(seen), lstm(seen)[:, :1], atol=1e-6)
    shown = torch.relu(lstm.look(seen.flatten(1)))[:, None]
    _, state = lstm.lstm(shown)
    after, _ = lstm.lstm(torch.zeros_like(shown), state)
    expected = torch.tanh(lstm.tell(after[:, 0])).unflatten(1, (68, 2))
    assert torch.allclose(lstm(seen)[:, 0], expected, atol=1e-6)
