"""Which weights of the face mesh's blendshapes come nearest to real expressions of many people.

The landmarks' motion between two photos of a person is explained by a recipe's blendshapes on the
mesh that is laid on the neutral photo, each person with their own strength. Weights are fitted on
every second person and judged on the others.

python scripts/fit_recipe.py NEUTRAL PEAK --facekit FOLDER -e happy --least-gap 0.04
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import lsq_linear  # type: ignore[import-untyped] # no stubs

from mien.faces import landmarks68
from mien.ibug import MOUTH
from mien.metrics.bootstrap import mean_over_people
from mien.metrics.shape import changes
from mien.preparation.checks import Fault
from mien.preparation.pairs import Pairs, list_photos
from mien.preparation.pairs.checks import Evidence, doubts
from mien.preparation.puppet.deform import weight_vector
from mien.preparation.puppet.model import model
from mien.preparation.puppet.recipes import recipe
from mien.preparation.puppet.screening import Limits
from mien.preparation.puppet.sitter import sitter
from mien.preparation.sight import look
from mien.preparation.take import Item, Refusal
from mien.types import Landmarks68, Plane

ALLOWED = (
    *("mouthSmile", "mouthDimple", "mouthStretch", "mouthUpperUp", "mouthLowerDown", "mouthPress"),
    *("mouthRollUpper", "mouthRollLower", "mouthShrugUpper", "mouthShrugLower", "jawOpen"),
    *("cheekSquint", "cheekRaiser", "eyeSquint", "noseSneer", "browDown", "browOuterUp"),
)
"""Blendshapes that a smile may use."""

MOUTH_COUNTS = 2.0
"""Of the landmarks' residuals, the mouth's weigh so many times more."""

ROUNDS = 30
GREATEST = 1.2
SMILE = "mouthSmile"
_SLACK = 1e-6

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """One person's expression.

    Attributes:
        person: who.
        moved: (136,), the landmarks' motion in centimetres, weighted.
        units: (136, units), that of each allowed blendshape at weight 1, alike.
        gap: by how much the lips part, in distances between the eyes.
    """

    person: str
    moved: Floats
    units: Floats
    gap: float

    def strength(self, weights: Floats) -> float:
        """The degree at which the weights come nearest."""
        drawn = self.units @ weights
        return float(drawn @ self.moved / (drawn @ drawn))

    def missed(self, weights: Floats) -> float:
        """Share of the motion that the weights leave, at that degree: root of the squares."""
        left = self.moved - self.strength(weights) * self.units @ weights
        return float(np.linalg.norm(left) / np.linalg.norm(self.moved))


@click.command()
@click.argument("neutral", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("peak", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--facekit", type=click.Path(path_type=Path), help="By default MakeHuman's mesh.")
@click.option("-e", "--expression", default="happy", show_default=True)
@click.option("--least-gap", default=0.0, help="Only people whose lips part by so much.")
@click.option("--stay", default=0.3, show_default=True, help="How dear a change of weights is.")
@click.option("--keep", default="", help="Blendshapes whose weights do not change, by commas.")
def main(neutral: Path, peak: Path, facekit: Path | None, expression: str, **how: Any) -> None:
    """Fit a recipe's weights to the photos of two folders, and judge them on other people."""
    pairs = Pairs(list_photos(neutral, peak, expression))
    found = [case for item in pairs.items() if (case := _case(item, facekit))]
    cases = [case for case in found if case.gap >= how["least_gap"]]
    before = np.array([recipe(expression).weights.get(name, 0.0) for name in ALLOWED])
    after = fitted(cases[::2], before, how["stay"], how["keep"].split(","))
    for name, old, new in zip(ALLOWED, before, after, strict=True):
        if old or new > 0.005:
            click.echo(f"{name:16} {old:5.2f} -> {new:5.2f}")
    for title, some in (("fitted on", cases[::2]), ("judged on", cases[1::2])):
        click.echo(f"{title} {len(some)} people")
        click.echo(_summary(some, {"before": before, "after": after}))


