import json

import pytest

from mien.errors import MienError
from mien.schedules import (
    curve,
    fall,
    keyframes,
    parse,
    read_schedule,
    rise,
    rise_and_fall,
    time_course,
)


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("0.5", [0.5]),
        ("0, 1", [0, 1]),
        ("0,0.25,...,1", [0, 0.25, 0.5, 0.75, 1]),
        ("0,0.25,…,1", [0, 0.25, 0.5, 0.75, 1]),
        ("1,0.5,...,0", [1, 0.5, 0]),
        ("0,0.5,...,1,0.75,...,0.25,0", [0, 0.5, 1, 0.75, 0.5, 0.25, 0]),
        ("0,0.1,...,0.2", [0, 0.1, 0.2]),
    ],
)
def test_a_list_is_read_and_its_ellipsis_continues_the_step(text, degrees):
    assert curve(text, "happy").degrees[:, 0].tolist() == pytest.approx(degrees)


def test_an_ellipsis_adds_no_rounding():
    assert curve("0,0.1,...,1", "happy") == rise("happy", 11)


@pytest.mark.parametrize(
    ("text", "schedule"),
    [
        ("rise:21", rise("happy", 21)),
        ("fall:5,easing=cosine", fall("happy", 5, easing="cosine")),
        ("rise-and-fall:30, peak=0.5", rise_and_fall("happy", 30, peak=0.5)),
        ("onset=0.5,apex=1,offset=0.5", time_course("happy", (0.5, 1, 0.5))),
        (
            "apex=1,onset=0.2,easing=min-jerk,peak=0.9",
            time_course("happy", (0.2, 1, 0), easing="min-jerk", peak=0.9),
        ),
    ],
)
def test_the_text_and_python_describe_the_same_curves(text, schedule):
    assert curve(text, "happy") == schedule


def test_each_expression_gets_its_schedule_once():
    happy, sad = parse("rise:3", ["happy", "sad", "happy"], fps=30)
    assert (happy, sad) == (rise("happy", 3, fps=30), rise("sad", 3, fps=30))


def test_keyframes_are_read_from_json_and_csv_alike(tmp_path):
    points = [(0.0, {"happy": 0.0}), (0.4, {"happy": 1.0}), (1.0, {"sad": 1.0})]
    document = {"fps": 30, "keyframes": [{"time": t, "degrees": d} for t, d in points]}
    (tmp_path / "k.json").write_text(json.dumps(document))
    (tmp_path / "k.csv").write_text("\ufefftime, happy, sad\n0,0,\n\n0.4,1,0\n1,,1\n")
    expected = keyframes(points, fps=30)
    assert read_schedule(tmp_path / "k.json") == expected
    assert parse(f"{tmp_path}/k.csv", [], fps=30) == (expected,)


def test_a_files_rate_and_easing_count_unless_the_rate_is_asked_for(tmp_path):
    path = tmp_path / "k.json"
    document = {"fps": 10, "easing": "cosine", "keyframes": []}
    document["keyframes"] = [{"time": t, "degrees": {"happy": t}} for t in (0, 1)]
    path.write_text(json.dumps(document))
    assert read_schedule(path) == rise("happy", 11, fps=10, easing="cosine")
    assert read_schedule(path, fps=20) == rise("happy", 21, fps=20, easing="cosine")


