from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from mien.study.design.cells import Walk
from mien.study.design.squares import williams

WALKS = st.builds(Walk, st.integers(1, 9), st.integers(1, 5), st.integers(1, 4))


def spread(counts: dict) -> int:
    return max(counts.values()) - min(counts.values())


@given(WALKS, st.integers(0, 400))
@settings(max_examples=60, deadline=None)
def test_wherever_a_study_stops_no_pair_was_met_more_than_once_oftener_than_another(walk, length):
    met = Counter({(s, c): 0 for s in range(walk.stimuli) for c in range(walk.conditions)})
    for index in range(length):
        cell = walk.cell(index)
        met[cell.stimulus, cell.condition] += 1
    assert spread(met) <= 1


@given(WALKS, st.integers(0, 300))
@settings(max_examples=60, deadline=None)
def test_a_rater_meets_no_stimulus_twice_within_as_many_trials_as_there_are_stimuli(walk, start):
    stretch = [walk.cell(start + place).stimulus for place in range(walk.stimuli)]
    assert len(set(stretch)) == walk.stimuli


@given(st.integers(1, 9), st.integers(1, 5), st.integers(0, 300))
@settings(max_examples=60, deadline=None)
def test_wherever_a_study_stops_each_pair_of_methods_was_as_often_left_as_right(s, c, length):
    walk = Walk(s, c, 2)
    left = Counter({condition: 0 for condition in range(c)})
    for index in range(length):
        cell = walk.cell(index)
        left[cell.condition] += 1 if cell.order[0] == 0 else -1
    assert all(abs(surplus) <= 1 for surplus in left.values())


@given(WALKS)
@settings(max_examples=30, deadline=None)
def test_after_a_whole_round_each_clip_stood_in_each_place_equally_often(walk):
    places = Counter()
    for index in range(len(walk) * len(williams(walk.methods))):
        cell = walk.cell(index)
        places.update((cell.stimulus, cell.condition, *place) for place in enumerate(cell.order))
    assert len(set(places.values())) == 1
    assert len(places) == len(walk) * walk.methods**2


@given(WALKS, st.integers(0, 300))
@settings(max_examples=60, deadline=None)
def test_uses_of_a_condition_are_counted_without_a_gap(walk, length):
    uses: dict[int, list[int]] = {}
    for index in range(length):
        cell = walk.cell(index)
        uses.setdefault(cell.condition, []).append(cell.use)
    assert all(counted == [*range(len(counted))] for counted in uses.values())


@given(WALKS, st.integers(0, 300), st.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_a_rater_meets_every_condition_about_equally_often(walk, start, length):
    met = Counter({condition: 0 for condition in range(walk.conditions)})
    met.update(walk.cell(start + place).condition for place in range(length))
    skips = length // walk.stimuli + 1
    assert spread(met) <= 1 + skips
