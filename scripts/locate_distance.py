"""Where a bundle's perceptual distance to the truth lies, and how much of it is mere softness.

For the last frame of validation clips, ST-LPIPS as a share of the unchanged photo's: of the drawn
frame, of the drawn frame with the true mouth, of the true frame with the drawn mouth, and of the
true frame itself, blurred by a fraction of a pixel.

    python scripts/locate_distance.py --clips clipset [--bundle BUNDLE] [--each 3]
"""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

import cv2
import numpy as np
import torch

import mien
from mien.clips import Clip, ClipSet
from mien.evaluation.attempt import draw
from mien.evaluation.instruments import Instruments
from mien.evaluation.scene import Scene, scene, take
from mien.metrics.shift_tolerant import ShiftTolerant
from mien.models.mouth import ellipse
from mien.types import Picture

SIZE = 256
BLURS = (0.4, 0.6)
"""Standard deviations in pixels."""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--clips", type=Path, required=True)
    parser.add_argument("--bundle", type=Path, help="default: the shipped one")
    parser.add_argument("--each", type=int, default=3, help="clips of an expression")
    options = parser.parse_args()
    clips, animator = ClipSet.read(options.clips), mien.load(options.bundle)
    instruments = Instruments(network=ShiftTolerant.find(), step=1000)
    for number, expression in enumerate(animator.expressions):
        rows = []
        for clip in _some(clips, expression, options.each):
            truth = scene(take(clips, clip, SIZE), instruments)
            rows.append(_shares(truth, draw(animator, truth)[-1], _mouth(clips, clip)))
        if number == 0:
            print("| expression |", " | ".join(rows[0]), "|")  # noqa: T201
            print("|---" * (len(rows[0]) + 1) + "|")  # noqa: T201
        means = np.mean([[*row.values()] for row in rows], axis=0)
        print("|", expression, "|", " | ".join(f"{mean:.2f}" for mean in means), "|")  # noqa: T201


def _some(clips: ClipSet, expression: str, count: int) -> Iterator[Clip]:
    found = clips.split("val", [expression])
    yield from found[:: max(1, len(found) // count)][:count]


def _mouth(clips: ClipSet, clip: Clip) -> Picture:
    offset = (clips.size - SIZE) // 2
    landmarks = torch.from_numpy(clips.landmarks(clip)[-1:] - offset)
    mask = ellipse(landmarks, SIZE)[0, 0, :, :, None]
    return np.asarray(mask.numpy())


def _shares(truth: Scene, drawn: Picture, mouth: Picture) -> Mapping[str, float]:
    true = truth.truth[-1]
    pictures = {
        "drawn": drawn,
        "with the true mouth": _pasted(true, drawn, mouth),
        "drawn mouth alone": _pasted(drawn, true, mouth),
        **{f"truth, blur {blur}": cv2.GaussianBlur(true, (0, 0), blur) for blur in BLURS},
    }
    still = _distance(truth, truth.portrait)
    return {name: _distance(truth, picture) / still for name, picture in pictures.items()}


def _pasted(inside: Picture, outside: Picture, mask: Picture) -> Picture:
    return np.rint(mask * inside + (1 - mask) * outside).astype(np.uint8)


def _distance(truth: Scene, picture: Picture) -> float:
    assert truth.whole is not None
    return float(truth.whole.distances(picture[None])[0])


if __name__ == "__main__":
    main()
