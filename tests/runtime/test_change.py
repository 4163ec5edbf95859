import numpy as np
import pytest

from mien.bundle import FrameCard
from mien.runtime.change import change, oval_window, square_window

SIZE = 32


def _raw(seed: int, flow: int = SIZE) -> dict[str, np.ndarray]:
    generator = np.random.default_rng(seed)

    def noise(*shape: int) -> np.ndarray:
        return generator.standard_normal(shape).astype(np.float32)

    return {
        "flow": noise(1, 2, flow, flow),
        "shade": noise(1, 1, SIZE, SIZE),
        "opacity": noise(1, 1, SIZE, SIZE),
        "colour": noise(1, 3, SIZE, SIZE),
    }


def test_nothing_changes_where_the_decoder_says_what_it_says_at_degree_zero() -> None:
    nothing = change(_raw(1), _raw(1))
    assert nothing.flow is not None
    assert not nothing.flow.any()
    assert nothing.shade is not None
    assert not nothing.shade.any()
    assert not nothing.opacity.any()


def test_flow_shade_and_opacity_are_relative_to_degree_zero_and_colour_is_not() -> None:
    raw, neutral = _raw(1), _raw(2)
    found = change(raw, neutral)
    np.testing.assert_allclose(found.flow, raw["flow"][0] - neutral["flow"][0])
    shade = 0.5 * np.tanh(raw["shade"][0, 0] - neutral["shade"][0, 0])
    np.testing.assert_allclose(found.shade, shade, rtol=1e-6)
    logits = raw["opacity"][0, 0] - neutral["opacity"][0, 0]
    np.testing.assert_allclose(found.opacity, np.tanh(np.maximum(logits, 0)))
    np.testing.assert_array_equal(found.colour, raw["colour"][0].transpose(1, 2, 0))


def test_a_coarse_flow_is_enlarged_bilinearly() -> None:
    raw, neutral = _raw(1, flow=16), _raw(2, flow=16)
    found = change(raw, neutral).flow
    coarse = raw["flow"][0] - neutral["flow"][0]
    expected = 0.75 * coarse[:, 3, 5] + 0.25 * coarse[:, 3, 6]
    expected = 0.75 * expected + 0.25 * (0.75 * coarse[:, 4, 5] + 0.25 * coarse[:, 4, 6])
    assert found is not None
    np.testing.assert_allclose(found[:, 7, 11], expected, rtol=1e-5)


def test_a_network_that_draws_the_frame_covers_the_photo() -> None:
    frame = np.linspace(-1, 1, 3 * SIZE * SIZE, dtype=np.float32).reshape(1, 3, SIZE, SIZE)
    found = change({"frame": frame}, None)
    assert found.flow is None
    assert found.shade is None
    assert (found.opacity == 1).all()
    assert (found.colour.min(), found.colour.max()) == (0, 1)


@pytest.mark.parametrize("window", [square_window(64), oval_window(64, FrameCard())])
def test_windows_are_zero_at_the_border_and_one_on_the_face(window: np.ndarray) -> None:
    border = np.concatenate([window[0], window[-1], window[:, 0], window[:, -1]])
    assert not border.any()
    assert window[24:48, 24:40].min() == 1
    assert 0 <= window.min() <= window.max() <= 1
