from dataclasses import replace

import pytest

from mien.evaluation import Album, Entrant, Options, evaluate, illustrate
from mien.evaluation.page import to_html
from mien.evaluation.page.families import families

RECIPES = {"ours": "mien", "joint": "paper", "mute": "paper-no-local", "glad": "paper-happy"}


@pytest.fixture
def entrants(drawing):
    known = {"glad": ("happy",)}
    return {
        name: replace(
            Entrant.of(drawing(0.5, expressions=known.get(name, ("happy", "sad")))), recipe=recipe
        )
        for name, recipe in RECIPES.items()
    }


def rows(family):
    return {strip.expression: [row.name for row in strip.rows] for strip in family.strips}


def test_ablations_and_models_of_one_expression_stand_beside_the_joint_one(clips, entrants):
    ablations, single = families([clips.clips[0], clips.clips[2]], Album(clips, entrants, 96))
    assert rows(ablations) == {name: ["truth", "joint", "mute"] for name in ("happy", "sad")}
    assert rows(single) == {"happy": ["truth", "joint", "glad"]}
    assert single.names == {"happy": ("joint", "glad")}


def test_a_model_of_one_expression_whose_recipe_has_no_joint_one_stands_beside_all_that_know_it(
    clips, entrants
):
    entrants["glad"] = replace(entrants["glad"], recipe="convlstm")
    single = families([clips.clips[0]], Album(clips, entrants, 96))[-1]
    assert rows(single) == {"happy": ["truth", "ours", "joint", "mute", "glad"]}


def test_a_narrow_model_of_one_expression_stands_beside_the_narrow_joint_one(clips, entrants):
    entrants["slim"] = replace(entrants["joint"], recipe="paper-narrow")
    entrants["glad"] = replace(entrants["glad"], recipe="paper-narrow-happy")
    single = families([clips.clips[0]], Album(clips, entrants, 96))[-1]
    assert rows(single) == {"happy": ["truth", "slim", "glad"]}


def test_a_recipe_that_learnt_one_expression_is_its_own_joint_ones_kin(clips, entrants):
    entrants["glad"] = replace(entrants["glad"], recipe="mien")
    single = families([clips.clips[0]], Album(clips, entrants, 96))[-1]
    assert rows(single) == {"happy": ["truth", "ours", "glad"]}


def test_an_ablation_that_lacks_an_expression_is_left_out_of_its_strip_and_named(clips, entrants):
    entrants["mute"] = replace(entrants["mute"], expressions=("happy",))
    entrants["deaf"] = replace(entrants["joint"], recipe="paper-no-landmarks")
    ablations, _ = families([clips.clips[0], clips.clips[2]], Album(clips, entrants, 96))
    assert {strip.expression: strip.lacking for strip in ablations.strips} == {
        "happy": (),
        "sad": ("mute",),
    }


def test_a_model_of_one_expression_is_no_parent_of_ablations_that_learnt_two(clips, entrants):
    entrants["glad"] = replace(entrants["glad"], recipe="paper")
    ablations, single = families([clips.clips[0], clips.clips[2]], Album(clips, entrants, 96))
    assert rows(ablations) == {name: ["truth", "joint", "mute"] for name in ("happy", "sad")}
    assert rows(single) == {"happy": ["truth", "joint", "glad"]}


def test_narrow_networks_are_a_family_of_their_own(clips, entrants):
    narrow = {"mute": "paper-narrow-no-local", "slim": "paper-narrow", "joint": "paper"}
    methods = {name: replace(entrants["joint"], recipe=recipe) for name, recipe in narrow.items()}
    (ablations,) = families(clips.clips[:1], Album(clips, methods, 96))
    assert rows(ablations) == {"happy": ["truth", "slim", "mute"]}


def test_without_such_runs_there_are_no_such_figures(clips, entrants):
    others = {name: entrants[name] for name in ("ours", "joint")}
    assert families(clips.clips[:1], Album(clips, others, 96)) == ()


def test_the_page_shows_them(clips, entrants, instruments):
    report = evaluate(clips, entrants, instruments, Options(size=96, progress=False))
    text = to_html(report, illustrate(report, Album(clips, entrants, 96)))
    assert "(Figure 4)" in text
    assert "(Figure 5 a, b)" in text
