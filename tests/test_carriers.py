from pathlib import Path

import pytest

from mien.carriers import carried


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "some_weights"
    (folder / "inner").mkdir(parents=True)
    (folder / "__init__.py").write_text("raise RuntimeError('imported')\n")
    (folder / "inner" / "net.h5").write_bytes(b"weights")
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def test_a_carried_file_is_found_without_importing_its_package(package: Path) -> None:
    assert carried("some_weights", "inner/net.h5") == package / "inner" / "net.h5"


def test_a_missing_file_or_package_is_none(package: Path) -> None:
    assert carried("some_weights", "net.h5") is None
    assert carried("no_such_weights", "inner/net.h5") is None
