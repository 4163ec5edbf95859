"""Texts that a folder of results holds, and the JSON among them."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mien.errors import MienError
from mien.media.targets import replacing


def write_documents(folder: Path, texts: Mapping[str, str], what: str) -> tuple[Path, ...]:
    """Write files, each whole or not at all.

    Args:
        folder: made if it is not there.
        texts: by file name.
        what: they are together, for the error's message.

    Returns:
        Their paths.

    Raises:
        MienError: the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            with replacing(folder / name) as draft:
                draft.write_text(text, encoding="utf-8")
    except OSError as error:
        raise MienError(f"The {what} cannot be written to {folder}: {error.strerror}.") from error
    return tuple(folder / name for name in texts)


def json_text(document: Mapping[str, Any]) -> str:
    """A document as JSON, in which a number that is not finite is null."""
    return json.dumps(plain(document), indent=1, allow_nan=False) + "\n"


def plain(value: Any) -> Any:
    """The same in what JSON has; a number that is not finite becomes None."""
    match value:
        case Mapping():
            return {key: plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case float() if not math.isfinite(value):
            return None
    return value
