"""The script that measures what calibration does."""

import re
import runpy
from pathlib import Path

import numpy as np
from click.testing import CliRunner

from mien import examples
from mien.runtime import load

SCRIPT = runpy.run_path(str(Path(__file__).parents[1] / "scripts" / "measure_calibration.py"))


def test_the_tables_show_the_strengths_that_were_set_and_both_degrees(tiny_bundle: Path):
    photos = [examples.path("ada"), examples.path("ben")]
    words = [*map(str, photos), "--bundle", str(tiny_bundle)]
    result = CliRunner().invoke(SCRIPT["main"], words, catch_exceptions=False)
    rows = dict(re.findall(r"^\| (.+?) \| (.+) \|", result.stdout, re.MULTILINE))
    assert all(title in rows for title in ("least", *SCRIPT["titles"]()))
    found = [load(tiny_bundle, threads=1).calibrate(photo) for photo in photos]
    weakest = np.min([[one.strength for one in person] for person in found], axis=0)
    assert rows["weakest strength set"] == " | ".join(f"{strength:.2f}" for strength in weakest)


def test_a_strength_weakens_the_calibrated_rows_alone(tiny_bundle: Path):
    animator = load(tiny_bundle, threads=1)
    count = len(animator.expressions)
    photo = examples.path("ada")
    whole, half, same, _ = SCRIPT["moved_by"](animator, photo, np.ones(count))
    assert (whole == same).all()
    again, _, weak, _ = SCRIPT["moved_by"](animator, photo, np.full(count, 0.5))
    assert (again == whole).all()
    assert (weak == half).all()
