"""Draw one clip with everything that lies beside it: the work of one job."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from tqdm import tqdm

from mien.cli.plan import Item
from mien.errors import MienError
from mien.media import Photo, manifest_path, read_manifest, read_photo
from mien.runtime import Animator, Sitting, load
from mien.runtime.amounts import Calibration
from mien.runtime.calibration import calibrate, face_of, strengths
from mien.runtime.keeping import Making, keep, sheet_path
from mien.runtime.subject import Whom
from mien.schedules import at_strength
from mien.types import Picture


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What all clips of one call share.

    Attributes:
        bundle: its folder.
        digest: of the bundle's card.
        whom: which face moves.
        label: mark clips as generated in their own metadata; the manifest says so always.
        loop: players repeat the clip, where the format can say so.
        sheet: write a contact sheet beside the clip.
        threads: threads of the network, or None for the runtime's choice.
        force: draw what is there already.
        amounts: calibrate each face: what its expressions shall move, in eye distances, beside the
            known amounts; None leaves the degrees as they stand.
        progress: show a bar for the clip's frames.
    """

    bundle: Path
    digest: str
    whom: Whom
    label: bool
    loop: bool
    sheet: bool
    threads: int | None
    force: bool
    amounts: Mapping[str, float] | None = None
    progress: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of a clip: an error, or drawn now, or found as it should be; and remarks."""

    item: Item
    drawn: bool = False
    error: str = ""
    notes: tuple[str, ...] = ()


def draw(item: Item, settings: Settings) -> Outcome:
    """Make a clip unless it is there; what a user can mend is told, not raised."""
    try:
        item, notes = _calibrated(item, settings)
        if not settings.force and _is_there(item, settings):
            return Outcome(item, notes=notes)
        _draw(item, settings)
    except MienError as error:
        return Outcome(item, error=str(error))
    except (OSError, MemoryError) as error:
        return Outcome(item, error=f"{item.target} could not be made of {item.photo}: {error!r}")
    return Outcome(item, drawn=True, notes=notes)


def _calibrated(item: Item, settings: Settings) -> tuple[Item, tuple[str, ...]]:
    """The item at the strengths of its face, and what could not be reached of what it shows."""
    if settings.amounts is None:
        return item, ()
    found = _measured(_sitting(*_sitter(item, settings)), tuple(settings.amounts.items()))
    shown = item.schedule.degrees.max(axis=0) > 0
    notes = tuple(
        f"{item.photo}: {one.words}."
        for one, is_shown in zip(found, shown, strict=True)
        if is_shown and one.words
    )
    return replace(item, schedule=at_strength(item.schedule, strengths(found))), notes


def _is_there(item: Item, settings: Settings) -> bool:
    """Whether the clip was made of the same things already.

    Raises:
        MienError: the target is a file that has no manifest.
    """
    if not item.target.exists():
        return False
    try:
        former = read_manifest(manifest_path(item.target))
    except MienError as error:
        raise MienError(
            f"{item.target} exists and has no manifest of mien: it may be something else. "
            "Choose another name, or replace it with --force."
        ) from error
    if not item.photo.is_file() or (settings.sheet and not sheet_path(item.target).exists()):
        return False
    with item.photo.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return former == _making(item, settings, digest).manifest(item.schedule)


def _draw(item: Item, settings: Settings) -> None:
    seated = _sitting(*_sitter(item, settings))

    def watch(frames: Iterator[Picture]) -> Iterable[Picture]:
        return tqdm(
            frames,
            desc=item.target.name,
            total=len(item.schedule),
            leave=False,
            disable=_quiet(settings),
        )

    making = _making(item, settings, seated.photo.sha256)
    keep(seated.sitting, item.schedule, item.target, making, watch)


def _making(item: Item, settings: Settings, photo_digest: str) -> Making:
    return Making(
        photo=item.photo.name,
        photo_sha256=photo_digest,
        bundle_sha256=settings.digest,
        whom=settings.whom,
        label=settings.label,
        loop=settings.loop,
        sheet=settings.sheet,
    )


def _quiet(settings: Settings) -> bool | None:
    """Whether to draw no bar: never where standard error is no terminal."""
    return None if settings.progress else True


@dataclass(frozen=True, eq=False)
class _Seated:
    """A photo and its encoded faces."""

    photo: Photo
    whom: Whom
    sitting: Sitting


def _sitter(item: Item, settings: Settings) -> tuple[Path, int, Animator, Whom]:
    """What tells one photo, as it is now and as a bundle sees it, from another."""
    changed = item.photo.stat().st_mtime_ns if item.photo.exists() else 0
    animator = _animator(settings.bundle, settings.digest, settings.threads)
    return item.photo, changed, animator, settings.whom


@lru_cache(maxsize=1)
def _sitting(
    path: Path,
    changed: int,  # noqa: ARG001 - tells a changed file apart
    animator: Animator,
    whom: Whom,
) -> _Seated:
    """A photo and its encoded faces, kept while its expressions are drawn in turn."""
    photo = read_photo(path)
    return _Seated(photo, whom, animator.sit_as(photo, whom))


@lru_cache(maxsize=1)
def _measured(seated: _Seated, amounts: tuple[tuple[str, float], ...]) -> tuple[Calibration, ...]:
    """What its expressions do to a photo's face, measured once for all its clips."""
    from mien.faces import find_faces  # noqa: PLC0415 - loads a network that drawing may not need

    photo = seated.photo
    face = face_of(find_faces(photo.picture), seated.whom, str(photo.path))
    return calibrate(seated.sitting, face, dict(amounts))


@lru_cache(maxsize=1)
def _animator(bundle: Path, digest: str, threads: int | None) -> Animator:  # noqa: ARG001 - tells a changed bundle apart
    """The bundle, loaded once in a process."""
    return load(bundle, threads=threads)
