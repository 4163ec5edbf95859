"""The paper's network: its layer table, and what each layer computes."""

from dataclasses import replace

import pytest
import torch
from jaxtyping import TypeCheckError
from networks import UNET, pictures, unsettle
from torch import nn
from torch.testing import assert_close

from mien.errors import MienError
from mien.methods.residual.recipes.papers import paper
from mien.models.generator import Generator
from mien.models.unet import UNetDecoder, UNetEncoder

FULL = paper(("happy",)).method.network

DOWN = [
    (3, 64, False),
    (64, 128, True),
    (128, 256, True),
    (256, 512, True),
    (512, 512, True),
    (512, 512, True),
    (512, 512, True),
    (512, 512, False),
]
UP = [
    (512, 512, True),
    (1024, 512, True),
    (1024, 512, True),
    (1024, 512, True),
    (1024, 256, True),
    (512, 128, True),
    (256, 64, True),
    (128, 3, False),
]


@pytest.fixture(scope="module")
def full() -> Generator:
    with torch.device("meta"):
        return Generator(FULL).eval()


def _table(layers: list[nn.Module]) -> list[tuple[int, int, bool]]:
    rows = []
    for layer in layers:
        convolution, *rest = layer if isinstance(layer, nn.Sequential) else [layer]
        assert isinstance(convolution, nn.Conv2d | nn.ConvTranspose2d)
        assert (convolution.kernel_size, convolution.stride) == ((4, 4), (2, 2))
        normalised = any(isinstance(part, nn.BatchNorm2d) for part in rest)
        assert (convolution.bias is None) == normalised
        rows.append((convolution.in_channels, convolution.out_channels, normalised))
    return rows


def test_the_layers_are_those_of_the_paper(full: Generator):
    assert _table(list(full.base.layers)) == DOWN
    assert _table(list(full.residuals["happy"].layers)) == DOWN
    assert _table([*full.decoder.layers, full.decoder.last]) == UP


def test_one_expression_takes_73_95_million_parameters_and_the_landmarks_a_few_more(
    full: Generator,
):
    landmarks = sum(part.numel() for part in full.decoder.landmarks.parameters())
    assert landmarks == 256 * 68 * 16 + 68
    assert sum(part.numel() for part in full.parameters()) - landmarks == 73_952_771


def test_each_map_is_half_the_last_and_landmarks_come_at_128_pixels(full: Generator):
    features = full.base(torch.empty(1, 3, 256, 256, device="meta"))
    assert [tuple(level.shape) for level in features] == [
        (1, width, 128 >> level, 128 >> level) for level, width in enumerate(FULL.widths)
    ]
    emitted = full.decode(features)
    assert emitted.frame.shape == (1, 3, 256, 256)
    assert emitted.landmarks.shape == (1, 68, 128, 128)


def test_weights_start_normally():
    generator = Generator(replace(UNET, widths=(32, 64, 64)))
    norms = [part for part in generator.modules() if isinstance(part, nn.BatchNorm2d)]
    weights = [
        part.weight
        for part in generator.modules()
        if isinstance(part, nn.Conv2d | nn.ConvTranspose2d)
    ]
    assert len(weights) == 3 * 3 + 4
    for weight in weights:
        assert weight.std().item() == pytest.approx(0.02, rel=0.1)
        assert abs(weight.mean().item()) < 0.003
    gains = torch.cat([norm.weight for norm in norms])
    assert gains.mean().item() == pytest.approx(1, abs=0.01)
    assert gains.std().item() == pytest.approx(0.02, rel=0.2)
    names = [name for name, value in generator.named_parameters() if name.endswith("bias")]
    assert names
    assert not any(generator.get_parameter(name).any() for name in names)


def test_the_encoder_leaks_a_fifth_and_hands_on_what_is_not_rectified_yet():
    encoder = UNetEncoder(replace(UNET, widths=(4, 8))).eval()
    portrait = pictures(2)
    first, second = encoder(portrait)
    one, two = encoder.layers
    assert_close(first, one(portrait))
    assert (first < 0).any()
    assert_close(second, two(torch.where(first > 0, first, 0.2 * first)))


def test_the_decoder_joins_every_finer_map_rectifies_and_ends_in_a_tanh():
    decoder = UNetDecoder(replace(UNET, widths=(4, 6, 8))).eval()
    unsettle(decoder)
    fine, middle, code = torch.randn(1, 4, 16, 16), torch.randn(1, 6, 8, 8), torch.randn(1, 8, 4, 4)
    emitted = decoder([fine, middle, code])
    first, second = decoder.layers
    half = torch.cat([first(code.clamp(min=0)), middle], dim=1).clamp(min=0)
    joined = torch.cat([second(half), fine], dim=1)
    assert_close(emitted.frame, torch.tanh(decoder.last(joined.clamp(min=0))))
    assert_close(emitted.landmarks, decoder.landmarks(half))


def test_every_level_of_the_features_shows_in_the_frame():
    generator = Generator(UNET).eval()
    features = [level.detach().requires_grad_() for level in generator.base(pictures(1))]
    generator.decode(features).frame.sum().backward()
    assert all(level.grad.any() for level in features)


def test_predicting_landmarks_changes_nothing_in_the_frame():
    decoder = UNetDecoder(UNET).eval()
    plain = UNetDecoder(replace(UNET, landmarks=False)).eval()
    plain.load_state_dict(
        {k: v for k, v in decoder.state_dict().items() if not k.startswith("landmarks")}
    )
    features = UNetEncoder(UNET).eval()(pictures(1))
    assert torch.equal(decoder(features).frame, plain(features).frame)
    assert plain(features).landmarks is None


def test_the_papers_decoder_draws_frames_and_nothing_else():
    with pytest.raises(MienError, match="'rgb', not 'composed'"):
        Generator(replace(UNET, output="composed"))


@pytest.mark.skipif(
    not hasattr(UNetEncoder.forward, "__wrapped__"),
    reason="imported before the shape checker was installed",
)
def test_a_portrait_of_the_wrong_shape_is_refused_by_name():
    with pytest.raises(TypeCheckError, match="portrait"):
        UNetEncoder(UNET)(torch.zeros(2, 4, 32, 32))
