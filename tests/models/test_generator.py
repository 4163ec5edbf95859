"""Equations 1, 2 and 7, for the paper's network and for ours."""

from dataclasses import replace

import pytest
import torch
from networks import EXPRESSIONS, PYRAMID, UNET, pictures, unsettle
from torch.testing import assert_close

from mien.config import NetworkConfig
from mien.errors import MienError
from mien.models.generator import Generator


@pytest.fixture(params=[UNET, PYRAMID], ids=["unet", "pyramid"])
def generator(request: pytest.FixtureRequest) -> Generator:
    config: NetworkConfig = request.param
    generator = Generator(config)
    unsettle(generator)
    return generator.eval()


def test_features_are_linear_in_the_degrees_at_every_level(generator: Generator):
    features = generator.encode(pictures(1))
    one, other = torch.tensor([[0.3, 0.9]]), torch.tensor([[0.8, 0.1]])
    shift, first, second = (
        [level - base for level, base in zip(mixed, features.base, strict=True)]
        for mixed in (
            generator.mixed(features, degrees) for degrees in (0.5 * one + 0.25 * other, one, other)
        )
    )
    for level, (whole, a, b) in enumerate(zip(shift, first, second, strict=True)):
        assert whole.abs().max() > 0, level
        assert_close(whole, 0.5 * a + 0.25 * b, atol=1e-6, rtol=1e-4)


def test_at_degree_zero_only_the_base_encoder_speaks(generator: Generator):
    features = generator.encode(pictures(1))
    mixed = generator.mixed(features, torch.zeros(1, 2))
    assert all(map(torch.equal, mixed, features.base))


@pytest.mark.parametrize("column", [0, 1])
def test_one_degree_moves_one_residual_by_itself(generator: Generator, column: int):
    features = generator.encode(pictures(1))
    mixed = generator.mixed(features, torch.eye(2)[column : column + 1])
    residual = features.residuals[EXPRESSIONS[column]]
    for level, base, shift in zip(mixed, features.base, residual, strict=True):
        assert_close(level, base + shift)


def test_training_and_drawing_sum_the_same_features(generator: Generator):
    """A clip of one expression is the case of Equation 7 with all other degrees zero."""
    portrait = pictures(2)
    shown = generator.encode_shown(portrait, torch.tensor([1, 0]))
    trained = shown.at(torch.tensor([[0.4, 1.0], [0.7, 0.0]]))
    degrees = torch.tensor([[[0, 0.4], [0, 1.0]], [[0.7, 0], [0.0, 0]]])
    for clip in range(2):
        drawn = generator.mixed(generator.encode(portrait[clip : clip + 1]), degrees[clip])
        for level, other in zip(trained, drawn, strict=True):
            assert_close(level[2 * clip : 2 * clip + 2], other, atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("shown", [0, 1])
def test_expressions_that_are_not_shown_get_no_gradient(generator: Generator, shown: int):
    _, emitted = generator(pictures(2), torch.tensor([shown, shown]), torch.ones(2, 1))
    picture = emitted.frame if emitted.frame is not None else emitted.colour
    picture.square().sum().backward()
    got = {
        name: any(part.grad is not None for part in encoder.parameters())
        for name, encoder in generator.residuals.items()
    }
    assert got == {name: index == shown for index, name in enumerate(EXPRESSIONS)}
    assert all(part.grad is not None for part in generator.base.parameters())


def test_at_degree_zero_the_shown_residual_gets_a_gradient_of_zero():
    generator = Generator(UNET).eval()
    _, emitted = generator(pictures(1), torch.tensor([0]), torch.zeros(1, 1))
    emitted.frame.sum().backward()
    assert not any(part.grad.any() for part in generator.residuals["happy"].parameters())


def test_frames_do_not_depend_on_those_drawn_beside_them(generator: Generator):
    features = generator.encode(pictures(1))
    degrees = torch.rand(5, 2)
    together = generator.decode(generator.mixed(features, degrees))
    for index in range(5):
        alone = generator.decode(generator.mixed(features, degrees[index : index + 1]))
        for name, value in vars(alone).items():
            if value is not None:
                assert_close(value[0], getattr(together, name)[index], atol=1e-6, rtol=1e-4)


def test_only_a_composition_needs_what_is_emitted_at_degree_zero(generator: Generator):
    portrait, degree = pictures(2), torch.tensor([[0.5, 1.0, 0.0]] * 2)
    neutral, emitted = generator(portrait, torch.tensor([0, 1]), degree)
    if generator.config.output == "rgb":
        assert neutral is None
        assert emitted.frame.shape == (6, 3, 32, 32)
    else:
        assert neutral.flow.shape[0] == 2
        assert_close(emitted.flow[[2, 5]], neutral.flow)


@pytest.mark.parametrize("name", ["base", "decoder", "half", "a.b"])
def test_a_name_that_means_something_else_already_is_no_expression(name: str):
    with pytest.raises(MienError, match=f"{name} cannot be the name"):
        Generator(replace(PYRAMID, expressions=("happy", name)))
