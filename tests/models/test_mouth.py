"""The mouth's square and its masks."""

import pytest
import torch
from networks import face, pictures

from mien.models.mouth import CROP, between_lips, crop, ellipse, hull, mouth_centre


def test_the_hull_holds_the_mouths_landmarks_and_nothing_else():
    mask = hull(face(1), 32)
    expected = torch.zeros(1, 1, 32, 32)
    expected[..., 20:26, 10:22] = 1
    assert torch.equal(mask, expected)


def test_the_hull_of_any_mouth_is_convex_and_holds_its_landmarks():
    landmarks = torch.rand(20, 68, 2) * 60
    masks = hull(landmarks, 64)
    assert set(masks.unique().tolist()) == {0.0, 1.0}
    x, y = landmarks[:, 48:].round().long().unbind(dim=-1)
    for mask, columns, rows in zip(masks[:, 0], x, y, strict=True):
        assert (mask[rows, columns] == 1).all()
        for line in (*mask, *mask.T):
            (inside,) = line.nonzero(as_tuple=True)
            assert len(inside) == 0 or inside[-1] - inside[0] + 1 == len(inside)
        assert not mask[: rows.min()].any()
        assert not mask[:, columns.max() + 1 :].any()


def test_the_hull_depends_on_the_mouth_alone_and_ends_with_the_frame():
    landmarks = face(1)
    elsewhere = landmarks.clone()
    elsewhere[:, :48] += 100
    assert torch.equal(hull(landmarks, 32), hull(elsewhere, 32))
    outside = landmarks + torch.tensor([16.0, 0.0])
    mask = hull(outside, 32)
    assert torch.equal(mask[..., :26], torch.zeros(1, 1, 32, 26))
    assert mask[..., 20:26, 26:].all()


def test_the_hull_does_not_depend_on_how_landmarks_lie_in_memory():
    landmarks = face(2)
    turned = landmarks.permute(1, 2, 0).contiguous().permute(2, 0, 1)
    assert torch.equal(hull(turned, 32), hull(landmarks, 32))


def test_what_is_between_the_lips_is_the_polygon_of_the_inner_ones_alone():
    landmarks = torch.zeros(1, 68, 2)
    # An upper lip that sags in the middle: the polygon is not convex.
    landmarks[0, 60:] = torch.tensor(
        [[4, 10], [10, 10], [16, 16], [22, 10], [28, 10], [22, 20], [16, 20], [10, 20]]
    )
    mask = between_lips(landmarks, 32)
    assert set(mask.unique().tolist()) == {0.0, 1.0}
    assert mask[0, 0, 12, 9] == mask[0, 0, 18, 16] == 1
    assert mask[0, 0, 12, 16] == mask[0, 0, 9, 16] == mask[0, 0, 22, 16] == 0
    landmarks[:, :60] = 30
    assert torch.equal(between_lips(landmarks, 32), mask)


def test_the_square_lies_round_the_mouth_and_within_the_frame():
    picture = pictures(2)
    landmarks = face(2)
    landmarks[1] += 30
    size = round(CROP * 32)
    first, second = crop(picture, mouth_centre(landmarks))
    assert torch.equal(first, picture[0, :, 16 : 16 + size, 10 : 10 + size])
    assert torch.equal(second, picture[1, :, -size:, -size:])


def test_the_soft_mask_is_one_in_the_middle_and_nothing_far_away():
    mask = ellipse(face(1), 32)
    assert mask[0, 0, 22, 15] == 1
    assert mask.min() == 0
    assert mask.sum().item() == pytest.approx(mask[..., 14:32, 3:29].sum().item())
