"""The page as a folder that any web host serves, where the browser does the drawing."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mien import __version__, examples
from mien.bundle import read_card, read_file
from mien.errors import MienError
from mien.faces.graphs import WEIGHTS
from mien.media import Label
from mien.media.targets import replacing
from mien.runtime import grain
from mien.runtime.amounts import known_amounts
from mien.schedules import FPS
from mien.studio.app import PAGE
from mien.studio.bundles import DEFAULT, Bundles
from mien.studio.onnxruntime_web import read_package
from mien.studio.policy import static_policy

LIMITS: Mapping[str, int] = {"photos_each": 16, "pixels": 24_000_000}
"""What a browser takes on: photos at once, and pixels of one."""

STEPS = 4096
"""Steps of the noise's 16-bit numbers in a standard deviation."""

_HEAD = '<html lang="en">\n<head>\n'


def write_static(bundles: Bundles, package: Path, folder: Path) -> int:
    """Write the page, its networks and its engine; all of it or nothing.

    Args:
        bundles: what it animates with.
        package: the file of onnxruntime-web, as npm packs it.
        folder: a new one, or one that was written before.

    Returns:
        Bytes in all.

    Raises:
        MienError: the folder holds something else, or the package is not the pinned one.
    """
    _check_place(folder)
    engine = read_package(package)
    with replacing(folder) as draft:
        shutil.copytree(PAGE, draft)
        _write_page(draft)
        _write_all(draft / "onnxruntime", engine)
        _write_all(draft / "examples", _examples())
        shutil.copytree(WEIGHTS, draft / "faces")
        for name in bundles.cards:
            _write_all(draft / "bundles" / name, _graphs(bundles.path(name)))
        (draft / "grain.bin").write_bytes(noise_bytes())
        (draft / "about.json").write_text(json.dumps(_about(bundles)) + "\n", encoding="utf-8")
        return sum(path.stat().st_size for path in draft.rglob("*") if path.is_file())


def _check_place(folder: Path) -> None:
    if not folder.absolute().parent.is_dir():
        raise MienError(f"{folder.absolute().parent} is no folder. Make it first.")
    is_ours = (folder / "about.json").is_file() and (folder / "grain.bin").is_file()
    is_empty = folder.is_dir() and not any(folder.iterdir())
    if folder.exists() and not (is_ours or is_empty):
        raise MienError(
            f"{folder} is there already and holds something else; it would be lost. "
            "Name a new folder."
        )


def _write_page(draft: Path) -> None:
    """Let the page know that it is alone, and let it say where its parts may come from."""
    page = draft / "index.html"
    html = page.read_text(encoding="utf-8")
    assert _HEAD in html, "the page begins so"
    policy = f'  <meta http-equiv="Content-Security-Policy" content="{static_policy()}">\n'
    head = _HEAD.replace('lang="en"', 'lang="en" data-engine="browser"') + policy
    page.write_text(html.replace(_HEAD, head), encoding="utf-8")


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _examples() -> dict[str, bytes]:
    return {f"{name}.jpg": examples.path(name).read_bytes() for name in examples.names()}


def _graphs(bundle: Path) -> dict[str, bytes]:
    card = read_card(bundle)
    return {name: read_file(bundle, card, name) for name in card.files if name.endswith(".onnx")}


def noise_bytes() -> bytes:
    """The grain's noise, octave after octave, in `STEPS` of its standard deviation."""
    return b"".join(
        (noise / noise.std() * STEPS).round().astype("<i2").tobytes()
        for noise in grain.noises(grain.OCTAVES)
    )


def _about(bundles: Bundles) -> dict[str, Any]:
    """What the page asks its engine first."""
    label = Label()
    return {
        "version": __version__,
        "bundles": [
            {
                "name": name,
                "folder": None if name == DEFAULT else name,
                "expressions": card.expressions,
                "licence": card.licence,
                "sha256": card.digest,
                "card": {
                    "expressions": card.expressions,
                    "output": card.output,
                    "frame": asdict(card.frame),
                },
            }
            for name, card in bundles.cards.items()
        ],
        "examples": examples.names(),
        "fps": FPS,
        "limits": LIMITS,
        "amounts": known_amounts(),
        "label": {**label.to_dict(), "xmp": label.to_xmp().decode()},
    }
