"""What an attention mask should be like (GANimation's L_A, Pumarola et al. 2018)."""

from mien.tensors import Masks, Scalar


def saturation(attention: Masks) -> Scalar:
    """Mean of the mask: without this term it goes to 1, where every frame is the portrait.

    Args:
        attention: share of the portrait in each pixel, in [0, 1].
    """
    return attention.mean()


def roughness(attention: Masks) -> Scalar:
    """Sum of the squared differences of neighbouring pixels, averaged over masks.

    Args:
        attention: likewise.
    """
    rows = (attention[..., 1:, :] - attention[..., :-1, :]).square().flatten(1).sum(dim=1)
    columns = (attention[..., 1:] - attention[..., :-1]).square().flatten(1).sum(dim=1)
    return (rows + columns).mean()
