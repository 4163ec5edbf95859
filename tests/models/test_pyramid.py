"""Our network: a core that can be trained alone, and a layer of detail."""

from dataclasses import replace

import torch
from networks import PYRAMID, pictures
from torch import nn
from torch.nn.functional import avg_pool2d, interpolate
from torch.testing import assert_close

from mien.models.pyramid import PyramidDecoder, PyramidEncoder


def test_the_core_sees_a_portrait_at_half_its_size_as_it_sees_a_small_one():
    encoder = PyramidEncoder(PYRAMID)
    portrait = pictures(1)
    detail, *core = encoder(portrait)
    assert detail.shape == (1, 4, 16, 16)
    for level, alone in zip(core, encoder(avg_pool2d(portrait, 2)), strict=True):
        assert torch.equal(level, alone)


def test_the_core_alone_emits_at_half_the_size():
    decoder = PyramidDecoder(PYRAMID)
    features = PyramidEncoder(PYRAMID)(pictures(1))
    whole, core = decoder(features), decoder(features[1:])
    assert whole.flow.shape == (1, 2, 16, 16)
    assert whole.opacity.shape == (1, 1, 32, 32)
    assert whole.shade.shape == (1, 1, 32, 32)
    assert whole.colour.shape == (1, 3, 32, 32)
    assert core.flow.shape == (1, 2, 8, 8)
    assert core.colour.shape == (1, 3, 16, 16)


def test_a_new_network_hardly_moves_anything():
    emitted = PyramidDecoder(PYRAMID)(PyramidEncoder(PYRAMID)(pictures(2)))
    assert emitted.flow.abs().max() < 0.02
    assert ((emitted.colour > 0) & (emitted.colour < 1)).all()


def test_the_papers_head_draws_the_frame_itself():
    config = replace(PYRAMID, output="rgb")
    emitted = PyramidDecoder(config)(PyramidEncoder(config)(pictures(1)))
    assert emitted.frame.shape == (1, 3, 32, 32)
    assert emitted.frame.abs().max() <= 1
    assert emitted.flow is None


def test_every_map_shows_in_what_is_emitted():
    decoder = PyramidDecoder(PYRAMID)
    features = [level.detach().requires_grad_() for level in PyramidEncoder(PYRAMID)(pictures(1))]
    emitted = decoder(features)
    (emitted.flow.sum() + emitted.colour.sum()).backward()
    assert all(level.grad.any() for level in features)
    assert_close(decoder(features).flow, emitted.flow)


def test_beside_teeth_what_is_painted_is_doubled_smoothly_and_shows_no_grid():
    decoder = PyramidDecoder(replace(PYRAMID, teeth=True))
    features = PyramidEncoder(PYRAMID)(pictures(1))
    nn.init.zeros_(decoder.detail_head.weight)
    core = decoder(features[1:]).opacity
    doubled = interpolate(core, scale_factor=2, mode="bilinear", align_corners=False)
    assert_close(decoder(features).opacity, doubled)
    decoder.detail_head.bias.data[2:6] = torch.tensor([3.0, -3.0, -3.0, 3.0])
    assert_close(decoder(features).opacity[..., 1:-1, 1:-1], doubled[..., 1:-1, 1:-1])
    decoder.detail_head.bias.data[2:6] = 1.0
    assert_close(decoder(features).opacity, doubled + 1)
