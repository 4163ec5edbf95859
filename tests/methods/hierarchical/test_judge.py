import pytest
import torch
from networks import face, pictures
from torch.nn.functional import softplus

from mien.methods.hierarchical.judge import Judge, judge_loss


def test_it_judges_patches_of_sixteen_pixels() -> None:
    assert Judge(4, 1 / 16)(pictures(3), face(3)).shape == (3, 1, 2, 2)


def test_it_looks_at_the_picture_and_at_where_its_landmarks_are_said_to_lie() -> None:
    judge, picture, points = Judge(4, 1 / 16), pictures(1), face(1)
    logits = judge(picture, points)
    assert not torch.allclose(logits, judge(-picture, points))
    assert not torch.allclose(logits, judge(picture, points + 5))


def test_wrong_pictures_and_wrong_landmarks_share_one_side_of_the_loss() -> None:
    true, drawn, mismatched = (torch.full((2, 1, 1, 1), value) for value in (0.5, -1.0, 2.0))
    expected = softplus(torch.tensor([-0.5, -1.0, 2.0])) @ torch.tensor([1, 0.5, 0.5])
    assert judge_loss(true, drawn, mismatched).item() == pytest.approx(expected.item())
