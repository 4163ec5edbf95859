"""How good the clips between photo pairs are: figures over people, with intervals.

python scripts/measure_pairs.py NEUTRAL PEAK                  two folders, as `mien prepare pairs`
python scripts/measure_pairs.py NEUTRAL PEAK --limit 12 --strips strips.png
"""

from collections.abc import Mapping
from pathlib import Path

import click
import numpy as np
from PIL import Image

from mien.faces import landmarks68
from mien.geometry import cut
from mien.ibug import eye_distance
from mien.metrics.bootstrap import mean_over_people
from mien.metrics.displacement import displacement
from mien.metrics.sharpness import gradient_energy
from mien.metrics.structural import region_mean, ssim_map
from mien.preparation.pairs import DOUBTS, Pairs, Settings, list_photos
from mien.preparation.pairs.checks import Evidence
from mien.preparation.pairs.regions import face
from mien.preparation.sight import Sight, look, see
from mien.preparation.take import Item, Refusal, Take
from mien.types import Picture

MEANING = {
    "ssim": "SSIM of the last frame's face with the aligned real peak",
    "ssim of still": "the same of the neutral photo",
    "error": "mean absolute difference from it, of 255",
    "error of still": "the same of the neutral photo",
    "landmarks": "mean distance of the clip's landmarks from detected ones, % of the eye distance",
    "landmarks at 0": "the same in the neutral frame alone: the detector's own noise",
    "even steps": "detected displacement in the middle over half of that at the end",
    "backward steps": "% of steps in which the detected displacement shrinks by 0.002 or more",
    "largest step": "of the face's mean change from frame to frame, over the mean step",
    "detail": "gradient energy of the middle frame's face over the mean of both ends",
}


@click.command()
@click.argument("neutral", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("peak", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-e", "--expression", default="happy", show_default=True)
@click.option("--limit", type=int, help="Evenly chosen people; by default all.")
@click.option("--strips", type=click.Path(path_type=Path), help="Write all clips as a PNG.")
def main(
    neutral: Path, peak: Path, expression: str, limit: int | None, strips: Path | None
) -> None:
    """Measure the clips between the photos of two folders."""
    source = Pairs(list_photos(neutral, peak, expression), Settings(jitter=False))
    items = chosen(source, limit)
    figures: dict[str, Mapping[str, float]] = {}
    rows: list[Picture] = []
    for item in items:
        outcome = source.make(item, np.random.default_rng(0))
        if isinstance(outcome, Refusal):
            click.echo(f"{item.id}: {outcome.reason}. {outcome.detail}", err=True)
            continue
        figures[item.person] = measured(item, outcome)
        rows.append(np.concatenate(list(outcome.frames), axis=1))
    if not figures:
        raise click.ClickException(f"No clip could be made; {', '.join(DOUBTS)} are asked about.")
    for name, meaning in MEANING.items():
        values = [own[name] for own in figures.values()]
        mean = mean_over_people(values, list(figures))
        click.echo(f"{name:15} {mean.value:7.3f} [{mean.low:.3f}, {mean.high:.3f}]  {meaning}")
    click.echo(f"{len(figures)} clips of {len(items)} pairs")
    if strips:
        Image.fromarray(np.concatenate(rows)).save(strips)


def chosen(source: Pairs, limit: int | None) -> list[Item]:
    """Evenly chosen pairs, or all of them."""
    items = list(source.items())
    if not limit or limit >= len(items):
        return items
    return [items[at] for at in np.linspace(0, len(items) - 1, limit).astype(int)]


def both(item: Item) -> Evidence:
    """What the two photos of a pair show, of which a take could be made."""
    neutral, peak = (look(Path(name)) for name in item.files)
    assert isinstance(neutral, Sight), "a take was made of it"
    assert isinstance(peak, Sight), "a take was made of it"
    return Evidence(neutral, peak, item.expression)


def real_peak(evidence: Evidence, size: int) -> Picture:
    """The peak photo in the square of a clip without jitter, (size, size, 3)."""
    return cut(evidence.peak.picture, evidence.alignment.frame(evidence.neutral.frame), size)


def measured(item: Item, take: Take) -> dict[str, float]:
    """All figures of one clip."""
    frames, size = take.frames, take.frames.shape[1]
    evidence = both(item)
    real = real_peak(evidence, size)
    peak = evidence.alignment.points(evidence.peak.points)
    aligned = evidence.neutral.frame.to_frame(peak, size)
    inside = face(aligned.astype(np.float64), size, grown=0.8, soft=0) > 0.5
    last, first = frames[-1], frames[0]
    return {
        "ssim": region_mean(ssim_map(last, real), inside),
        "ssim of still": region_mean(ssim_map(first, real), inside),
        "error": float(np.abs(last.astype(float) - real)[inside].mean()),
        "error of still": float(np.abs(first.astype(float) - real)[inside].mean()),
        "largest step": _largest_step(frames[:, inside].astype(np.float64)),
        "detail": 2
        * gradient_energy(frames[len(frames) // 2], inside)
        / (gradient_energy(first, inside) + gradient_energy(last, inside)),
        **_landmarks(take),
    }


def _largest_step(pixels: np.ndarray) -> float:
    steps = np.abs(np.diff(pixels, axis=0)).mean((1, 2))
    return float(steps.max() / steps.mean())


def _landmarks(take: Take) -> dict[str, float]:
    found = [see(frame, take.item.id) for frame in take.frames]
    points = [one.points for one in found if isinstance(one, Sight)]
    if len(points) < len(found):
        click.echo(f"{take.item.id}: no face is found in some frames", err=True)
        names = ("landmarks", "landmarks at 0", "even steps", "backward steps")
        return dict.fromkeys(names, float("nan"))
    seen = np.stack([landmarks68(one.astype(np.float32)) for one in points])
    missed = np.linalg.norm(seen - take.landmarks, axis=2).mean(1) / eye_distance(seen[0])
    moved = displacement(seen, seen[0])
    return {
        "landmarks": 100 * float(missed.mean()),
        "landmarks at 0": 100 * float(missed[0]),
        "even steps": float(2 * moved[len(moved) // 2] / moved[-1]),
        "backward steps": 100 * float((np.diff(moved) <= -0.002).mean()),
    }


if __name__ == "__main__":
    main()
