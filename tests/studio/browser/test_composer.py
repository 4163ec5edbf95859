"""The browser composes a change with a photo as the runtime does."""

import numpy as np
import pytest
from javascript import evaluated, picture_of, raster

from mien.bundle import FrameCard
from mien.geometry import Frame
from mien.runtime import grain
from mien.runtime.change import Change, change, oval_window, square_window
from mien.runtime.composer import Composer
from mien.studio.app import PAGE
from mien.studio.static import noise_bytes

SIZE = 32
FRAMES = [
    Frame((60.2, 50.1), 64.0),
    Frame((60.2, 50.1), 90.0, 20.0),
    Frame((60.2, 50.1), 20.0),
    Frame((10.0, 90.0), 70.0, -130.0),
]
PASTE = """(async () => {
  const { noiseFrom } = await import(given.grain);
  const noise = noiseFrom(given.noise.buffer);
  const canvas = { ...given.photo, data: given.photo.data.slice() };
  new it.Composer(given.photo, given.frame, given.size, noise).paste(canvas, given.change);
  return canvas;
})()"""


@pytest.fixture(scope="module")
def photo(portrait) -> np.ndarray:
    return portrait[40:160, 30:150]


def random_change(generator: np.random.Generator, *, is_moving: bool) -> Change:
    def smooth(*shape: int) -> np.ndarray:
        coarse = generator.normal(size=(*shape, 4, 4)).repeat(8, -1).repeat(8, -2)
        return coarse.astype(np.float32)

    return Change(
        flow=0.03 * smooth(2) if is_moving else None,
        shade=np.clip(0.2 * smooth(), -0.5, 0.5) if is_moving else None,
        opacity=np.clip(smooth(), 0, 1),
        colour=generator.random((SIZE, SIZE, 3), np.float32),
    ).faded(square_window(SIZE))


def as_given(made: Change) -> dict[str, object]:
    return {
        "size": SIZE,
        "flow": None if made.flow is None else list(made.flow),
        "shade": made.shade,
        "opacity": made.opacity,
        "colour": np.ascontiguousarray(made.colour.transpose(2, 0, 1)),
    }


@pytest.mark.parametrize("is_moving", [True, False])
@pytest.mark.parametrize("frame", FRAMES, ids=str)
def test_a_change_is_pasted_as_by_the_runtime(photo, frame, is_moving):
    made = random_change(np.random.default_rng(5), is_moving=is_moving)
    expected = photo.copy()
    composer = Composer(photo, frame, SIZE, grained=True)
    composer.paste(expected, made)
    opaque = np.dstack([photo, np.full(photo.shape[:2], 255, np.uint8)])
    drawn = evaluated(
        "browser/composer.js",
        PASTE,
        {
            "photo": raster(opaque),
            "frame": {"centre": frame.centre, "side": frame.side, "roll": frame.roll},
            "size": SIZE,
            "noise": np.frombuffer(noise_bytes(), np.int16),
            "change": as_given(made),
            "grain": (PAGE / "js/browser/grain.js").as_uri(),
        },
    )
    away = np.abs(picture_of(drawn)[..., :3].astype(int) - expected)
    assert away.max() <= 2
    assert away.mean() < 0.02
    assert (expected != photo).mean() > 0.01


def test_grain_has_the_strength_that_the_runtime_measures(photo):
    opaque = np.dstack([photo, np.full(photo.shape[:2], 255, np.uint8)])
    found = evaluated("browser/grain.js", "it.strengths(given, 4)", raster(opaque))
    assert np.allclose(found, grain.strengths(photo, 4), rtol=1e-4)


def test_grain_is_the_field_of_the_runtime():
    sigmas = [3.0, 2.0, 1.5]
    tile = evaluated(
        "browser/grain.js",
        "it.tileOf(given.sigmas, it.noiseFrom(given.noise.buffer))",
        {"sigmas": sigmas, "noise": np.frombuffer(noise_bytes(), np.int16)},
    )
    away = np.abs(tile.reshape(512, 512).astype(int) - grain.field(sigmas, (512, 512)))
    assert away.max() <= 1
    assert (away > 0).mean() < 1e-3


@pytest.mark.parametrize("output", ["composed", "rgb"])
def test_what_a_decoder_emits_is_read_as_by_the_runtime(output):
    generator = np.random.default_rng(6)
    shapes = {"flow": (2, 16, 16), "shade": (1, 32, 32), "opacity": (1, 32, 32)}
    shapes = shapes | {"colour": (3, 32, 32)} if output == "composed" else {"frame": (3, 32, 32)}
    raw, neutral = (
        {
            name: generator.normal(size=(1, *shape)).astype(np.float32)
            for name, shape in shapes.items()
        }
        for _ in range(2)
    )
    expected = as_given(change(raw, neutral if output == "composed" else None))

    def tensors(values: dict[str, np.ndarray]) -> dict[str, object]:
        return {name: {"data": v, "dims": list(v.shape)} for name, v in values.items()}

    found = evaluated(
        "browser/change.js",
        "it.changeOf(given.raw, given.neutral)",
        {"raw": tensors(raw), "neutral": tensors(neutral) if output == "composed" else None},
    )
    for name in ("shade", "opacity", "colour"):
        same = (
            found[name] is None
            if expected[name] is None
            else np.allclose(found[name], np.ravel(expected[name]), atol=1e-5)
        )
        assert same, name
    if output == "composed":
        assert np.allclose(found["flow"], [np.ravel(axis) for axis in expected["flow"]], atol=1e-5)


def test_windows_are_those_of_the_runtime():
    card = FrameCard(size=48)
    given = {"face": card.face, "centre": card.centre}
    square = evaluated("browser/change.js", "it.squareWindow(48)", None)
    oval = evaluated("browser/change.js", "it.ovalWindow(48, given)", given)
    assert np.allclose(square.reshape(48, 48), square_window(48), atol=1e-6)
    assert np.allclose(oval.reshape(48, 48), oval_window(48, card), atol=1e-6)
