"""What the paper takes apart: a content that stays, and a path of motion codes."""

import pytest
import torch
from networks import pictures

from mien.methods.mocogan.config import MocoganConfig
from mien.methods.mocogan.generator import MocoganGenerator

HAPPY, ANGRY = torch.tensor([[1.0, 0.0]]), torch.tensor([[0.0, 1.0]])


@pytest.fixture
def generator(config: MocoganConfig) -> MocoganGenerator:
    return MocoganGenerator(config).eval()


def _noise(config: MocoganConfig) -> torch.Tensor:
    return torch.randn(1, config.frames, config.motion)


def _parts(codes: torch.Tensor, config: MocoganConfig) -> tuple[torch.Tensor, torch.Tensor]:
    content, motion = codes[0].split([config.content, config.motion], dim=1)
    return content, motion


def test_the_content_is_constant_over_a_clip_while_the_motion_goes_on(
    generator: MocoganGenerator, config: MocoganConfig
):
    content, motion = _parts(generator.codes(pictures(1), HAPPY, _noise(config)), config)
    assert torch.equal(content, content[:1].expand_as(content))
    assert len(motion.unique(dim=0)) == config.frames


def test_other_noise_or_another_expression_moves_the_same_content_elsewhere(
    generator: MocoganGenerator, config: MocoganConfig
):
    portrait, noise = pictures(1), _noise(config)
    content, motion = _parts(generator.codes(portrait, HAPPY, noise), config)
    for category, fresh in ((HAPPY, _noise(config)), (ANGRY, noise)):
        same, other = _parts(generator.codes(portrait, category, fresh), config)
        assert torch.equal(same, content)
        assert (other != motion).any(dim=1).all()


def test_a_motion_code_follows_from_the_one_before_and_from_its_own_noise(
    generator: MocoganGenerator, config: MocoganConfig
):
    start, noise = torch.randn(1, config.motion), _noise(config)
    path = generator.motion(start, ANGRY, noise)
    state = start
    for index in range(config.frames):
        state = generator.motion.cell(torch.cat([ANGRY, noise[:, index]], dim=1), state)
        assert torch.allclose(path[:, index], state)
    changed = noise.clone()
    changed[:, 2] += 1
    same = (generator.motion(start, ANGRY, changed) == path).all(dim=2)[0]
    assert same.tolist() == [True, True, False, False]


def test_a_frame_is_decoded_from_its_own_codes_alone(
    generator: MocoganGenerator, config: MocoganConfig
):
    portrait, noise = pictures(1), _noise(config)
    clip = generator(portrait, HAPPY, noise)[0]
    codes = generator.codes(portrait, HAPPY, noise)[0]
    alone = torch.cat([generator.decoder(code[None]) for code in codes])
    assert clip.shape == (config.frames, 3, config.size, config.size)
    assert torch.allclose(clip, alone, atol=1e-5)


def test_frames_and_the_first_motion_code_stay_in_range(
    generator: MocoganGenerator, config: MocoganConfig
):
    torch.nn.init.constant_(generator.encoder.code.bias, 30.0)
    torch.nn.init.constant_(generator.decoder.last.bias, 30.0)
    _, start = generator.encoder(pictures(1))
    assert torch.allclose(start, torch.ones(()))
    assert torch.allclose(generator(pictures(1), HAPPY, _noise(config)), torch.ones(()))


def test_the_motion_sets_out_from_a_code_of_the_portrait(
    generator: MocoganGenerator, config: MocoganConfig
):
    noise = _noise(config)
    starts = [generator.encoder(portrait)[1] for portrait in pictures(2, 1)]
    assert not torch.allclose(*starts, atol=1e-4)
    paths = [generator.motion(start, HAPPY, noise) for start in starts]
    assert not torch.allclose(*paths, atol=1e-4)


def test_another_portrait_is_another_content(generator: MocoganGenerator, config: MocoganConfig):
    noise = _noise(config)
    one, other = (_parts(generator.codes(pictures(1), HAPPY, noise), config)[0] for _ in range(2))
    assert not torch.allclose(one, other)
