"""That the shapes which signatures promise are checked while testing, in whatever order."""

from dataclasses import replace

import pytest
import torch
from jaxtyping import TypeCheckError
from networks import batch

from mien.losses.reconstruction import reconstruction
from mien.models.mouth import ellipse


def test_a_loss_refuses_pictures_of_different_sizes():
    with pytest.raises(TypeCheckError):
        reconstruction(torch.zeros(1, 3, 8, 8), torch.zeros(1, 3, 9, 8))


def test_a_model_refuses_landmarks_of_another_number():
    with pytest.raises(TypeCheckError):
        ellipse(torch.zeros(1, 67, 2), 8)


def test_a_batch_refuses_degrees_of_another_number_than_its_frames():
    with pytest.raises(TypeCheckError):
        replace(batch(), degree=torch.zeros(2, 3))
