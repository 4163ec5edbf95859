"""The discriminator in both readings of "3 convolution layers"."""

import pytest
import torch
from torch import nn
from torch.nn.functional import avg_pool2d
from torch.optim import Adam

from mien.config import DiscriminatorConfig
from mien.losses.adversarial import discriminator_loss
from mien.models.discriminator import BLUR, CONTRAST, Discriminator, details
from mien.tensors import Pictures

DETAIL = DiscriminatorConfig(layers=1, width=8, detail=True)


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


def test_details_are_what_differs_from_the_mean_round_a_pixel():
    picture = torch.zeros(1, 3, 16, 16)
    picture[..., 8, 8] = 1.0
    found = details(picture + 0.3)
    share = 1 / BLUR**2
    assert found[0, 0, 8, 8].item() == pytest.approx(CONTRAST * (1 - share), rel=1e-4)
    assert found[0, 0, 8, 6].item() == pytest.approx(-CONTRAST * share, rel=1e-4)
    assert found[0, 0, 8, 5].item() == pytest.approx(0, abs=1e-6)
    assert found[0, 0, 0, 0].item() == pytest.approx(0, abs=1e-6)


def test_a_discriminator_of_details_does_not_see_how_bright_a_picture_is():
    picture, portrait = torch.randn(2, 1, 3, 32, 32)
    discriminator = Discriminator(DETAIL)
    brighter = discriminator(picture + 0.5, portrait - 0.2)
    torch.testing.assert_close(brighter, discriminator(picture, portrait), rtol=1e-3, atol=1e-4)


def _left_to_learn(config: DiscriminatorConfig) -> float:
    """Loss after a few steps of telling pictures from the same ones, a little blurred."""
    torch.manual_seed(0)
    discriminator = Discriminator(config)
    optimizer = Adam(discriminator.parameters(), 3e-3)
    for _ in range(30):
        true = _smooth(torch.rand(8, 3, 32, 32))
        drawn = 0.7 * true + 0.3 * _smooth(true)
        loss = discriminator_loss(discriminator(true, true), discriminator(drawn, true))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item()


def _smooth(pictures: Pictures) -> Pictures:
    return avg_pool2d(pictures, 3, stride=1, padding=1)


def test_details_tell_blurred_frames_from_true_ones_where_whole_pictures_do_not():
    whole = DiscriminatorConfig(layers=1, width=8, conditional=False)
    sharp = DiscriminatorConfig(layers=1, width=8, conditional=False, detail=True)
    assert _left_to_learn(sharp) < 1.25 < _left_to_learn(whole)
