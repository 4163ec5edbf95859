"""A collection of puppet clips small enough to make in a test."""

import csv
from pathlib import Path

import numpy as np

FRAMES = 5
SIZE = 16
COLUMNS = (
    *("clip_id", "file", "source", "subject", "split"),
    *("expression", "variant", "strength", "frames", "licence"),
)


def write_collection(folder: Path, clips: dict[str, dict[str, object]]) -> Path:
    """Write clips by name, each with what differs from an open smile of strength 1.

    `wide` is how far the corners of the mouth move, `gap` how far the lips part, in pixels; the
    eyes are 100 apart.
    """
    (folder / "clips" / "puppet").mkdir(parents=True)
    rows, tracks = [], {}
    for name, changes in clips.items():
        values = {"wide": 10.0, "gap": 20.0, "subject": name, "split": "train"} | changes
        file = f"clips/puppet/{name}.npz"
        np.savez(folder / file, frames=np.zeros((FRAMES, SIZE, SIZE, 3), np.uint8), fps=10.0)
        tracks[name] = landmarks(float(values["wide"]), float(values["gap"]))
        row = {"expression": "happy", "variant": "recipe-1", "strength": 1, "source": "puppet"}
        row |= {"clip_id": name, "file": file, "frames": FRAMES, "licence": "CC0-1.0"} | values
        rows.append({column: row[column] for column in COLUMNS})
    np.savez(folder / "clips" / "puppet" / "landmarks.npz", **tracks)
    with (folder / "clips.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return folder


def landmarks(wide: float, gap: float) -> np.ndarray:
    """A mouth that widens and opens while the eyes stay, (frames, 68, 2)."""
    track = np.zeros((FRAMES, 68, 2), np.float32)
    track[:, 36:42], track[:, 42:48] = (50, 50), (150, 50)
    share = np.linspace(0, 1, FRAMES)
    track[:, 48, 0], track[:, 54, 0] = 80 - wide * share, 120 + wide * share
    track[:, 61:64, 1], track[:, 65:68, 1] = 100, 100 + gap * share[:, None]
    return track