def test_a_written_schedule_is_read_back(tmp_path):
    path = tmp_path / "s.json"
    path.write_text(json.dumps(rise("happy", 7, fps=12).to_json()))
    assert parse(f"{path}", ()) == (rise("happy", 7, fps=12),)
    assert parse(f"{path}", (), fps=24) == (rise("happy", 7, fps=24),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("  ", "empty"),
        (",", "not a number"),
        ("much", "'much' is not a number. Write 0,0.1"),
        ("0,1.2", "1.2"),
        ("-0.1", "-0.1"),
        ("0,nan", "nan"),
        ("...", "two degrees before"),
        ("0,...,1", "two degrees before"),
        ("0,0.1,...", "one after"),
        ("0,0.1,...,...,1", "one after"),
        ("0,0.3,...,1", "does not arrive"),
        ("0,0.1,...,0", "does not arrive"),
        ("0,0,...,1", "does not arrive"),
        ("0,1e-9,...,1", "too many"),
        ("rise", "not a number"),
        ("rise:", "rise:21"),
        ("rise:many", "rise:21"),
        ("rise:-3", "rise:21"),
        ("rise:1", "at least 2"),
        ("dance:3", "unknown curve 'dance': there are rise"),
        ("rise:3,speed=1", "'speed=1'"),
        ("rise:3,peak=2", "^peak is 2; degrees lie in"),
        ("onset=1,peak=-1", "^peak is -1; degrees lie in"),
        ("rise:3,peak=1,peak=1", "twice"),
        ("onset=x", "not a number"),
        ("onset=0.5,apex", "key=value"),
        ("onset=1,ease=cosine", "there are onset"),
        ("onset=1,easing=bouncy", "unknown easing"),
        ("onset=nan", "negative"),
    ],
)
def test_nonsense_is_refused_in_words(text, words):
    with pytest.raises(MienError, match=words):
        parse(text, ["happy"])


def test_a_text_needs_an_expression_and_a_file_brings_its_own():
    with pytest.raises(MienError, match="add -e NAME"):
        parse("rise:3", [])
    with pytest.raises(MienError, match="leave out -e happy"):
        parse("keys.csv", ["happy"])


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("k.json", "{", "not JSON"),
        ("k.json", "[" * 100_000, "not JSON"),
        ("k.json", "[]", "JSON object"),
        ("k.json", '{"keyframes": {}}', "must be a list"),
        ("k.json", '{"keyframes": []}', "empty"),
        ("k.json", '{"keyframes": [{"time": 0}]}', "keyframe 1 must look like"),
        ("k.json", '{"keyframes": [{"time": "x", "degrees": {"happy": 1}}]}', "time is 'x'"),
        ("k.json", '{"keyframes": [{"time": 0, "degrees": {"happy": null}}]}', "happy is None"),
        ("k.json", '{"keyframes": [{"time": 0, "degrees": {"happy": true}}]}', "happy is True"),
        ("k.json", '{"keyframes": [], "speed": 2}', "unknown key 'speed'"),
        ("k.json", '{"format": 2, "keyframes": []}', "format 2"),
        ("k.json", '{"keyframes": [{"time": 0, "degrees": {"happy": 2}}]}', "happy at 0 s is 2"),
        ("k.csv", "", "the first line is missing: it must be a header"),
        ("k.csv", "0,0\n1,1\n", "the first line is '0,0': it must be a header"),
        ("k.csv", "time;happy\n0;1\n", "the first line is 'time;happy': .*, with commas"),
        ("k.csv", "frame,happy\n0,1\n", "the first line is 'frame,happy'"),
        ("k.csv", "time,happy\n0,0\n1,1.5\n", "the degree of happy at 1 s is 1.5"),
        ("k.csv", "time,happy\n", "no line below"),
        ("k.csv", "time,happy\n0\n", "keyframe 1 has 1 cells"),
        ("k.csv", "time,happy,happy\n0,0,0\n", "twice"),
        ("k.csv", "time,happy\n1,0\n0,1\n", "out of order"),
        ("k.csv", "time,happy\n0,much\n", "happy is 'much'"),
    ],
)
def test_a_bad_file_is_refused_by_its_name(tmp_path, name, text, words):
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(MienError, match=words) as error:
        read_schedule(path)
    assert name in str(error.value)


def test_a_missing_or_binary_file_is_refused(tmp_path):
    with pytest.raises(MienError, match="No such file"):
        read_schedule(tmp_path / "k.json")
    (tmp_path / "k.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(MienError, match="UTF-8"):
        read_schedule(tmp_path / "k.csv")
