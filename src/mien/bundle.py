"""A bundle: the folder that holds one trained model for animating, and nothing else.

`bundle.json` is the card, beside it lie ONNX graphs: `base.onnx`, one `<expression>.onnx` for each
residual encoder, and `decoder.onnx`. `docs/formats.md` describes every field.
"""

import hashlib
import json
import shutil
import string
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args

from mien.errors import MienError

FORMAT = 2
"""The format that this version reads and writes; the first had no shade."""

CARD = "bundle.json"
"""Name of the card inside a bundle."""

Output = Literal["composed", "rgb"]
"""What the decoder emits: flow, shade, opacity and colour to compose with the photo; or a frame."""

OUTPUTS: Mapping[Output, tuple[str, ...]] = {
    "composed": ("flow", "shade", "opacity", "colour"),
    "rgb": ("frame",),
}
"""Names of the decoder's outputs, in their order."""


@dataclass(frozen=True, kw_only=True)
class FrameCard:
    """How the network sees a face: a square, and where the face lies in it.

    Attributes:
        size: side of the square in pixels.
        face: distance from the upper forehead to the chin, as a fraction of the side.
        centre: centre of the face oval's bounding box, (x, y), as fractions of the side.
        roll: greatest roll of the head that is left in the frame, in degrees.
    """

    size: int = 256
    face: float = 0.611
    centre: tuple[float, float] = (0.5, 0.538)
    roll: float = 8.0


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a bundle says about itself.

    Attributes:
        expressions: names of the residual encoders, in the order in which they are listed to users.
        output: what the decoder emits.
        frame: how faces are framed.
        levels: how many feature maps an encoder hands to the decoder, the finest first.
        files: SHA-256 of every other file in the folder, hexadecimal, by name.
        version: version of mien that wrote the bundle.
        licence: SPDX expression under which the weights may be used.
        training: what the network was trained on and how, free form.
        metrics: figures measured on held-out people, free form.
        format: format number of the folder.
    """

    expressions: tuple[str, ...]
    output: Output
    levels: int
    files: Mapping[str, str]
    version: str
    licence: str
    frame: FrameCard = field(default_factory=FrameCard)
    training: Mapping[str, Any] = field(default_factory=dict)
    metrics: Mapping[str, Any] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def digest(self) -> str:
        """SHA-256 over the names and hashes of the files: names the weights, not the prose."""
        lines = "".join(f"{name} {self.files[name]}\n" for name in sorted(self.files))
        return hashlib.sha256(lines.encode()).hexdigest()

    def to_json(self) -> str:
        """The text of `bundle.json`."""
        return json.dumps(asdict(self), indent=2) + "\n"


def default_bundle() -> Path:
    """The folder of the bundle that ships inside the package."""
    return Path(__file__).parent / "bundles" / "default"


def sha256(content: bytes) -> str:
    """The hash that cards hold, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_card(folder: Path) -> Card:
    """Read and check a bundle's card; the graphs are only looked for, `read_file` checks them.

    Raises:
        MienError: no bundle, a damaged or newer card, a missing file.
    """
    card = _card(folder, _document(folder))
    _check(folder, card)
    return card


def read_file(folder: Path, card: Card, name: str) -> bytes:
    """The content of one of a bundle's files.

    Raises:
        MienError: the file is not the one that the card was written for.
    """
    content = (folder / name).read_bytes()
    if sha256(content) != card.files[name]:
        raise MienError(
            f"{folder / name} is not the file that {CARD} describes (its SHA-256 differs). "
            "The copy is damaged or was edited: copy or export the bundle again."
        )
    return content


def copy_bundle(source: Path, target: Path) -> None:
    """Copy a bundle's card and files in one move, in the place of what was there.

    Raises:
        MienError: no bundle, or a damaged one.
    """
    card = read_card(source)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as draft:
        copy = Path(draft) / target.name
        copy.mkdir()
        for name in card.files:
            (copy / name).write_bytes(read_file(source, card, name))
        (copy / CARD).write_bytes((source / CARD).read_bytes())
        shutil.rmtree(target, ignore_errors=True)
        copy.replace(target)


def needed_files(card: Card) -> tuple[str, ...]:
    """Names of the graphs without which a bundle cannot animate."""
    return ("base.onnx", *(f"{name}.onnx" for name in card.expressions), "decoder.onnx")


def _document(folder: Path) -> dict[str, Any]:
    path = folder / CARD
    if not path.is_file():
        raise MienError(
            f"{folder} is not a bundle: it has no {CARD}. Name a folder written by `mien export`."
        )
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MienError(
            f"{path} cannot be read as JSON: {error}. Export the bundle again."
        ) from error
    if not isinstance(document, dict) or not isinstance(document.get("format"), int):
        raise MienError(f"{path} is not a bundle's card: it has no format number.")
    if document["format"] != FORMAT:
        raise MienError(
            f"{folder} has format {document['format']}; this version of mien reads {FORMAT}. "
            "Export its run again with this version, or update mien if the bundle is the newer."
        )
    return document


def _card(folder: Path, document: dict[str, Any]) -> Card:
    try:
        values = _known(Card, document, folder)
        frame = _known(FrameCard, values.get("frame", {}), folder)
        if "centre" in frame:
            x, y = frame["centre"]
            frame["centre"] = (float(x), float(y))
        names = tuple(str(name) for name in values["expressions"])
        return Card(**values | {"frame": FrameCard(**frame), "expressions": names})
    except (TypeError, ValueError, KeyError) as error:
        if isinstance(error, MienError):
            raise
        raise MienError(f"{folder / CARD} is incomplete: {error}. Export it again.") from error


def _known(kind: type, values: dict[str, Any], folder: Path) -> dict[str, Any]:
    unknown = sorted(set(values) - {item.name for item in fields(kind)})
    if unknown:
        raise MienError(
            f"{folder / CARD} has keys that this version does not know: {', '.join(unknown)}. "
            "Remove them, or update mien."
        )
    return dict(values)


def _check(folder: Path, card: Card) -> None:
    if card.output not in get_args(Output):
        raise MienError(f"{folder / CARD}: output is {card.output!r}, not 'composed' or 'rgb'.")
    if not card.expressions or len(set(card.expressions)) < len(card.expressions):
        raise MienError(f"{folder / CARD} must list its expressions, each once.")
    if not isinstance(card.levels, int) or card.levels < 1 or card.frame.size < 1:
        raise MienError(f"{folder / CARD}: levels and frame.size must be positive.")
    for name in needed_files(card):
        if not _is_hash(card.files.get(name)):
            raise MienError(
                f"{folder / CARD} gives no SHA-256 for {name}. Export the bundle again."
            )
    for name in card.files:
        if Path(name).name != name or not (folder / name).is_file():
            raise MienError(f"{folder} lacks the file {name!r} that its card lists.")


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and len(value) == 64 and set(value) <= set(string.hexdigits)
