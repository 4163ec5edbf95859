import json
from pathlib import Path

import pytest

from mien.errors import MienError
from mien.media.documents import json_text, write_documents


def test_what_is_not_finite_is_null_however_deep_it_lies() -> None:
    document = {"a": [1.5, float("nan"), (float("inf"), 2)], "b": {"c": -float("inf"), "d": "x"}}
    expected = {"a": [1.5, None, [None, 2]], "b": {"c": None, "d": "x"}}
    assert json.loads(json_text(document)) == expected


def test_all_documents_are_written_into_a_folder_that_is_made(tmp_path: Path) -> None:
    paths = write_documents(tmp_path / "new" / "out", {"a.md": "one\n", "b.csv": "é\n"}, "report")
    assert [path.name for path in paths] == ["a.md", "b.csv"]
    assert [path.read_text(encoding="utf-8") for path in paths] == ["one\n", "é\n"]
    assert len(list((tmp_path / "new" / "out").iterdir())) == 2


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(MienError, match=r"The tally cannot be written to .*out"):
        write_documents(tmp_path / "out", {"a.md": ""}, "tally")
    assert (tmp_path / "out").read_text() == "mine"
