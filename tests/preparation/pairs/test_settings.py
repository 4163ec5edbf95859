import json

import pytest

from mien.errors import MienError
from mien.preparation.pairs import Settings


@pytest.mark.parametrize(
    "wrong",
    [
        {"frames": 1},
        {"size": 10},
        {"strength": "mine"},
        {"reference": 0.0},
        {"reference": float("nan")},
        {"allow": ("no face",)},
    ],
)
def test_what_makes_no_sense_is_refused(wrong):
    with pytest.raises(MienError):
        Settings(**wrong)


def test_settings_survive_json():
    settings = Settings(allow=("swapped", "blurred"))
    assert json.loads(json.dumps(settings.as_json())) == settings.as_json()
    assert settings.as_json()["allow"] == ["blurred", "swapped"]
