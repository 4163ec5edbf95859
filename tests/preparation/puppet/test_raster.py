import numpy as np

from mien.preparation.puppet.raster import rasterise


def test_a_triangle_covers_the_pixels_inside_it_and_no_others() -> None:
    points = np.array([[2, 2, 0], [2, 17, 0], [17, 2, 0]], np.float32)
    buffer = rasterise(points, np.array([[0, 1, 2]], np.int32), (20, 20))
    y, x = np.mgrid[:20, :20]
    inside = (x >= 2) & (y >= 2) & (x + y <= 19)
    np.testing.assert_array_equal(buffer.labels(np.array([3], np.int8)) == 3, inside)


def test_values_are_interpolated_where_the_pixel_is() -> None:
    rng = np.random.default_rng(0)
    points = (rng.uniform(0, 40, (60, 3))).astype(np.float32)
    triangles = rng.permutation(60).reshape(20, 3).astype(np.int32)
    buffer = rasterise(points, triangles, (40, 40))
    drawn = buffer.draw(points[:, :2])
    shown = buffer.labels(np.zeros(20, np.int8)) == 0
    y, x = np.mgrid[:40, :40]
    np.testing.assert_allclose(drawn[shown], np.stack([x, y], -1)[shown], atol=2e-2)


def test_the_nearest_triangle_is_seen_whatever_the_order() -> None:
    near = np.array([[0, 0, 5], [0, 30, 5], [30, 0, 5]], np.float32)
    far = near * np.float32([1, 1, 0.2])
    for points, wanted in ((np.vstack([near, far]), 0), (np.vstack([far, near]), 1)):
        buffer = rasterise(points, np.arange(6, dtype=np.int32).reshape(2, 3), (12, 12))
        assert (buffer.triangle == wanted).all()


def test_what_faces_away_is_not_seen() -> None:
    points = np.array([[2, 2, 0], [2, 17, 0], [17, 2, 0]], np.float32)
    assert len(rasterise(points, np.array([[0, 2, 1]], np.int32), (20, 20)).pixels) == 0


def test_triangles_beyond_the_picture_do_no_harm() -> None:
    points = np.array([[-90, -90, 0], [-90, 300, 0], [300, -90, 0]], np.float32)
    buffer = rasterise(points, np.array([[0, 1, 2]], np.int32), (9, 11))
    assert len(buffer.pixels) == 99
    away = rasterise(points + np.float32(1000), np.array([[0, 1, 2]], np.int32), (9, 11))
    assert len(away.pixels) == 0


def test_neighbours_leave_no_pixel_between_them() -> None:
    rng = np.random.default_rng(1)
    x, y = np.meshgrid(np.arange(-2.0, 34, 3), np.arange(-2.0, 34, 3))
    grid = np.stack([x, y, 0 * x], -1) + np.concatenate(
        [rng.uniform(-1, 1, (*x.shape, 2)), np.zeros((*x.shape, 1))], -1
    )
    wide = x.shape[1]
    corner = (np.arange(x.shape[0] - 1)[:, None] * wide + np.arange(wide - 1)).ravel()
    triangles = np.vstack(
        [
            np.column_stack([corner, corner + wide, corner + 1]),
            np.column_stack([corner + 1, corner + wide, corner + wide + 1]),
        ]
    )
    buffer = rasterise(grid.reshape(-1, 3).astype(np.float32), triangles.astype(np.int32), (30, 30))
    assert len(buffer.pixels) == 900
