"""The two networks that ship with the package, checked and opened when first asked for."""

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mien.errors import MienError
from mien.inference import open_graph

if TYPE_CHECKING:
    import onnxruntime

SHA256 = {
    "detector": "21642bd2e3f563a5ff4245f72ff8411c590e764ed8a301b9a9f8111ef551348d",
    "landmarks": "c4564ae3a2c4ad5cd946153055f1003bd1669b82b1be43f069c057815ff0a782",
}
"""Hashes of the graphs as `scripts/convert_face_models.py` writes them."""

WEIGHTS = Path(__file__).parent / "weights"


@cache
def graph(name: Literal["detector", "landmarks"]) -> "onnxruntime.InferenceSession":
    """Open one of the graphs; it may be run from several threads at once.

    Raises:
        MienError: the file is missing or is not the one that this version was made with.
    """
    return open_graph(_checked(WEIGHTS / f"{name}.onnx", SHA256[name]))


def _checked(path: Path, expected: str) -> bytes:
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != expected:
        raise MienError(f"{path} is missing or damaged. Install mien again.")
    return content
