"""The weights of the terms are those that the method's page names."""

import re
from pathlib import Path

from mien.methods.ganimation.config import WEIGHTS

PAGE = Path(__file__).parents[3] / "docs" / "methods" / "ganimation.md"


def test_the_page_names_every_weight():
    lines = [
        line for line in PAGE.read_text().splitlines() if re.match(r"\| \w+\'s terms \|", line)
    ]
    named = re.findall(r"`(\w+)` ([\d.e-]+)", " ".join(lines))
    assert {name: float(value) for name, value in named} == WEIGHTS
