"""Modules of the studio's page, run by Node.js for tests."""

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mien.studio.app import PAGE
from mien.studio.onnxruntime_web import PACKAGE, VERSION

_READ = """
const array = ({ array, kind }) => {
  const { buffer, byteOffset, length } = Buffer.from(array, "base64");
  const Kind = { uint8: Uint8Array, float32: Float32Array, int16: Int16Array }[kind];
  return new Kind(buffer.slice(byteOffset, byteOffset + length));
};
const said = async (value) => (
  value instanceof Blob ? new Uint8Array(await value.arrayBuffer()) : value);
const written = (key, value) => (ArrayBuffer.isView(value)
  ? { array: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64"),
      kind: { Uint8Array: "uint8", Float32Array: "float32" }[value.constructor.name] }
  : value);
"""


def evaluated(module: str, expression: str, given: object) -> object:
    """The value of an expression over `given` and `it`, the module; arrays come and go as arrays.

    Args:
        module: its path below the page's scripts.
        expression: JavaScript; it may be a promise, also of a Blob.
        given: JSON values and arrays.
    """
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is not installed")
    revived = '(key, value) => (value && typeof value.array === "string" ? array(value) : value)'
    code = (
        f"import * as it from {json.dumps((PAGE / 'js' / module).as_uri())};{_READ}"
        f'const text = (await import("fs")).readFileSync(0, "utf8");'
        f"const given = JSON.parse(text, {revived});"
        f"process.stdout.write(JSON.stringify(await said(await ({expression})), written));"
    )
    command = [node, "--input-type=module", "--eval", code]
    text = json.dumps(given, default=_written)
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout, object_hook=_revived)


def raster(picture: NDArray[np.generic]) -> dict[str, object]:
    """A picture or a plane as the page holds it."""
    height, width = picture.shape[:2]
    channels = 1 if picture.ndim == 2 else picture.shape[2]
    return {"width": width, "height": height, "channels": channels, "data": picture}


def picture_of(drawn: object) -> NDArray[np.generic]:
    """What `raster` made a raster of."""
    assert isinstance(drawn, dict)
    shape = (drawn["height"], drawn["width"], drawn["channels"])
    return drawn["data"].reshape(shape if shape[2] > 1 else shape[:2])


def package() -> Path:
    """The file of onnxruntime-web; a test that needs it is skipped where it is not."""
    path = Path(os.environ.get("MIEN_ONNXRUNTIME_WEB", f"build/{PACKAGE}"))
    if not path.is_file():
        pytest.skip(f"onnxruntime-web {VERSION} is not at {path}: run `make onnxruntime-web`")
    return path


def _written(value: object) -> object:
    assert isinstance(value, np.ndarray)
    content = base64.b64encode(np.ascontiguousarray(value).tobytes()).decode()
    return {"array": content, "kind": value.dtype.name}


def _revived(document: dict[str, object]) -> object:
    if set(document) != {"array", "kind"}:
        return document
    content = base64.b64decode(str(document["array"]))
    return np.frombuffer(content, np.dtype(str(document["kind"])))
