"""What the parts of a composition should be like, beside the frame that they make."""

from mien.tensors import Flow, Masks, Pictures, Scalar


def smoothness(flow: Flow) -> Scalar:
    """Mean absolute difference of neighbouring displacements, in hundredths of the side."""
    rows = (flow[..., 1:, :] - flow[..., :-1, :]).abs().mean()
    columns = (flow[..., 1:] - flow[..., :-1]).abs().mean()
    return 100 * (rows + columns)


def opaqueness(opacity: Masks) -> Scalar:
    """Mean opacity: the photo's own pixels are to be used wherever they will do."""
    return opacity.mean()


def unexplained(colour: Pictures, warped: Pictures, truth: Pictures, mouth: Masks) -> Scalar:
    """L1 distance of the colour from the truth, weighted by how far the warped portrait is from it.

    Where the opacity is still 0 the frame teaches the colour nothing, and a wrong colour keeps the
    opacity at 0: without this term mouths stay closed for thousands of steps.

    Args:
        colour: in [-1, 1].
        warped: the portrait moved by the flow; it gets no gradient.
        truth: the true frame.
        mouth: where an error counts eleven times as much as elsewhere.
    """
    missed = (warped - truth).abs().mean(dim=1, keepdim=True).detach()
    weight = missed * (0.1 + mouth)
    error = (colour - truth).abs()
    return (error * weight).sum() / (3 * weight.sum()).clamp(min=1e-6)


def revealed(rise: Masks, warped: Pictures, truth: Pictures, mouth: Masks, inside: Masks) -> Scalar:
    """Squared distance, near the mouth, of the opacity from 1 where no flow can tell the truth.

    That is between the lips, and where the warped portrait misses the true frame by .3 or more;
    below .1 it is 0. Squared, because as long as the network cannot tell where the mouth will
    open, the absolute distance is least for a mouth that never does. Between the lips whatever the
    warped portrait looks like: a lip that is stretched and darkened comes near enough to the
    inside of a mouth to keep the opacity half-way, and is neither.

    Args:
        rise: the opacity before it is cut off at 0, in [-1, 1]; so it can be lifted from below.
        warped: the portrait moved by the flow; it gets no gradient.
        truth: the true frame.
        mouth: where the opacity is judged.
        inside: where the true frame shows what is between the lips.
    """
    missed = (warped - truth).abs().mean(dim=1, keepdim=True).detach()
    wanted = (5 * missed - 0.5).clamp(0, 1).maximum(inside)
    return ((rise - wanted).square() * mouth).sum() / mouth.sum().clamp(min=1e-6)
