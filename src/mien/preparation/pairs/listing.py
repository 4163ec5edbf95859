"""Which photos belong together: two files, or two folders."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from mien.errors import MienError
from mien.preparation.files import PHOTOS, children, clip_id, expression_name, looking
from mien.preparation.take import Item, Refusal, Terms


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two photos of one person.

    Attributes:
        item: what the clip will be.
        neutral: file of the neutral photo.
        peak: file of the photo that shows the expression.
        terms: on which they may be used.
    """

    item: Item
    neutral: Path
    peak: Path
    terms: Terms


@dataclass(frozen=True, kw_only=True)
class Listing:
    """All pairs that were found.

    Attributes:
        origin: where they were looked for, for messages.
        pairs: in a fixed order; their ids differ.
        strays: photos without a partner, and rows of a table that name none.
    """

    origin: str
    pairs: tuple[Pair, ...]
    strays: tuple[Refusal, ...] = ()


@dataclass(frozen=True)
class Row:
    """What is known of a pair before it has an id.

    Attributes:
        person: who.
        expression: what.
        neutral: file.
        peak: file.
    """

    person: str
    expression: str
    neutral: Path
    peak: Path


def list_photos(
    neutral: Path, peak: Path, expression: str, *, person: str = "", terms: Terms | None = None
) -> Listing:
    """List two photos, or two folders in which the photos of one person have the same name.

    Args:
        neutral: a file or a folder.
        peak: the same.
        expression: what all peak photos show.
        person: who is shown by two files; the neutral file's name if empty.
        terms: on which all of them may be used.

    Raises:
        MienError: a path is missing or may not be looked into, or one is a file and the other a
            folder.
    """
    with looking():
        return _listing(neutral, peak, expression, person=person, terms=terms or Terms())


def _listing(neutral: Path, peak: Path, expression: str, *, person: str, terms: Terms) -> Listing:
    for path in (neutral, peak):
        if not path.exists():
            raise MienError(f"{path} does not exist. Check the name and the folder.")
    if neutral.is_dir() != peak.is_dir():
        raise MienError(
            f"{neutral} and {peak}: one is a folder and one a file. Give two photos, or two "
            "folders in which the photos of one person have the same name."
        )
    origin = f"{neutral} and {peak}"
    rows: list[tuple[str, Path, Path]] = [(person or neutral.stem, neutral, peak)]
    strays: tuple[Refusal, ...] = ()
    if neutral.is_dir():
        if person:
            raise MienError("Folders show several people, named by their files: name none.")
        rows, strays = _matched(neutral, peak)
    found = [(Row(person, expression, one, other), terms) for person, one, other in rows]
    return Listing(origin=origin, pairs=pairs_of(found), strays=strays)


def _matched(neutral: Path, peak: Path) -> tuple[list[tuple[str, Path, Path]], tuple[Refusal, ...]]:
    """Photos of the same name in two folders, and those without a partner."""
    sides = [_photos(neutral), _photos(peak)]
    common = sorted(set(sides[0]) & set(sides[1]))
    strays = []
    for side, other, folder in ((0, 1, peak), (1, 0, neutral)):
        for name in sorted(set(sides[side]) - set(sides[other])):
            detail = f"There is no photo named {name} in {folder}."
            stray = _name(sides[side][name][0])
            strays.append(Refusal(id=stray, reason="no partner", detail=detail))
    for name in common:
        for file in (*sides[0][name][1:], *sides[1][name][1:]):
            detail = "Another photo in this folder has the same name but for its suffix."
            strays.append(Refusal(id=_name(file), reason="named twice", detail=detail))
    return [(name, sides[0][name][0], sides[1][name][0]) for name in common], tuple(strays)


def _name(photo: Path) -> str:
    """A photo as the report names it: with its folder, since both have the same names."""
    return f"{photo.parent.name}/{photo.name}"


def _photos(folder: Path) -> Mapping[str, Sequence[Path]]:
    photos: dict[str, list[Path]] = {}
    for path in children(folder):
        if path.suffix.lower() in PHOTOS:
            photos.setdefault(path.stem, []).append(path)
    return photos


def pairs_of(found: Sequence[tuple[Row, Terms]]) -> tuple[Pair, ...]:
    """Give each pair an id that differs from all others and that a file can have."""
    names = _distinct([clip_id(row.person, row.expression) for row, _ in found])
    return tuple(
        Pair(
            item=Item(
                id=name,
                person=row.person,
                expression=expression_name(row.expression),
                files=(str(row.neutral), str(row.peak)),
                settings={"terms": asdict(terms)},
            ),
            neutral=row.neutral,
            peak=row.peak,
            terms=terms,
        )
        for name, (row, terms) in zip(names, found, strict=True)
    )


def _distinct(names: Sequence[str]) -> Iterator[str]:
    """Names, numbered where they would be the same; case does not tell files apart."""
    taken: set[str] = set()
    for name in names:
        number, distinct = 1, name
        while distinct.lower() in taken:
            number += 1
            distinct = f"{name}-{number}"
        taken.add(distinct.lower())
        yield distinct
