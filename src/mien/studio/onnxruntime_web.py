"""The two files of onnxruntime-web that run graphs in a browser, out of its npm package."""

import tarfile
from collections.abc import Mapping
from pathlib import Path

from mien.bundle import sha256
from mien.errors import MienError

VERSION = "1.25.1"
"""That of onnxruntime in `constraints.txt`: the same operators in the browser as here."""

PACKAGE = f"onnxruntime-web-{VERSION}.tgz"
"""What `npm pack` calls the package's file."""

SHA256 = "731e568a1471c6969f6c1bfb7349eff6f88f33fa5d4b46f43104ea35e34aef51"
"""Hash of the file, which npm checked against the one that the registry states."""

MEMBERS: Mapping[str, str] = {
    "package/dist/ort.wasm.bundle.min.mjs": "ort.wasm.bundle.min.js",
    "package/dist/ort-wasm-simd-threaded.wasm": "ort-wasm-simd-threaded.wasm",
}
"""What is taken out, and what it is called here: every file server knows the type of .js."""


def read_package(package: Path) -> dict[str, bytes]:
    """The files of a package by the names that `MEMBERS` gives them.

    Raises:
        MienError: there is no such file, or it is another one than was pinned.
    """
    try:
        content = package.read_bytes()
    except OSError as error:
        raise MienError(
            f"{package} cannot be read: {error.strerror}. Fetch it with "
            f"`npm pack onnxruntime-web@{VERSION}`, and say with --onnxruntime-web where it lies."
        ) from error
    if sha256(content) != SHA256:
        raise MienError(
            f"{package} is not onnxruntime-web {VERSION} as it was published (its SHA-256 "
            f"differs). Fetch it again with `npm pack onnxruntime-web@{VERSION}`."
        )
    with tarfile.open(package, "r:gz") as archive:
        return {name: _member(archive, member) for member, name in MEMBERS.items()}


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    assert file is not None, "the archive is the pinned one"
    return file.read()
