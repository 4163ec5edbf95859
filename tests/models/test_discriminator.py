"""The discriminator in both readings of "3 convolution layers"."""

import pytest
import torch
from torch import nn

from mien.config import DiscriminatorConfig
from mien.models.discriminator import Discriminator


@pytest.mark.parametrize(("layers", "convolutions", "field"), [(1, 3, 16), (3, 5, 70)])
def test_a_logit_sees_a_patch_of_the_frame(layers: int, convolutions: int, field: int):
    config = DiscriminatorConfig(layers=layers, width=4, conditional=False)
    discriminator = Discriminator(config).eval()
    found = [part for part in discriminator.modules() if isinstance(part, nn.Conv2d)]
    assert len(found) == convolutions
    picture = torch.randn(1, 3, 128, 128, requires_grad=True)
    logits = discriminator(picture, picture)
    logits[0, 0, logits.shape[2] // 2, logits.shape[3] // 2].backward()
    seen = picture.grad[0].abs().sum(dim=0) > 0
    assert (int(seen.any(dim=1).sum()), int(seen.any(dim=0).sum())) == (field, field)


def test_only_a_conditional_discriminator_looks_at_the_portrait():
    picture, one, other = torch.randn(3, 1, 3, 32, 32)
    plain = Discriminator(DiscriminatorConfig(layers=1, width=4, conditional=False)).eval()
    paired = Discriminator(DiscriminatorConfig(layers=1, width=4)).eval()
    assert torch.equal(plain(picture, one), plain(picture, other))
    assert not torch.equal(paired(picture, one), paired(picture, other))


def test_the_full_one_has_2_77_million_parameters():
    with torch.device("meta"):
        discriminator = Discriminator(DiscriminatorConfig())
    assert sum(part.numel() for part in discriminator.parameters()) == pytest.approx(
        2.77e6, rel=2e-3
    )
