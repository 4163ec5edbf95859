import runpy
from pathlib import Path

import pytest

from mien.schedules import curve, is_file

ROOT = Path(__file__).parents[1]
SCRIPT = runpy.run_path(f"{ROOT / 'scripts' / 'draw_schedules.py'}")
EXAMPLES = SCRIPT["examples"]((ROOT / "docs" / "schedules.md").read_text())


def test_the_document_shows_every_kind_of_curve():
    assert len(EXAMPLES) >= 9


@pytest.mark.parametrize(("degrees", "schedule", "drawing"), EXAMPLES)
def test_the_command_line_and_python_mean_the_same(degrees, schedule, drawing):
    if not is_file(degrees):
        assert curve(degrees, "happy") == schedule


@pytest.mark.parametrize(("degrees", "schedule", "drawing"), EXAMPLES)
def test_the_drawing_is_up_to_date(degrees, schedule, drawing):
    assert (ROOT / "docs" / drawing).read_text() == SCRIPT["drawn"](schedule)
