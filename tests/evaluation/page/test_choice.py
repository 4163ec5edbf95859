from dataclasses import replace

import pytest
from squares import FakeClip

from mien.evaluation import Figures, Report
from mien.evaluation.page.choice import extremes, one_person

NAN = float("nan")


def report(distances, similarities=None):
    similarities = similarities or [0.5] * len(distances)
    figures = tuple(
        Figures(
            animator="m",
            clip=f"c{number}",
            person="p",
            expression="happy",
            values={"st_lpips": distance, "ssim": similarity},
            unchanged=True,
            degrees=(0.0, 1.0),
        )
        for number, (distance, similarity) in enumerate(zip(distances, similarities, strict=True))
    )
    others = tuple(
        replace(one, animator="n", values={"st_lpips": 9.0, "ssim": 0.0}) for one in figures
    )
    return Report(rows=(), comparisons=(), figures=figures + others, skipped={}, setting={})


def ranked(found):
    return [(one.rank, one.figures.clip) for one in found]


def test_the_worst_clips_are_those_farthest_from_the_truth():
    found = extremes(report([0.1, 0.7, 0.2, 0.9, 0.3, 0.8, 0.4]), "m")
    assert ranked(found) == [
        ("worst", "c3"),
        ("second worst", "c5"),
        ("third worst", "c1"),
        ("middle", "c6"),
        ("best", "c0"),
    ]
    assert found[0].value == 0.9


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_no_clip_is_shown_twice_and_the_worst_always_is(count):
    found = ranked(extremes(report([0.1 * number for number in range(count)]), "m"))
    assert found[0] == ("worst", f"c{count - 1}")
    assert len({clip for _, clip in found}) == len(found) == min(count, 4)


def test_a_clip_that_could_not_be_measured_is_no_worst_case():
    assert ranked(extremes(report([NAN, 0.2, 0.1]), "m"))[0] == ("worst", "c1")


def test_without_the_perceptual_distance_the_worst_is_least_like_the_truth():
    found = extremes(report([NAN] * 3, [0.9, 0.2, 0.5]), "m")
    assert (found[0].figures.clip, found[0].metric) == ("c1", "ssim")


def test_the_person_with_the_most_expressions_is_shown_at_the_strongest():
    clips = [
        FakeClip("1", "a", "happy"),
        FakeClip("2", "b", "happy", degrees=(0.0, 0.4)),
        FakeClip("3", "b", "happy", degrees=(0.0, 0.9)),
        FakeClip("4", "b", "angry"),
        FakeClip("5", "c", "sad"),
        FakeClip("6", "c", "sad"),
        FakeClip("7", "c", "sad"),
    ]
    assert [clip.id for clip in one_person(clips)] == ["4", "3"]
    assert one_person([]) == []
