"""How far a drawn frame is from the true one, pixel by pixel."""

from torch import Tensor
from torch.nn.functional import avg_pool2d

from mien.tensors import Masks, Pictures, Scalar


def reconstruction(frame: Pictures, truth: Pictures, weight: Masks | None = None) -> Scalar:
    """L1 distance (the paper's L_r), optionally a weighted mean.

    Args:
        frame: drawn.
        truth: true.
        weight: of each pixel.
    """
    error = (frame - truth).abs()
    if weight is None:
        return error.mean()
    return (error * weight).sum() / (3 * weight.sum())


def gradients(frame: Pictures, truth: Pictures, weight: Masks | None = None) -> Scalar:
    """L1 distance of horizontal and vertical differences: asks for edges as sharp as true ones."""
    rows = reconstruction(
        _down(frame), _down(truth), None if weight is None else weight[..., 1:, :]
    )
    columns = reconstruction(
        _right(frame), _right(truth), None if weight is None else weight[..., 1:]
    )
    return rows + columns


def motion_weight(portrait: Pictures, truth: Pictures, strength: float) -> Masks:
    """1 where the true frame is the portrait, up to 1 + strength where it differs much."""
    change = (truth - portrait).abs().mean(dim=1, keepdim=True)
    return 1 + strength * (4 * avg_pool2d(change, 5, stride=1, padding=2)).clamp(max=1)


def _down(pictures: Tensor) -> Tensor:
    return pictures[..., 1:, :] - pictures[..., :-1, :]


def _right(pictures: Tensor) -> Tensor:
    return pictures[..., 1:] - pictures[..., :-1]
