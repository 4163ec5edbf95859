"""What a flow and an opacity should be like, whatever they draw."""

from mien.tensors import Flow, Masks, Scalar


def smoothness(flow: Flow) -> Scalar:
    """Mean absolute difference of neighbouring displacements, in hundredths of the side."""
    rows = (flow[..., 1:, :] - flow[..., :-1, :]).abs().mean()
    columns = (flow[..., 1:] - flow[..., :-1]).abs().mean()
    return 100 * (rows + columns)


def opaqueness(opacity: Masks) -> Scalar:
    """Mean opacity: the photo's own pixels are to be used wherever they will do."""
    return opacity.mean()
