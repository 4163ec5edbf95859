"""A source of tiny clips drawn from chance, with one item for each way in which one can fail."""

import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from mien.errors import MienError
from mien.preparation.take import Item, Refusal, Take, Terms

FRAMES, SIZE = 4, 24
PEOPLE = {f"{name}_{shown}": "" for name in ("ada", "ben", "cora") for shown in ("happy", "sad")}


@dataclass
class Drawn:
    """Items are files in a folder named person_expression; a file's text says what happens."""

    folder: Path
    settings: dict = field(default_factory=lambda: {"size": SIZE})
    name: str = "drawn"
    splits: dict = field(default_factory=dict)

    def items(self):
        found = []
        for path in sorted(self.folder.iterdir()):
            person, expression = path.stem.split("_")
            split = self.splits.get(path.stem, "")
            found.append(
                Item(
                    id=path.stem,
                    person=person,
                    expression=expression,
                    files=(str(path),),
                    split=split,
                )
            )
        return found

    def strays(self):
        return [Refusal(id="lonely", reason="label without clip", detail="Nothing is there.")]

    def make(self, item, rng):
        while (text := Path(item.files[0]).read_text()) == "waits":
            time.sleep(0.05)
        if text == "unreadable":
            raise MienError("it is a potato.")
        if text == "defect":
            raise ZeroDivisionError("one over nought")
        frames = rng.integers(0, 256, (FRAMES, SIZE, SIZE, 3)).astype(np.uint8)
        if text == "refused":
            return Refusal(
                id=item.id,
                reason="blurred",
                detail="<b>Fog</b>.",
                figure=0.9,
                limit=0.7,
                thumbnail=frames[0],
            )
        # The same person has the same face in every clip.
        face = np.random.default_rng(sum(text.encode()) + sum(item.person.encode()))
        landmarks = np.repeat(face.uniform(2, 20, (1, 68, 2)), FRAMES, 0)
        return Take(
            item=item,
            frames=frames,
            landmarks=landmarks.astype(np.float32),
            degrees=(0.0, 0.3, 0.6, 1.0),
            terms=Terms(licence="CC0-1.0", attribution=item.person, consent="yes"),
            source="drawn",
            figures={"expression": 0.1},
        )


def drawn(folder: Path, **texts: str) -> Drawn:
    """A source whose items are called as the keywords."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text)
    return Drawn(folder)


def content(folder: Path) -> dict[str, bytes]:
    """All files below a folder, by their paths."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
