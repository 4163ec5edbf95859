"""What a known change does to a photo; the network is a stub that says the same everywhere."""

import numpy as np
import pytest

from mien.bundle import Card
from mien.geometry import Frame
from mien.runtime.sitting import Sitting

SIDE = 200.0


class Stub:
    """Emits a constant displacement, shade and opacity logit, times the degree, and a colour."""

    threads = 1

    def __init__(
        self,
        *,
        flow: tuple[float, float] = (0, 0),
        shade: float = 0,
        opacity: float = 0,
        colour: float = 0,
    ) -> None:
        names = ("base.onnx", "happy.onnx", "decoder.onnx")
        self.card = Card(
            expressions=("happy",),
            output="composed",
            levels=1,
            files=dict.fromkeys(names, "0" * 64),
            version="0",
            licence="none",
        )
        self._flow, self._shade = flow, shade
        self._opacity, self._colour = opacity, colour

    def encode(self, encoder: str, portrait: np.ndarray) -> tuple[np.ndarray]:
        assert portrait.shape == (1, 3, 256, 256)
        return (np.full((1, 1, 1, 1), encoder != "base", np.float32),)

    def decode(
        self, features: tuple[np.ndarray], *, threads: int | None = None
    ) -> dict[str, np.ndarray]:
        degree = features[0].item()
        flow = np.array(self._flow, np.float32).reshape(1, 2, 1, 1) * degree
        return {
            "flow": np.broadcast_to(flow, (1, 2, 64, 64)).copy(),
            "shade": np.full((1, 1, 256, 256), self._shade * degree, np.float32),
            "opacity": np.full((1, 1, 256, 256), self._opacity * degree, np.float32),
            "colour": np.full((1, 3, 256, 256), self._colour, np.float32),
        }


@pytest.fixture
def ramps() -> np.ndarray:
    """Red is the column, green the row."""
    y, x = np.mgrid[:250, :250]
    return np.stack([x, y, np.full_like(x, 90)], -1).astype(np.uint8)


@pytest.mark.parametrize(
    ("roll", "moved"), [(0.0, (10, 0)), (90.0, (0, 10)), (30.0, (8.66, 5)), (-30.0, (8.66, -5))]
)
def test_a_displacement_is_along_the_frame_and_a_fraction_of_its_side(
    ramps: np.ndarray, roll: float, moved: tuple[float, float]
) -> None:
    frame = Frame((125.0, 125.0), SIDE, roll)
    drawn = Sitting(Stub(flow=(0.05, 0)), ramps, [frame]).draw([1])
    np.testing.assert_allclose(
        drawn[115:135, 115:135, :2].astype(int) - ramps[115:135, 115:135, :2],
        np.broadcast_to(moved, (20, 20, 2)),
        atol=1,
    )


@pytest.mark.parametrize("roll", [0.0, 30.0])
def test_shade_darkens_by_a_share_inside_the_frame_alone(ramps: np.ndarray, roll: float) -> None:
    drawn = Sitting(Stub(shade=-0.4), ramps, [Frame((125.0, 125.0), 100.0, roll)]).draw([1])
    share = 1 - 0.5 * np.tanh(0.4)
    middle = (slice(115, 135), slice(115, 135))
    np.testing.assert_allclose(drawn[middle], ramps[middle] * share, atol=1.01)
    np.testing.assert_array_equal(drawn[:50], ramps[:50])


@pytest.mark.parametrize(("side", "least", "most"), [(2048, 0.9, 1.02), (2049, 0.45, 0.55)])
def test_between_pixels_a_fine_pattern_keeps_its_contrast_up_to_a_frame_of_2048_pixels(
    side: int, least: float, most: float
) -> None:
    """A wave of three pixels, half way between two: a bilinear reading leaves cos(pi / 3) of it."""
    columns = np.arange(2200)

    def wave(x: np.ndarray) -> np.ndarray:
        return 60 * np.sin(2 * np.pi * x / 3)

    photo = np.empty((80, 2200, 3), np.uint8)
    photo[...] = np.rint(128 + wave(columns))[None, :, None]
    sitting = Sitting(Stub(flow=(2.5 / side, 0)), photo, [Frame((1100.0, 40.0), side)])
    drawn = sitting.draw([1])[40, 1000:1200, 0] - 128.0
    expected = wave(columns + 2.5)[1000:1200]
    contrast = drawn @ expected / (expected @ expected)
    assert least < contrast < most
    assert np.abs(drawn - contrast * expected).max() < 4


def test_the_window_holds_the_border_of_the_frame_still(ramps: np.ndarray) -> None:
    frame = Frame((125.0, 125.0), SIDE)
    drawn = Sitting(Stub(flow=(0.05, 0.02), opacity=3), ramps, [frame]).draw([1]).astype(int)
    away = np.abs(drawn - ramps)[25:225, 25:225]
    for edge in (away[0], away[-1], away[:, 0], away[:, -1]):
        assert edge.max() <= 1
    assert away[100, 100].max() > 50


def test_without_a_window_the_change_reaches_the_border(ramps: np.ndarray) -> None:
    stub = Stub(flow=(0.0, 0.0), opacity=10, colour=1)
    drawn = Sitting(stub, ramps, [Frame((125.0, 125.0), 250.0)], window=False).draw([1])
    assert (drawn == 255).all()


def test_where_two_frames_overlap_the_second_moves_what_the_first_drew(ramps: np.ndarray) -> None:
    frame = Frame((125.0, 125.0), SIDE)
    drawn = Sitting(Stub(flow=(0.05, 0)), ramps, [frame, frame]).draw([1])
    assert abs(int(drawn[125, 125, 0]) - (125 + 20)) <= 1


def test_the_degree_scales_the_displacement(ramps: np.ndarray) -> None:
    sitting = Sitting(Stub(flow=(0.1, 0)), ramps, [Frame((125.0, 125.0), SIDE)])
    columns = [int(sitting.draw([degree])[125, 125, 0]) for degree in (0, 0.25, 0.5, 1)]
    np.testing.assert_allclose(columns, [125, 130, 135, 145], atol=1)


@pytest.mark.parametrize("colour", [0.0, 1.0])
def test_grain_on_black_and_on_white_stays_black_and_white(colour: float) -> None:
    noise = np.random.default_rng(2).normal(0, 8, (600, 600, 3))
    photo = np.clip(128 + noise, 0, 255).astype(np.uint8)
    stub = Stub(flow=(0, 0), opacity=10, colour=colour)
    drawn = Sitting(stub, photo, [Frame((300.0, 300.0), 512.0)]).draw([1])[200:400, 200:400]
    assert drawn.std() > 2
    assert np.abs(drawn - 255 * colour).max() <= 40


def test_threads_draw_what_one_thread_draws() -> None:
    photo = np.random.default_rng(2).integers(0, 256, (700, 700, 3), np.uint8)
    stub = Stub(flow=(0.03, 0.01), opacity=0.5, colour=0.3)
    frame = Frame((350.0, 350.0), 650.0)
    alone = Sitting(stub, photo, [frame]).draw([1])
    stub.threads = 3
    np.testing.assert_array_equal(Sitting(stub, photo, [frame]).draw([1]), alone)
