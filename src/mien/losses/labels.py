"""What a discriminator reads off a picture or a clip, against what was asked for."""

from torch.nn.functional import cross_entropy, mse_loss

from mien.tensors import Expression, Scalar, Vectors


def category_loss(logits: Vectors, expression: Expression) -> Scalar:
    """-log Q(expression | clip), averaged over clips (MoCoGAN's L_I, Tulyakov et al. 2018).

    Args:
        logits: (clips, expressions).
        expression: of each clip.
    """
    return cross_entropy(logits, expression)


def condition_loss(read: Vectors, asked: Vectors) -> Scalar:
    """Mean squared error of a condition (GANimation's L_y, Pumarola et al. 2018).

    Args:
        read: (pictures, units), what the critic's head reads.
        asked: what the picture shows, or shall show.
    """
    return mse_loss(read, asked)
