"""The two sides of the adversarial game (the paper's Equations 3 and 4), on logits."""

from torch.nn.functional import softplus

from mien.tensors import Logits, Scalar


def discriminator_loss(true: Logits, drawn: Logits) -> Scalar:
    """-log D(true) - log(1 - D(drawn)), averaged over patches."""
    return softplus(-true).mean() + softplus(drawn).mean()


def generator_loss(drawn: Logits) -> Scalar:
    """-log D(drawn): the generator's side in its non-saturating form."""
    return softplus(-drawn).mean()
