"""The note beside a clip that says how it was made, so that it can be made again."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from mien import __version__
from mien.errors import MienError
from mien.media.label import Label
from mien.media.targets import replacing

FORMAT = 1
"""The newest format that this version reads, and the one that it writes."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What went into a clip. Holds no time and no host: the same work gives the same note.

    Attributes:
        photo: name of the photo's file, without its folder.
        photo_sha256: hash of the photo's bytes, hexadecimal.
        bundle_sha256: digest of the bundle's card (`mien.bundle.Card.digest`).
        schedule: expressions, degrees and frame rate, as JSON values.
        options: whatever else steered the work (frame, face, size), as JSON values.
        label: the mark in the clip's metadata, or None.
        version: version of mien.
        format: format number of the note.
    """

    photo: str
    photo_sha256: str
    bundle_sha256: str
    schedule: Mapping[str, Any]
    options: Mapping[str, Any] = field(default_factory=dict)
    label: Label | None = None
    version: str = __version__
    format: int = FORMAT


def manifest_path(target: Path) -> Path:
    """Where a clip's manifest lies: the clip's name and .json, in the same folder."""
    return target.with_name(target.name + ".json")


def write_manifest(path: Path, manifest: Manifest) -> Path:
    """Write a manifest at once, keys sorted.

    Raises:
        MienError: the file cannot be written.
        ValueError: the schedule or the options hold what JSON cannot.
    """
    text = json.dumps(asdict(manifest), indent=2, sort_keys=True, allow_nan=False) + "\n"
    try:
        with replacing(path) as scratch:
            scratch.write_text(text, encoding="utf-8")
    except OSError as error:
        raise MienError(f"{path} cannot be written: {error.strerror}. Is the disk full?") from error
    return path


def read_manifest(path: Path) -> Manifest:
    """Read a manifest.

    Raises:
        MienError: there is none, it is damaged, or a newer version wrote it.
    """
    try:
        document = json.loads(Path(path).read_text(encoding="utf-8"))
        newer = document["format"] > FORMAT
    except OSError as error:
        raise MienError(f"{path} cannot be opened: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise MienError(
            f"{path} is no manifest of mien: {error!r}. Make the clip again."
        ) from error
    if newer:
        raise MienError(
            f"{path} has format {document['format']}; this version of mien reads up to {FORMAT}. "
            "Update mien."
        )
    known = {item.name for item in fields(Manifest)}
    try:
        label = document.pop("label", None)
        values = {name: value for name, value in document.items() if name in known}
        return Manifest(**values, label=Label(**label) if label else None)
    except TypeError as error:
        raise MienError(f"{path} is incomplete: {error}. Make the clip again.") from error
