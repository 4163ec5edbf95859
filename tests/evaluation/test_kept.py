"""What is kept between evaluations, and what several processes make of the same work."""

import secrets
import sys
from dataclasses import replace
from functools import partial

import pytest
from squares import Drawing, FakeClip, track

from mien.errors import MienError
from mien.evaluation import Entrant, Instruments, Options, evaluate
from mien.evaluation.writing import to_json

OPTIONS = Options(size=96, progress=False)


@pytest.fixture
def keeping(tmp_path):
    return replace(OPTIONS, cache=tmp_path / "cache")


def half(drawing, *, kept=True):
    """A method that no other test has opened."""
    made = drawing(0.5)
    return made, {"m": Entrant.of(made, digest=secrets.token_hex() if kept else None)}


def test_what_was_measured_once_is_neither_drawn_nor_measured_again(
    clips, instruments, network, drawing, keeping
):
    made, methods = half(drawing)
    first = evaluate(clips, methods, instruments, keeping)
    drawn, seen = len(made.asked), len(network.seen)
    second = evaluate(clips, methods, instruments, keeping)
    assert (len(made.asked), len(network.seen)) == (drawn, seen)
    assert to_json(second) == to_json(first)
    assert to_json(first) == to_json(evaluate(clips, methods, instruments, OPTIONS))


def test_figures_are_kept_by_what_a_method_has_learnt_and_not_by_its_name(
    clips, instruments, drawing, keeping
):
    made, methods = half(drawing)
    evaluate(clips, methods, instruments, keeping)
    renamed = evaluate(clips, {"n": methods["m"]}, instruments, keeping)
    assert len(made.asked) == 3
    assert renamed.row("n").clips == 3
    _, learnt = half(drawing)
    evaluate(clips, learnt, instruments, keeping)
    assert len(learnt["m"].animator.asked) == 3


def test_a_method_without_a_digest_is_measured_every_time(clips, instruments, drawing, keeping):
    made, methods = half(drawing, kept=False)
    for _ in range(2):
        evaluate(clips, methods, instruments, keeping)
    assert len(made.asked) == 2 * 3


@pytest.mark.parametrize("change", ["step", "size", "instruments", "degrees", "code"])
def test_whatever_a_figure_depends_on_makes_it_be_measured_again(
    clips, instruments, drawing, keeping, monkeypatch, change
):
    made, methods = half(drawing)
    evaluate(clips, methods, instruments, keeping)
    again, others = keeping, instruments
    if change == "step":
        others = replace(instruments, step=2)
    elif change == "size":
        again, made.middle = replace(keeping, size=94), slice(5, 99)
        made.by_portrait = {c[5:-5, 5:-5].tobytes(): k for c, k in _portraits(clips)}
    elif change == "instruments":
        others = Instruments(track=track)
    elif change == "degrees":
        clips.clips = [replace(clip, degrees=(0.0, 0.25, 1.0)) for clip in clips.clips]
        made.by_portrait = {c[4:-4, 4:-4].tobytes(): k for c, k in _portraits(clips)}
    else:
        monkeypatch.setattr(sys.modules["mien.evaluation.evaluate"], "code", lambda: "newer")
    evaluate(clips, methods, others, again)
    assert len(made.asked) == 2 * 3


def _portraits(clips):
    return [(clips.frames(clip)[0], clip) for clip in clips.clips]


def test_an_evaluation_that_was_stopped_goes_on_with_the_clip_it_had_come_to(
    clips, instruments, drawing, keeping
):
    made, methods = half(drawing)
    frames = made.frames

    def stopped(portrait, degrees):
        if len(made.asked) == 2:
            raise KeyboardInterrupt
        return frames(portrait, degrees)

    made.frames = stopped
    with pytest.raises(KeyboardInterrupt):
        evaluate(clips, methods, instruments, keeping)
    made.frames = frames
    found = evaluate(clips, methods, instruments, keeping)
    assert len(made.asked) == 2 + 1
    assert to_json(found) == to_json(evaluate(clips, methods, instruments, OPTIONS))


def test_a_file_that_cannot_be_read_is_measured_again(clips, instruments, drawing, keeping):
    _, methods = half(drawing)
    first = evaluate(clips, methods, instruments, keeping)
    for number, path in enumerate(sorted(keeping.cache.iterdir())):
        path.write_text(["{", "[]", '{"clip": "a"}'][number % 3])
    assert to_json(evaluate(clips, methods, instruments, keeping)) == to_json(first)


def test_a_folder_that_cannot_be_written_to_is_an_error_for_the_user(
    clips, instruments, drawing, tmp_path
):
    (tmp_path / "cache").touch()
    _, methods = half(drawing)
    with pytest.raises(MienError, match="cannot be kept"):
        evaluate(clips, methods, instruments, replace(OPTIONS, cache=tmp_path / "cache"))


def test_several_processes_find_what_one_finds(clips, instruments, keeping):
    methods = {
        "m": Entrant(
            digest="m", expressions=("happy", "sad"), open=partial(Drawing, clips, share=0.5)
        )
    }
    alone = evaluate(clips, methods, instruments, OPTIONS)
    together = evaluate(clips, methods, instruments, replace(keeping, jobs=2))
    assert to_json(together) == to_json(alone)
    assert len(list(keeping.cache.iterdir())) == 3 * 3


def test_a_clip_of_other_people_is_another_clip(clips, instruments, drawing, keeping):
    made, methods = half(drawing)
    evaluate(clips, methods, instruments, keeping)
    clips.clips = [FakeClip("a-happy", "b", "happy")]
    evaluate(clips, methods, instruments, keeping)
    assert len(made.asked) == 3 + 1