def fitted(cases: Sequence[Case], start: Floats, stay: float, kept: Sequence[str] = ()) -> Floats:
    """Weights that explain all cases best, each at its own strength.

    Strengths and weights are found in turns by least squares; the weight of `SMILE` keeps its value
    at degree 1, so that a degree stays the amount that it was.

    Args:
        cases: of different people.
        start: (units,), weights to stay near.
        stay: what a change of all weights by 1 costs, as a part of the motion of all cases.
        kept: further blendshapes whose weights do not change.
    """
    fixed = np.array([name in (SMILE, *kept) for name in ALLOWED])
    bounds = (np.where(fixed, start - _SLACK, 0), np.where(fixed, start + _SLACK, GREATEST))
    scale = stay * np.sqrt(np.mean([case.moved @ case.moved for case in cases]) * len(cases))
    weights = start.copy()
    for _ in range(ROUNDS):
        strengths = [case.strength(weights) for case in cases]
        design = np.vstack(
            [s * case.units for s, case in zip(strengths, cases, strict=True)]
            + [scale * np.eye(len(start))]
        )
        wanted = np.concatenate([*(case.moved for case in cases), scale * start])
        weights = lsq_linear(design, wanted, bounds=bounds).x
    return np.asarray(weights)


def _summary(cases: Sequence[Case], recipes: Mapping[str, Floats]) -> str:
    people = [case.person for case in cases]
    lines = []
    for name, weights in recipes.items():
        missed = mean_over_people([case.missed(weights) for case in cases], people)
        strengths = np.quantile([case.strength(weights) for case in cases], [0.1, 0.5, 0.9])
        lines.append(
            f"  {name}: motion missed {missed.value:.3f} [{missed.low:.3f}, {missed.high:.3f}], "
            f"strengths (10, 50, 90 %) {', '.join(f'{strength:.2f}' for strength in strengths)}"
        )
    one, other = recipes.values()
    gain = mean_over_people([case.missed(one) - case.missed(other) for case in cases], people)
    lines.append(f"  gain {gain.value:.3f} [{gain.low:.3f}, {gain.high:.3f}]")
    return "\n".join(lines)


def _case(item: Item, facekit: Path | None) -> Case | None:
    """What one pair shows, or None where the photos will not do."""
    neutral, shown = (look(Path(name)) for name in item.files)
    if isinstance(neutral, Fault) or isinstance(shown, Fault):
        return None
    evidence = Evidence(neutral, shown, item.expression)
    if next(doubts(evidence), None):
        return None
    path = Path(item.files[0])
    photo = sitter(path, path.stat().st_mtime_ns, facekit, Limits(smile=1.0))
    if isinstance(photo, Refusal):
        return None
    rest, peak = evidence.faces
    mesh = model(facekit).mesh
    assert mesh.anchors is not None
    laid = photo.laid
    units = [
        landmarks68(laid.turned(np.tensordot(weight_vector(mesh, {name: 1.0}), moves, 1)))
        for moves in [mesh.anchors.of(mesh.expressions)]
        for name in ALLOWED
    ]
    counts = np.ones((68, 1))
    counts[MOUTH] = MOUTH_COUNTS
    columns = np.stack([(unit * counts).ravel() for unit in units], 1) / laid.pose.scale
    moved = ((peak - rest).astype(np.float64) * counts).ravel() / laid.pose.scale
    free = _steady(rest, _depth(mesh.anchors.of(laid.vertices)), counts)
    return Case(
        person=item.person,
        moved=free @ moved,
        units=free @ columns,
        gap=changes(peak, rest)["lip gap"],
    )


def _depth(points: Plane) -> Floats:
    """(68,) depths of landmarks (478, 3), in pixels."""
    return landmarks68(points[:, [2, 2]])[:, 0].astype(np.float64)


def _steady(face: Landmarks68, depth: Floats, counts: Floats) -> Floats:
    """(136, 136): takes shift, zoom and turns of the whole head out of a motion.

    Photos of a smile are seldom taken from just the same side: a small roll, nod or turn that the
    alignment has left is no part of the expression.
    """
    flat = face.astype(np.float64) - face.mean(0)
    deep, none = depth - depth.mean(), np.zeros(len(face))
    ways = (
        flat,
        np.stack([-flat[:, 1], flat[:, 0]], 1),
        np.stack([none, deep], 1),
        np.stack([deep, none], 1),
        np.stack([none + 1, none], 1),
        np.stack([none, none + 1], 1),
    )
    orthogonal = np.linalg.qr(np.stack([(way * counts).ravel() for way in ways], 1))[0]
    return np.asarray(np.eye(2 * len(face)) - orthogonal @ orthogonal.T)


if __name__ == "__main__":
    main()
