"""Weights inside packages that are installed for them alone and never imported."""

from importlib.util import find_spec
from pathlib import Path


def carried(package: str, file: str) -> Path | None:
    """A file that a package carries; None if the package, or the file in it, is not there.

    Args:
        package: name of the module.
        file: path inside the package's folder.
    """
    found = find_spec(package)
    folders = (found.submodule_search_locations if found else None) or []
    paths = [Path(folder) / file for folder in folders]
    return next((path for path in paths if path.is_file()), None)
