"""Which photos there are, and whom they show: those of a folder, one photo, or those of a table."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from mien.errors import MienError
from mien.preparation.files import PHOTOS, photos
from mien.preparation.rows import TERMS, lacking, read_rows, terms_said
from mien.preparation.take import Refusal, Terms

NEEDED: Final = ("file", "person")
"""Columns that a table must have."""


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A photo before anybody has looked at it.

    Attributes:
        path: where it is.
        file: the same from the folder or the table on.
        person: who is shown.
        terms: what the table says of it alone; None without a table.
    """

    path: Path
    file: str
    person: str
    terms: Terms | None = None

    @property
    def name(self) -> str:
        """What its clips are called: `ward/001.jpg` is `ward-001`."""
        return _name(self.file)


def list_photos(root: Path) -> tuple[list[Photo], list[Refusal]]:
    """The photos of a folder, one photo, or the photos that a CSV table names, in its order.

    In a table, whose files are relative to its folder, several photos may show one person; without
    one, every photo is a person.

    Returns:
        The photos, whose names differ, and what is left out: photos that would have one name
        (`ada.jpg` beside `ada.png`), and rows that lack something.

    Raises:
        MienError: there is no such place, or the table is none.
    """
    strays: list[Refusal] = []
    if root.suffix.lower() == ".csv":
        found, strays = _of_table(root)
    elif root.is_file():
        found = [_alone(root, root.name)] if root.suffix.lower() in PHOTOS else []
    elif root.is_dir():
        found = [_alone(path, path.relative_to(root).as_posix()) for path in photos(root)]
    else:
        raise MienError(f"{root} is not there. Give a folder of photos, or a table of them.")
    counts = Counter(photo.name for photo in found)
    strays += [_twice(photo, counts) for photo in found if counts[photo.name] > 1]
    return [photo for photo in found if counts[photo.name] == 1], strays


def _alone(path: Path, file: str) -> Photo:
    return Photo(path=path, file=file, person=_name(file))


def _of_table(table: Path) -> tuple[list[Photo], list[Refusal]]:
    found, strays = [], []
    for number, row in read_rows(table, NEEDED, TERMS):
        if reason := lacking(row, NEEDED, ("file",), table.parent):
            strays.append(Refusal(id=f"{table.name}:{number}", reason=reason[0], detail=reason[1]))
            continue
        file = row["file"]
        photo = Photo(
            path=table.parent / file, file=file, person=row["person"], terms=terms_said(row)
        )
        found.append(photo)
    return found, strays


def _name(file: str) -> str:
    return "-".join(PurePath(file).with_suffix("").parts)


def _twice(photo: Photo, counts: Counter[str]) -> Refusal:
    detail = (
        f"{counts[photo.name]} photos would be called {photo.name!r}. Rename them, or keep one."
    )
    return Refusal(id=photo.file, reason="named twice", detail=detail)
