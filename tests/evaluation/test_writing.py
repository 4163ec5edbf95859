import csv
import json
from dataclasses import replace

import pytest

from mien.errors import MienError
from mien.evaluation import (
    Album,
    Entrant,
    Instruments,
    Options,
    evaluate,
    illustrate,
    write_report,
)
from mien.evaluation.cost import Cost
from mien.evaluation.markdown import to_markdown
from mien.evaluation.table import METRICS
from mien.evaluation.writing import to_csv, to_json

FILES = {"report.json", "report.md", "scores.csv"}
OPTIONS = Options(size=96, progress=False)


@pytest.fixture
def report(clips, instruments, drawing):
    method = Entrant.of(drawing(0.5, expressions=("happy",)))
    return evaluate(clips, {"m": method}, instruments, OPTIONS)


def test_the_json_holds_every_figure_of_every_clip_and_row(report):
    document = json.loads(to_json(report))
    assert document["format"] == 2
    assert len(document["figures"]) == 3 + 2 + 3
    row = next(r for r in document["rows"] if r["animator"] == "m" and r["expression"] == "happy")
    expected = report.row("m", "happy").intervals["ssim"]
    assert row["intervals"]["ssim"] == vars(expected)
    assert document["setting"]["people"] == 3
    assert {one["name"] for one in document["metrics"]} <= set(document["figures"][0])
    assert "features" not in document["figures"][0]
    assert len(document["figures"][0]["curve"]) == len(document["figures"][0]["degrees"]) == 3


def test_the_json_holds_every_comparison(report):
    document = json.loads(to_json(report))
    one = document["comparisons"][0]
    assert (one["animator"], one["other"], one["metric"]) == ("still", "m", "ssim")
    difference = one["difference"]["value"]
    means = [report.row(name, "happy").intervals["ssim"].value for name in ("still", "m")]
    assert difference == pytest.approx(means[0] - means[1])


def test_the_csv_has_a_line_for_every_method_clip_and_metric(report):
    lines = list(csv.DictReader(to_csv(report).splitlines()))
    assert len(lines) == 8 * (len(METRICS) + 1)
    wanted = {"method": "m", "clip": "b-happy", "metric": "psnr"}
    (line,) = [line for line in lines if wanted.items() <= line.items()]
    assert (line["person"], line["expression"]) == ("b", "happy")
    figure = next(f for f in report.figures if (f.animator, f.clip) == ("m", "b-happy"))
    assert float(line["value"]) == figure.values["psnr"]


def test_the_csv_leaves_out_what_was_not_measured(clips):
    bare = evaluate(clips, {}, Instruments(), OPTIONS)
    line = next(line for line in to_csv(bare).splitlines() if ",akd," in line)
    assert line.endswith(",akd,")


def test_every_metric_has_a_column_and_an_explanation(report):
    text = to_markdown(report)
    for metric in METRICS:
        assert f"| {metric.heading} |" in text
        assert f"- {metric.heading}" in text
        assert metric.note in text


def test_what_was_not_measured_is_null_in_json_and_a_dash_in_the_table(clips):
    bare = evaluate(clips, {}, Instruments(), OPTIONS)
    row = json.loads(to_json(bare))["rows"][0]
    assert row["intervals"]["st_lpips"]["value"] is None
    assert row["least_spearman"] is None
    assert "| - |" in to_markdown(bare)


def test_the_table_names_methods_intervals_and_what_was_skipped(report):
    text = to_markdown(report)
    tables = [line for line in text.splitlines() if line.startswith("| still |")]
    assert len(tables) == 3 * 3
    interval = report.row("m").intervals["closed"]
    assert f"{interval.value:.2f} [{interval.low:.2f}, {interval.high:.2f}]" in text
    assert "- m: sad (1 clips)" in text


def test_three_files_are_written_and_nothing_else(report, tmp_path):
    paths = write_report(report, tmp_path / "deep" / "report")
    assert {path.name for path in paths} == FILES
    assert sorted(paths[0].parent.iterdir()) == sorted(paths)


def test_a_report_that_cannot_be_written_leaves_the_old_one(report, tmp_path, monkeypatch):
    (old, *_) = write_report(report, tmp_path)
    before = old.read_text()

    def full(self, *args, **kwargs):
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_text", full)
    with pytest.raises(MienError, match="No space left"):
        write_report(report, tmp_path)
    assert old.read_text() == before
    assert {path.name for path in tmp_path.iterdir()} == FILES


def test_a_file_in_the_folders_place_is_an_error_for_the_user(report, tmp_path):
    (tmp_path / "report").touch()
    with pytest.raises(MienError, match="cannot be written"):
        write_report(report, tmp_path / "report")


def test_frames_that_the_slow_metric_did_not_see_are_told(clips, network):
    texts = [
        to_markdown(evaluate(clips, {}, Instruments(network=network, step=step), OPTIONS))
        for step in (1, 2)
    ]
    assert ["one frame in 2" in text for text in texts] == [False, True]


def test_the_page_is_written_where_there_are_pictures(report, clips, drawing, tmp_path):
    methods = {"m": Entrant.of(drawing(0.5, expressions=("happy",)))}
    pictures = illustrate(report, Album(clips, methods, 96))
    *_, page = write_report(report, tmp_path, pictures)
    assert {path.name for path in tmp_path.iterdir()} == FILES | {"report.html"}
    assert page.read_text().startswith("<!doctype html>")


def test_the_json_holds_the_costs(report):
    cost = Cost(animator="m", parameters=5, milliseconds=1.5, minutes=None)
    document = json.loads(to_json(replace(report, costs=(cost,))))
    assert document["costs"] == [vars(cost)]
