"""Find every method's clips, and what they show."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mien.errors import MienError
from mien.media import VIDEOS, manifest_path, read_manifest
from mien.schedules import Schedule
from mien.study.answers import TRUTH
from mien.study.study import Clip, Stimulus
from mien.study.trial import SPOILED

CLIPS = VIDEOS | {".gif", ".webp", ".npz"}
"""Suffixes of what counts as a clip in a folder."""

COLUMNS = ("method", "item", "expression", "path")
"""Columns that a table of clips must have; `degree` may stand beside them."""

_NAME = re.compile(r"(?P<item>.+)-(?P<expression>[^-@]+)(?:@(?P<degree>[\d.]+))?")


@dataclass(frozen=True, kw_only=True)
class Found:
    """Clips by what they show and who made them; only what all methods have.

    Attributes:
        paths: where each clip lies.
        stimuli: what every method shows.
        missing: for each method, how many stimuli of others it lacks.
    """

    paths: Mapping[Clip, Path]
    stimuli: tuple[Stimulus, ...]
    missing: Mapping[str, int]

    @property
    def methods(self) -> tuple[str, ...]:
        """Methods in the order in which they were named, without the truth."""
        return tuple(dict.fromkeys(c.method for c in self.paths if c.method != TRUTH))


def check_method(name: str) -> None:
    """Refuse a method's name that stands for something else, or that no table can show.

    Raises:
        MienError: it does.
    """
    if name == SPOILED or not re.fullmatch(r"[\w.+ -]{1,40}", name):
        raise MienError(f"No method can be called {name!r}: choose another name.")


def in_folders(folders: Mapping[str, Path], expressions: Iterable[str]) -> dict[Clip, Path]:
    """The clips of methods, or of the truth, that have a folder each.

    A file is called ITEM-EXPRESSION.mp4 or ITEM-EXPRESSION@DEGREE.mp4. The manifest that
    `mien animate` writes beside a clip says its degree where the name does not.

    Args:
        folders: a folder for each method.
        expressions: names that may hold hyphens; others are what follows the last one.

    Raises:
        MienError: a folder or its clips cannot be used.
    """
    known = sorted(expressions, key=len, reverse=True)
    paths: dict[Clip, Path] = {}
    for method, folder in folders.items():
        check_method(method)
        if not folder.is_dir():
            raise MienError(f"{folder}, for {method}, is no folder. Name a folder of clips.")
        for path in sorted(folder.iterdir()):
            if path.suffix.lower() in CLIPS and not path.name.startswith("."):
                _add(paths, Clip(stimulus=_stimulus(path, known), method=method), path)
    return paths


def in_table(table: Path) -> dict[Clip, Path]:
    """The clips that a CSV file lists: `COLUMNS` and perhaps `degree`, paths from its folder.

    Raises:
        MienError: the table cannot be read, or a row of it cannot be used.
    """
    paths: dict[Clip, Path] = {}
    try:
        with table.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise MienError(f"{table} cannot be read as CSV: {error}.") from error
    for number, row in enumerate(rows, 2):
        if any(not row.get(name) for name in COLUMNS):
            raise MienError(f"{table}, line {number}: the columns are {', '.join(COLUMNS)}.")
        check_method(row["method"])
        stimulus = Stimulus(
            item=row["item"],
            expression=row["expression"],
            degree=_degree(row.get("degree") or "1", table),
        )
        _add(paths, Clip(stimulus=stimulus, method=row["method"]), table.parent / row["path"])
    return paths


def shared(paths: Mapping[Clip, Path]) -> Found:
    """Keep what every method shows; real clips may be of other people.

    Raises:
        MienError: there is nothing that all methods show.
    """
    by_method: dict[str, set[Stimulus]] = {}
    for clip in paths:
        if clip.method != TRUTH:
            by_method.setdefault(clip.method, set()).add(clip.stimulus)
    everything = set().union(*by_method.values())
    common = set.intersection(*by_method.values()) if by_method else set()
    if not common:
        counts = ", ".join(f"{name} {len(held)}" for name, held in by_method.items())
        raise MienError(
            f"No clip is there from every method ({counts or 'no method has any'}). Clips are "
            "called ITEM-EXPRESSION.mp4; one item has one name everywhere, and one degree."
        )
    return Found(
        paths={c: p for c, p in paths.items() if c.method == TRUTH or c.stimulus in common},
        stimuli=tuple(sorted(common, key=lambda one: (one.item, one.expression, one.degree))),
        missing={name: len(everything - held) for name, held in by_method.items()},
    )


def _add(paths: dict[Clip, Path], clip: Clip, path: Path) -> None:
    if clip in paths:
        raise MienError(f"{path} and {paths[clip]} are both {clip.method}'s clip of one thing.")
    paths[clip] = path


def _stimulus(path: Path, known: list[str]) -> Stimulus:
    name, said = path.stem, None
    for expression in known:
        head, hyphen, tail = name.rpartition(f"-{expression}")
        if hyphen and head and re.fullmatch(r"(@[\d.]+)?", tail):
            item, said = head, tail[1:]
            break
    else:
        matched = _NAME.fullmatch(name)
        if matched is None:
            raise MienError(f"{path} is not called ITEM-EXPRESSION{path.suffix}: rename it.")
        item, expression, said = matched["item"], matched["expression"], matched["degree"]
    degree = _degree(said, path) if said else _peak(path)
    return Stimulus(item=item, expression=expression, degree=degree)


def _degree(text: str, path: Path) -> float:
    try:
        degree = float(text)
    except ValueError:
        degree = -1.0
    if not 0 <= degree <= 1:
        raise MienError(f"{path}: the degree {text!r} is no number from 0 to 1.")
    return degree


def _peak(path: Path) -> float:
    """The greatest degree in the manifest beside a clip; 1 where there is none."""
    note = manifest_path(path)
    if not note.exists():
        return 1.0
    return round(float(Schedule.from_json(read_manifest(note).schedule).degrees.max()), 4)
