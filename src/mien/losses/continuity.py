"""Temporal continuity (the paper's Equation 5)."""

from torch.nn.functional import l1_loss

from mien.tensors import Pictures, Scalar


def continuity(frame: Pictures, before: Pictures, after: Pictures) -> Scalar:
    """Mean absolute change from a frame to its neighbours at degrees a - da and a + da."""
    return l1_loss(frame, before) + l1_loss(frame, after)
