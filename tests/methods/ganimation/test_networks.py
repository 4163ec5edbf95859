"""Attention, colour, and a critic that reads the condition."""

import pytest
import torch
from networks import pictures
from torch import nn

from mien.methods.ganimation.config import GanimationConfig
from mien.methods.ganimation.networks import GanimationCritic, GanimationGenerator, attend
from mien.methods.ganimation.units import units_of


@pytest.fixture
def generator(config: GanimationConfig) -> GanimationGenerator:
    generator = GanimationGenerator(config).eval()
    for part in generator.modules():  # as far from the start's small weights as training goes
        if isinstance(part, nn.Conv2d):
            nn.init.normal_(part.weight, std=0.2)
    return generator


def _condition(config: GanimationConfig, count: int) -> torch.Tensor:
    return torch.rand(count, len(units_of(config.expressions)))


def test_a_frame_is_the_portrait_where_attention_is_one_and_the_colour_where_it_is_zero():
    portrait, colour = pictures(2), pictures(2)
    one, zero = torch.ones(2, 1, 32, 32), torch.zeros(2, 1, 32, 32)
    assert torch.equal(attend(portrait, one, colour).frame, portrait)
    assert torch.equal(attend(portrait, zero, colour).frame, colour)
    mixed = attend(portrait, one * 0.25, colour).frame
    assert torch.allclose(mixed, 0.25 * portrait + 0.75 * colour)


def test_the_generators_frame_is_made_of_its_two_masks(
    generator: GanimationGenerator, config: GanimationConfig
):
    portrait = pictures(2)
    drawn = generator(portrait, _condition(config, 2))
    expected = drawn.attention * portrait + (1 - drawn.attention) * drawn.colour
    assert torch.equal(drawn.frame, expected)
    assert drawn.attention.shape == (2, 1, 32, 32)
    assert ((drawn.attention > 0) & (drawn.attention < 1)).all()
    assert drawn.colour.abs().max() <= 1


def test_an_attention_that_is_certain_leaves_the_portrait_bit_for_bit(
    generator: GanimationGenerator, config: GanimationConfig
):
    nn.init.zeros_(generator.attention.weight)
    nn.init.constant_(generator.attention.bias, 200.0)
    portrait = pictures(1)
    assert torch.equal(generator(portrait, _condition(config, 1)).frame, portrait)


def test_the_condition_reaches_every_frame_and_each_its_own(
    generator: GanimationGenerator, config: GanimationConfig
):
    portrait = pictures(1).expand(2, -1, -1, -1)
    conditions = _condition(config, 2)
    together = generator(portrait, conditions).frame
    alone = torch.cat([generator(portrait[:1], row[None]).frame for row in conditions])
    assert torch.allclose(together, alone, atol=1e-5)
    assert not torch.allclose(together[0], together[1], atol=1e-3)


def test_pictures_of_a_batch_do_not_mix_while_it_learns(
    generator: GanimationGenerator, config: GanimationConfig
):
    generator.train()
    portraits, conditions = pictures(2), _condition(config, 2)
    together = generator(portraits, conditions).frame
    assert torch.allclose(generator(portraits[:1], conditions[:1]).frame, together[:1], atol=1e-5)


def test_a_residual_block_adds_to_what_it_is_given(generator: GanimationGenerator):
    (block,) = [part for part in generator.trunk if hasattr(part, "layers")]
    maps = torch.rand(1, 16, 8, 8)
    assert not torch.equal(block(maps), maps)
    nn.init.zeros_(block.layers[-1].weight)
    assert torch.equal(block(maps), maps)


def test_every_unit_is_a_plane_of_its_own(generator: GanimationGenerator, config: GanimationConfig):
    given = []
    generator.trunk.register_forward_pre_hook(lambda _, shown: given.append(shown[0]))
    portrait, condition = pictures(1), _condition(config, 1)
    generator(portrait, condition)
    (stack,) = given
    assert torch.equal(stack[:, :3], portrait)
    for plane, value in zip(stack[0, 3:], condition[0], strict=True):
        assert (plane == value).all()


def test_the_critic_scores_patches_and_reads_as_many_units_as_there_are(config: GanimationConfig):
    critic = GanimationCritic(config)
    shown = pictures(3)
    read = critic(shown)
    assert read.scores.shape == (3, 1, 2, 2)
    assert read.condition.shape == (3, len(units_of(config.expressions)))
    # The penalty is on each picture alone: no layer may mix those of a batch.
    assert torch.allclose(critic(shown[:1]).scores, read.scores[:1], atol=1e-6)
