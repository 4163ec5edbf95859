"""Put a frame together: moved skin, its shade and folds, eyes, mouth, and what the mesh misses."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mien.preparation.pixels import blurred, looked_up
from mien.preparation.puppet import lips, mouth, shade
from mien.preparation.puppet.deform import Motion
from mien.preparation.puppet.eyes import Eyes, completed, lid_shade
from mien.preparation.puppet.flow import sources
from mien.preparation.puppet.folds import BEGIN
from mien.preparation.puppet.lids import lashes
from mien.preparation.puppet.mesh import Part
from mien.preparation.puppet.model import Model
from mien.preparation.puppet.raster import Buffer, rasterise
from mien.ramp import smoothstep
from mien.types import Picture, Plane

PARTING = 0.22
"""Centimetres by which the lips part until they show nothing of the line between them."""

_EYES = (Part.LEFT_EYE, Part.RIGHT_EYE)


class _Layers(NamedTuple):
    """What is drawn of the mesh, by vertex (n, c) or by pixel (size, size, c).

    Attributes:
        places: c = 2, where in the photo's frame the colour comes from.
        ratio: c = 1, how the skin brightens or darkens, as a logarithm.
        light: on the surface.
        depth: in pixels, nearer = more.
        heads: c = 2, place on the mean head, in centimetres.
        recess: as `Regions.recess`.
        fade: as `Regions.fade`.
    """

    places: Plane
    ratio: Plane
    light: Plane
    depth: Plane
    heads: Plane
    recess: Plane
    fade: Plane

    @classmethod
    def drawn(cls, buffer: Buffer, vertices: "_Layers") -> "_Layers":
        """The layers as pixels."""
        columns = [layer.reshape(len(layer), -1) for layer in vertices]
        ends = np.cumsum([column.shape[1] for column in columns])
        return cls(*np.split(buffer.draw(np.hstack(columns)), ends[:-1], -1))


@dataclass(frozen=True, kw_only=True, eq=False)
class Scene:
    """One photo and one expression in a clip's frame.

    Attributes:
        model: the mesh.
        picture: (size, size, 3), 0 to 255: the photo in the frame.
        landmarks: (478, 2) in it.
        motion: the mesh on it, and how it moves.
        folds: texture of folds at full degree, or None.
    """

    model: Model
    picture: Plane
    landmarks: Plane
    motion: Motion
    folds: Plane | None = None

    @cached_property
    def normals(self) -> Plane:
        """Of the mesh at rest."""
        return self.model.regions.normals.of(shade.upright(self.motion.neutral))

    @cached_property
    def light(self) -> shade.Light:
        """On the photo's face."""
        return shade.estimated_light(
            self.picture, self.motion.neutral[:, :2], self.normals, self.model.regions
        )

    @cached_property
    def eyes(self) -> Eyes:
        """The photo's eyes."""
        return completed(self.picture, self.landmarks)

    @cached_property
    def palette(self) -> mouth.Palette:
        """Colours of the inside of the mouth."""
        return mouth.palette(self.eyes.white, self.light.skin)

    @cached_property
    def parted(self) -> Plane:
        """Where open lips take their colour from."""
        return lips.parted(
            self.model.mesh, self.model.regions, self.motion.neutral[:, :2], self.motion.unit
        )

    @cached_property
    def lip_depth(self) -> float:
        """Depth of the upper lip at rest, in pixels."""
        anchors = self.model.mesh.anchors
        assert anchors is not None
        return float(anchors.of(self.motion.neutral)[13, 2])

    @cached_property
    def missing(self) -> tuple[Plane, Plane]:
        """What the mesh at rest does not show of the photo, at the eyes and at the mouth.

        Lashes and lids' edges, and the closed mouth, where the mesh's openings are not exact.
        """
        drawn, _ = self._drawn(0.0)
        left = self.picture - drawn
        near = self.model.regions.to_mouth < 1.5
        mask = self._buffer(0.0).draw(near[:, None].astype(np.float32))
        at_mouth = blurred(mask[..., 0], 2.0)[..., None]
        return left * (1 - at_mouth), left * at_mouth

    @cached_property
    def rest_shade(self) -> Plane:
        """The lids' shade on the eyes that the photo has already."""
        parts = self._buffer(0.0).labels(self.model.mesh.parts)
        return lid_shade(np.isin(parts, _EYES), self.motion.unit)

    def parting(self, degree: float) -> float:
        """How far the lips have parted, 0 = closed as in the photo, 1 = open."""
        gaps = [lips.gap(self.model.mesh, self.motion.at(at)[:, :2]) for at in (0.0, degree)]
        return float(smoothstep(np.array((gaps[1] - gaps[0]) / (PARTING * self.motion.unit))))

    def frame(self, degree: float) -> Picture:
        """The frame at a degree, (size, size, 3); at 0 it is the photo."""
        if degree == 0:
            return np.asarray(self.picture, np.uint8)
        drawn, places = self._drawn(degree)
        at_eyes, at_mouth = self.missing
        left = at_eyes + at_mouth * np.float32(1 - self.parting(degree))
        whole = drawn + looked_up(left, places)
        return np.clip(np.rint(whole), 0, 255).astype(np.uint8)

    def _buffer(self, degree: float) -> Buffer:
        size = self.picture.shape[0]
        return rasterise(self.motion.at(degree), self.model.mesh.triangles, (size, size))

    def _drawn(self, degree: float) -> tuple[Plane, Plane]:
        """The frame as the mesh shows it, and where each of its pixels comes from."""
        buffer = self._buffer(degree)
        parts = buffer.labels(self.model.mesh.parts)
        layers = _Layers.drawn(buffer, self._layers(degree))
        skin = parts == Part.SKIN
        places = sources(skin, layers.places, layers.fade[..., 0], self.motion.unit)
        picture = looked_up(self.picture, places, cubic=True)
        ratio = blurred(np.where(skin, layers.ratio[..., 0], 0), 1.2)
        picture = shade.shaded(picture, ratio + self._folds(degree, layers.heads, skin))
        picture = self._with_eyes(picture, np.isin(parts, _EYES), rest=degree == 0)
        return self._with_mouth(picture, parts, layers), places

    def _layers(self, degree: float) -> _Layers:
        vertices = self.motion.at(degree)
        mesh, regions = self.model.mesh, self.model.regions
        light = self.light.on(regions.normals.of(shade.upright(vertices)))
        ratio = shade.change(self.light.on(self.normals), light, regions)
        closed = self.motion.neutral[:, :2]
        return _Layers(
            places=closed + np.float32(self.parting(degree)) * (self.parted - closed),
            ratio=ratio + lashes(mesh, regions, self.motion.neutral, vertices),
            light=light,
            depth=vertices[:, 2],
            heads=mesh.vertices[:, :2],
            recess=regions.recess,
            fade=regions.fade,
        )

    def _folds(self, degree: float, heads: Plane, skin: NDArray[np.bool_]) -> Plane:
        if self.folds is None or degree <= BEGIN:
            return np.zeros(skin.shape, np.float32)
        depth = np.float32((degree - BEGIN) / (1 - BEGIN))
        return depth * looked_up(self.folds, self.model.texture.places(heads)) * skin

    def _with_eyes(self, picture: Plane, opening: NDArray[np.bool_], *, rest: bool) -> Plane:
        if not opening.any():
            return picture
        edge = blurred(opening.astype(np.float32), 0.9)[..., None]
        if rest:
            return picture * (1 - edge) + self.eyes.picture * edge
        new = np.minimum(lid_shade(opening, self.motion.unit) / self.rest_shade, 1)
        return picture * (1 - edge) + self.eyes.picture * new[..., None] * edge

    def _with_mouth(self, picture: Plane, parts: NDArray[np.int8], layers: _Layers) -> Plane:
        shown = mouth.opening(parts)
        if not shown.any():
            return picture
        window = _window(shown)
        cavity = mouth.Cavity(
            parts[window],
            layers.light[window][..., 0],
            (self.lip_depth - layers.depth[window][..., 0]) / self.motion.unit,
            layers.recess[window][..., 0],
            self.motion.unit,
        )
        edge = blurred(shown[window].astype(np.float32), 0.9)[..., None]
        picture = picture.copy()
        picture[window] = picture[window] * (1 - edge) + mouth.painted(cavity, self.palette) * edge
        return picture


def _window(shown: NDArray[np.bool_]) -> tuple[slice, slice]:
    """Rows and columns of what is shown, with some room."""
    rows, columns = (np.flatnonzero(shown.any(axis)) for axis in (1, 0))
    return (
        slice(max(rows[0] - 6, 0), rows[-1] + 7),
        slice(max(columns[0] - 6, 0), columns[-1] + 7),
    )
