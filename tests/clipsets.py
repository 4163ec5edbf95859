"""A clip set small enough to make in a test: grey heads whose mouths open or whose brows sink."""

from pathlib import Path

import numpy as np

from mien.clips import Clip, ClipSet

SIZE = 36
FRAMES = 5
EXPRESSIONS = ("happy", "angry")
PEOPLE = {"ada": "train", "ben": "train", "cora": "val"}


def write_clipset(folder: Path) -> ClipSet:
    """Two expressions of three people, 36 pixels, five frames each."""
    folder.mkdir(parents=True, exist_ok=True)
    clips, landmarks = [], {}
    for number, (person, split) in enumerate(PEOPLE.items()):
        for expression in EXPRESSIONS:
            name = f"{person}-{expression}"
            degrees = np.linspace(0, 1, FRAMES)
            frames = np.stack([_frame(number, expression, degree) for degree in degrees])
            np.savez(folder / f"{name}.npz", frames=frames)
            landmarks[name] = np.stack([points_of(expression, degree) for degree in degrees])
            clips.append(
                Clip(
                    id=name,
                    file=f"{name}.npz",
                    person=person,
                    split=split,
                    expression=expression,
                    degrees=tuple(degrees.tolist()),
                )
            )
    clipset = ClipSet(folder, SIZE, tuple(clips))
    clipset.write(landmarks)
    return clipset


def _frame(person: int, expression: str, degree: float) -> np.ndarray:
    y, x = np.mgrid[:SIZE, :SIZE]
    head = np.exp(-((x - 18) ** 2 + (y - 18) ** 2) / 200)
    tone = np.array([200, 160 - 20 * person, 140 - 30 * person])
    frame = 40 + head[..., None] * (tone - 40)
    mouth = np.hypot((x - 18) / 6, (y - 26) / (1 + 3 * degree * (expression == "happy"))) < 1
    brow = (np.abs(y - 11 - 3 * degree * (expression == "angry")) < 1) & (np.abs(x - 18) < 9)
    frame[mouth | brow] = 30
    return frame.astype(np.uint8)


def points_of(expression: str, degree: float) -> np.ndarray:
    turn = np.linspace(0, 2 * np.pi, 68, endpoint=False)
    points = np.stack([18 + 12 * np.cos(turn), 18 + 12 * np.sin(turn)], axis=-1)
    lips = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    opening = 1 + 3 * degree * (expression == "happy")
    points[48:] = np.stack([18 + 6 * np.cos(lips), 26 + opening * np.sin(lips)], axis=-1)
    return points.astype(np.float32)
