from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import databases
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from surveys import survey

from mien.errors import MienError
from mien.study.database import RefusedError, Store, open_engine
from mien.study.database.engine import migrate
from mien.study.database.tables import Table
from mien.study.questions import Raw
from mien.study.statistics.rules import Rules

STUDY = survey("prefer", trials=6)
QUICK = replace(STUDY, screen=replace(STUDY.screen, frames=1, fps=1000.0))
RAW = Raw(value="A", same=False, seconds=1.0, plays=1)


@pytest.fixture(params=databases.KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with databases.database(request.param, tmp_path) as address:
        yield address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    engine = open_engine(url)
    yield Store(engine, QUICK)
    engine.dispose()


def name(number: int) -> str:
    return f"{number:032x}"


def test_the_migrations_make_the_tables_that_the_code_describes(url):
    engine = open_engine(url)
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Table.metadata) == []
    engine.dispose()


def test_a_database_belongs_to_one_study(store, url):
    engine = open_engine(url)
    with pytest.raises(MienError, match="another study"):
        Store(engine, replace(QUICK, id="cd" * 16))
    engine.dispose()


def test_rules_of_exclusion_cannot_be_changed_once_there_is_a_database(store, url):
    engine = open_engine(url)
    Store(engine, replace(QUICK, title="Another title"))
    with pytest.raises(MienError, match='"max_failed_gold": 1'):
        Store(engine, replace(QUICK, exclusion=Rules(max_failed_gold=9)))
    engine.dispose()


def test_raters_get_the_booklets_in_turn(store):
    for number in range(4):
        store.join(name(number), name(100 + number))
    booklets = [store.booklet(name(100 + number)) for number in range(4)]
    assert len(set(booklets)) == 4


def test_who_comes_back_with_another_browser_goes_on(store):
    store.join(name(1), name(9))
    store.answer(name(9), 0, RAW)
    assert store.join(name(2), name(9)).current == 1
    assert store.find(name(2)) == store.find(name(1))
    assert store.find(name(3)) is None


def test_an_answer_that_comes_twice_is_stored_once(store):
    store.join(name(1), name(9))
    first = store.answer(name(9), 0, RAW)
    assert store.answer(name(9), 0, replace(RAW, seconds=5.0)) == first
    assert store.count() == 1


def test_a_second_thought_is_refused(store):
    store.join(name(1), name(9))
    store.answer(name(9), 0, RAW)
    with pytest.raises(RefusedError) as refused:
        store.answer(name(9), 0, replace(RAW, value="B"))
    assert refused.value.reason == "answered"


@pytest.mark.parametrize("number", [1, 99])
def test_trials_are_answered_in_order(store, number):
    store.join(name(1), name(9))
    with pytest.raises(RefusedError) as refused:
        store.answer(name(9), number, RAW)
    assert refused.value.reason == "out-of-order"


def test_an_answer_of_nobody_is_refused(store):
    with pytest.raises(RefusedError) as refused:
        store.answer(name(9), 0, RAW)
    assert refused.value.reason == "unknown"


def test_clips_must_have_been_seen(url):
    engine = open_engine(url)
    store = Store(engine, replace(STUDY, screen=replace(STUDY.screen, frames=1000)))
    store.join(name(1), name(9))
    with pytest.raises(RefusedError) as refused:
        store.answer(name(9), 0, RAW)
    assert refused.value.reason == "too-early"
    assert 90 < refused.value.wait <= 100
    engine.dispose()


def test_an_answer_without_a_viewing_is_refused(store):
    store.join(name(1), name(9))
    with pytest.raises(RefusedError, match="end"):
        store.answer(name(9), 0, replace(RAW, plays=0))


def test_a_full_study_takes_nobody_else(url):
    engine = open_engine(url)
    store = Store(engine, replace(QUICK, raters=2))
    store.join(name(1), name(11))
    store.join(name(2), name(12))
    with pytest.raises(RefusedError) as refused:
        store.join(name(3), name(13))
    assert refused.value.reason == "full"
    assert store.join(name(4), name(12)).rater == name(12)
    engine.dispose()


def test_whoever_answers_at_once_and_again_every_answer_is_stored_once(store):
    raters = [name(number) for number in range(8)]

    def take(rater: str) -> None:
        progress = store.join(f"f{rater[1:]}", rater)
        for number in range(progress.trials):
            store.answer(rater, number, RAW)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(take, raters * 2))
    got = {progress.rater: answers for progress, answers in store.raters()}
    assert set(got) == set(raters)
    trials = len(store.booklet(raters[0]))
    assert all([*answers] == [*range(trials)] for answers in got.values())
    assert len({store.booklet(rater) for rater in raters}) == 8


def test_seconds_are_bounded_by_the_servers_clock(store):
    store.join(name(1), name(9))
    store.answer(name(9), 0, replace(RAW, seconds=1e5))
    ((_, answers),) = store.raters()
    assert answers[0].seconds < 100


@pytest.mark.parametrize("url", ["mysql://x/y", "what", "postgresql://127.0.0.1:1/none"])
def test_what_is_no_database_is_refused_in_words(url):
    with pytest.raises(MienError):
        open_engine(url)
