"""What the best checkpoint is chosen by."""

from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import Tensor

from mien.errors import MienError
from mien.tensors import Batch, Pictures
from mien.training.validation import validate

SIZE = 176
CPU = torch.device("cpu")


class Between:
    """Draws what lies at a share of the way from the portrait to the truth."""

    def __init__(self, share: float) -> None:
        self.share = share

    def draw(self, batch: Batch) -> Pictures:
        return batch.origin + self.share * (batch.truth - batch.origin)


class Network:
    """Stands in for ST-LPIPS: the squared distance."""

    def __call__(self, pictures: Tensor) -> Tensor:
        return pictures

    def distance(self, one: Tensor, other: Tensor) -> Tensor:
        return (one - other).square().mean(dim=(1, 2, 3))


def _batch(size: int = SIZE) -> Batch:
    torch.manual_seed(0)
    portrait = torch.rand(2, 3, size, size)
    landmarks = torch.rand(2, 2, 68, 2) * size
    return Batch(
        portrait=portrait,
        seen=portrait,
        frame=torch.rand(2, 2, 3, size, size),
        landmarks=landmarks,
        portrait_landmarks=landmarks[:, 0],
        degree=torch.ones(2, 2),
        expression=torch.tensor([1, 0]),
    )


def _figures(share: float, network: Any = None, size: int = SIZE) -> dict[str, float]:
    trainee: Any = Between(share)
    return validate(trainee, [_batch(size)], ("happy", "sad"), CPU, network)


def test_the_unchanged_portrait_scores_1_and_the_truth_0() -> None:
    assert all(value == pytest.approx(1) for value in _figures(0, Network()).values())
    assert all(value == pytest.approx(0, abs=1e-6) for value in _figures(1, Network()).values())


def test_the_score_is_the_mean_over_expressions_and_over_all_other_shares() -> None:
    figures = _figures(0.25, Network())
    assert set(figures) == {"happy", "sad", "mouth", "st_lpips", "mouth_st_lpips", "score"}
    for linear in ("happy", "sad", "mouth"):
        assert figures[linear] == pytest.approx(0.75)
    for squared in ("st_lpips", "mouth_st_lpips"):
        assert figures[squared] == pytest.approx(0.5625)
    assert figures["score"] == pytest.approx((0.75 + 0.75 + 0.5625 + 0.5625) / 4)


@pytest.mark.parametrize(("network", "size"), [(None, SIZE), (Network(), 96)])
def test_without_weights_or_on_small_frames_the_l1_distance_decides(
    network: Network | None, size: int
) -> None:
    figures = _figures(0.25, network, size)
    assert set(figures) == {"happy", "sad", "mouth", "score"}
    assert figures["score"] == pytest.approx(0.75)


def test_what_does_not_move_has_no_share_in_the_score() -> None:
    batch = _batch()
    middle = SIZE / 2 + batch.landmarks / 10
    still = replace(batch, frame=batch.portrait[:, None].repeat(1, 2, 1, 1, 1), landmarks=middle)
    corner = still.frame.clone()
    corner[0, :, :, 0, 0] += 0.5
    figures = validate(Between(0.25), [replace(still, frame=corner)], ("happy", "sad"), CPU)
    assert figures == {"sad": pytest.approx(0.75), "score": pytest.approx(0.75)}
    with pytest.raises(MienError, match="Nothing moves"):
        validate(Between(0.25), [still], ("happy", "sad"), CPU)
