"""Keep a clip: its file, its manifest, and a contact sheet if one is wanted."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np

from mien.media import (
    Label,
    Manifest,
    contact_sheet,
    manifest_path,
    write_clip,
    write_manifest,
)
from mien.runtime.sitting import Sitting
from mien.runtime.subject import Whom
from mien.schedules import Schedule
from mien.types import Picture

SHEET_FRAMES = 12
"""Most frames on a contact sheet."""

Watch: TypeAlias = Callable[[Iterator[Picture]], Iterable[Picture]]
"""Passes frames on, and tells somebody of their progress."""


@dataclass(frozen=True, kw_only=True)
class Making:
    """What a clip is made of beside its schedule, and how it is kept.

    Attributes:
        photo: name of the photo's file, without its folder.
        photo_sha256: hash of the photo's bytes, hexadecimal.
        bundle_sha256: digest of the bundle's card.
        whom: which face moves.
        label: mark clips as generated in their own metadata; the manifest says so always.
        loop: players repeat the clip, where the format can say so.
        sheet: write a contact sheet beside the clip.
    """

    photo: str
    photo_sha256: str
    bundle_sha256: str
    whom: Whom
    label: bool = True
    loop: bool = True
    sheet: bool = False

    def manifest(self, schedule: Schedule) -> Manifest:
        """The note that lies beside a clip."""
        return Manifest(
            photo=self.photo,
            photo_sha256=self.photo_sha256,
            bundle_sha256=self.bundle_sha256,
            schedule=schedule.to_json(),
            options={"face": self.whom, "label": self.label, "loop": self.loop},
            label=Label(),
        )


def keep(
    sitting: Sitting, schedule: Schedule, target: Path, making: Making, watch: Watch
) -> list[Path]:
    """Draw a clip and write it with everything that lies beside it.

    Args:
        sitting: the photo.
        schedule: in the order of the bundle's expressions.
        target: of the clip; its extension chooses the format.
        making: what the clip is made of.
        watch: sees every frame pass.

    Returns:
        What was written: the clip, its manifest, and its contact sheet if there is one.

    Raises:
        MienError: a target that cannot be written, or a schedule that it cannot hold.
    """
    label = Label() if making.label else None
    shown: list[Picture] = []
    total = len(schedule)
    frames = watch(sitting.clip(schedule.degrees))
    write_clip(
        _noted(frames, total, shown) if making.sheet else frames,
        target,
        fps=schedule.fps,
        label=label,
        loop=making.loop,
        total=total,
        degrees=schedule.degrees,
        expressions=np.array(schedule.expressions),
    )
    written = [target, write_manifest(manifest_path(target), making.manifest(schedule))]
    if making.sheet:
        sheet = contact_sheet(shown, captions=_captions(schedule))
        written.append(write_clip([sheet], sheet_path(target), fps=1, label=label))
    return written


def sheet_path(target: Path) -> Path:
    """Where the contact sheet of a clip lies."""
    return target.with_name(target.name + ".sheet.png")


def _on_sheet(frames: int) -> list[int]:
    """Numbers of the frames that a contact sheet shows, evenly spread, both ends included."""
    return sorted({round(i) for i in np.linspace(0, frames - 1, min(frames, SHEET_FRAMES))})


def _noted(frames: Iterable[Picture], total: int, shown: list[Picture]) -> Iterator[Picture]:
    """Pass frames on and keep those for the sheet."""
    wanted = set(_on_sheet(total))
    for number, frame in enumerate(frames):
        if number in wanted:
            shown.append(contact_sheet([frame], gap=0))
        yield frame


def _captions(schedule: Schedule) -> list[str]:
    """The degrees of a sheet's frames in words."""
    captions = []
    for number in _on_sheet(len(schedule)):
        row = zip(schedule.expressions, schedule.degrees[number], strict=True)
        captions.append(", ".join(f"{name} {degree:.2f}" for name, degree in row if degree))
    return [caption or "neutral" for caption in captions]
