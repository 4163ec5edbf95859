"""The Extended Cohn-Kanade layout, as it is distributed."""

from pathlib import Path

import numpy as np
from PIL import Image


def write_sequence(
    root: Path, name: str, frames: np.ndarray, track: np.ndarray, label: str | None, grey=True
) -> None:
    """Write the frames, landmarks and label of one sequence, such as `S005_001`."""
    person, take = name.split("_")
    for kind in ("cohn-kanade-images", "Landmarks", "Emotion"):
        (root / kind / person / take).mkdir(parents=True, exist_ok=True)
    for number, (frame, points) in enumerate(zip(frames, track, strict=True), 1):
        stem = f"{name}_{number:08d}"
        picture = Image.fromarray(frame).convert("L" if grey else "RGB")
        picture.save(root / "cohn-kanade-images" / person / take / f"{stem}.png")
        lines = [f"   {x + 1:.7e}   {y + 1:.7e}" for x, y in points]
        path = root / "Landmarks" / person / take / f"{stem}_landmarks.txt"
        path.write_text("\n".join(lines) + "\n")
    if label is not None:
        stem = f"{name}_{len(frames):08d}_emotion.txt"
        (root / "Emotion" / person / take / stem).write_text(label)
