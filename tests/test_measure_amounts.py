"""The script that measures what calibration aims at."""

import json
import runpy
from pathlib import Path

import pytest
from click.testing import CliRunner

from mien import examples
from mien.errors import MienError
from mien.runtime import load

SCRIPT = runpy.run_path(str(Path(__file__).parents[1] / "scripts" / "measure_amounts.py"))


def test_an_amount_is_what_all_people_reach_but_a_share():
    people = {f"{number}.jpg": {"happy": number / 100} for number in range(11)}
    assert SCRIPT["amounts"](people, 0.1) == {"happy": 0.01}
    assert SCRIPT["amounts"](people, 0.5) == {"happy": 0.05}
    with pytest.raises(MienError, match="No photo"):
        SCRIPT["amounts"]({}, 0.1)


def test_photos_become_amounts_and_those_without_a_face_are_named(tiny_bundle, tmp_path):
    (tmp_path / "notes.jpg").write_text("not a picture")
    photos = [str(examples.path("ada")), str(tmp_path / "notes.jpg")]
    out = tmp_path / "amounts.json"
    words = [*photos, "--bundle", str(tiny_bundle), "--out", str(out)]
    result = CliRunner().invoke(SCRIPT["main"], words)
    assert result.exit_code == 0, result.output
    assert "notes.jpg" in result.output
    document = json.loads(out.read_text())
    found = load(tiny_bundle, threads=1).calibrate(examples.path("ada"))
    assert document["people"] == {
        "examples/ada.jpg": {one.expression: round(one.peak, 4) for one in found}
    }
    assert document["amounts"]["happy"] == pytest.approx(found[0].peak, abs=6e-4)
