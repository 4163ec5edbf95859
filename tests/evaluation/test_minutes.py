import json
import shutil

import pytest

from mien.evaluation.minutes import minutes_of, together
from mien.evaluation.opening import open_entrant


def test_a_bundle_of_one_run_took_that_runs_minutes():
    assert minutes_of({"minutes": 12.5}) == 12.5


def test_weights_that_started_from_others_took_the_minutes_of_all():
    first = {"minutes": 60, "start": {"training": {"minutes": 100}}}
    assert minutes_of({"minutes": 12.5, "start": {"sha256": "a", "training": first}}) == 172.5
    assert together(2.0, first) == 162


@pytest.mark.parametrize(
    "training",
    [
        {},
        {"start": {"training": {"minutes": 1}}},
        {"minutes": 1, "start": {"sha256": "a"}},
        {"minutes": 1, "start": {"training": {"minutes": 1, "start": {"training": {}}}}},
    ],
)
def test_where_a_part_is_not_known_nothing_is_said(training):
    assert minutes_of(training) is None
    assert together(1.0, training) is None
    assert together(None, {"minutes": 1}) is None


def test_an_entrant_knows_what_its_bundles_card_says(tiny_bundle, tmp_path):
    bundle = shutil.copytree(tiny_bundle, tmp_path / "bundle")
    card = json.loads((bundle / "bundle.json").read_text())
    card["training"] = {"recipe": "paper-happy", "minutes": 7}
    (bundle / "bundle.json").write_text(json.dumps(card))
    known, unknown = (open_entrant(folder).entrant for folder in (bundle, tiny_bundle))
    assert (known.minutes, known.recipe) == (7, "paper-happy")
    assert (unknown.minutes, unknown.recipe) == (None, "")
