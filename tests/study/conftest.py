"""A study with clips on disk, for tests that show it."""

import pytest

from mien.study.making.make import Plan, make_study
from mien.study.making.screen import Wanted
from mien.study.making.sources import in_folders, shared
from mien.study.questions import KINDS
from mien.study.study import Checks


@pytest.fixture(scope="session")
def filmed_study(folders, tmp_path_factory):
    out = tmp_path_factory.mktemp("studies") / "faces"
    checks = Checks(practice=1, gold=1, repeated=1, identical=1)
    wanted = Wanted(fps=10.0, seconds=0.5)
    plan = Plan(questions=KINDS, trials=2, seed=3, wanted=wanted, checks=checks)
    make_study(shared(in_folders(folders, ("happy", "angry-open"))), plan, out)
    return out
