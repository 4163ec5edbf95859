import json

from mien.cli.export import LONG, _figures


def test_a_card_takes_a_reports_rows_and_not_its_single_clips(tmp_path):
    report = {"format": 2, "rows": [{"ssim": 0.9}], "setting": {"clips": 3}}
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report | {name: [1, 2] for name in LONG}))
    assert _figures(path) == report


def test_a_card_names_no_folder_of_who_measured(tmp_path):
    setting = {"clips": 3, "command": "mien evaluate --clips /home/ada/clips"}
    path = tmp_path / "report.json"
    path.write_text(json.dumps({"setting": setting}))
    assert _figures(path) == {"setting": {"clips": 3}}
