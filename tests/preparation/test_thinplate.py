import numpy as np

from mien.preparation.thinplate import spread

RNG = np.random.default_rng(0)
PLACES = RNG.uniform(0, 3, (500, 2)).astype(np.float32)
POINTS = PLACES[:40]


def test_a_spline_goes_about_through_its_values():
    values = np.sin(POINTS)
    found = spread(POINTS, values, PLACES, smoothing=0, nodes=60)
    assert found.shape == (500, 2)
    assert np.abs(found[:40] - values).max() < 0.01


def test_a_plane_stays_a_plane_however_smooth():
    def plane(places: np.ndarray) -> np.ndarray:
        return places @ [[0.1, 0.2], [0.3, -0.1]] + 5

    found = spread(POINTS, plane(POINTS), PLACES, smoothing=1, nodes=20)
    np.testing.assert_allclose(found, plane(PLACES), atol=0.01)


def test_smoothing_leaves_noise_behind():
    noise = RNG.normal(size=(40, 1))
    rough, soft = (
        spread(POINTS, noise, PLACES, smoothing=much, nodes=60)[:40] for much in (0, 1.0)
    )
    assert np.abs(soft).mean() < 0.7 * np.abs(rough).mean()


def test_places_may_come_as_a_picture():
    picture = np.stack(np.meshgrid(np.linspace(0, 3, 7), np.linspace(0, 3, 5)), -1)
    whole = spread(POINTS, POINTS, picture.astype(np.float32), smoothing=0, nodes=30)
    np.testing.assert_allclose(whole, picture, atol=0.01)
