import json

import joblib
import numpy as np
import pytest
from PIL import Image

from mien import examples
from mien.cli import drawing
from mien.media import read_frames, read_label
from mien.runtime import load


def listing(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_clip_has_the_frames_and_the_size_that_were_asked_for(mien, photo, tmp_path):
    result = mien("animate", photo, "-e", "happy", "--whole", "-o", "c.png", "--degrees", "rise:3")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "c.png: 3 frames\n"
    frames = read_frames(tmp_path / "c.png")
    assert frames.shape == (3, 128, 128, 3)
    assert np.array_equal(frames[0], np.asarray(Image.open(photo)))
    assert not np.array_equal(frames[2], frames[0])
    assert listing(tmp_path) == ["ada.png", "c.png", "c.png.json"]


def test_one_degree_makes_one_picture(mien, photo, tmp_path):
    result = mien("animate", photo, "-e", "happy", "--whole", "--degrees", "0.5")
    assert result.stdout == "ada-happy.png: 1 frame\n"
    assert read_frames(tmp_path / "ada-happy.png").shape == (1, 128, 128, 3)


def test_clips_are_marked_and_the_manifest_says_so_even_without_the_mark(mien, photo, tmp_path):
    line = ("animate", photo, "-e", "happy", "--whole", "--degrees", "1")
    mien(*line, "-o", "marked.png")
    mien(*line, "-o", "plain.png", "--no-label")
    assert "compositeWithTrainedAlgorithmicMedia" in read_label(tmp_path / "marked.png").source
    assert read_label(tmp_path / "plain.png") is None
    for name in ("marked", "plain"):
        manifest = json.loads((tmp_path / f"{name}.png.json").read_text())
        assert "TrainedAlgorithmicMedia" in manifest["label"]["source"]


def test_a_manifest_makes_the_clip_again(mien, photo, tmp_path):
    mien("animate", photo, "-e", "angry", "--whole", "--degrees", "0,0.7", "-o", "a.npz")
    manifest = json.loads((tmp_path / "a.npz.json").read_text())
    (tmp_path / "again.json").write_text(json.dumps(manifest["schedule"]))
    result = mien("animate", photo, "--whole", "--degrees", "again.json", "-o", "b.npz")
    assert result.exit_code == 0
    assert np.array_equal(read_frames(tmp_path / "a.npz"), read_frames(tmp_path / "b.npz"))
    again = json.loads((tmp_path / "b.npz.json").read_text())
    assert again == manifest


def test_an_npz_holds_the_degrees(mien, photo, tmp_path):
    mien("animate", photo, "-e", "angry", "--whole", "--degrees", "0,0.5", "-o", "a.npz")
    with np.load(tmp_path / "a.npz") as arrays:
        assert arrays["degrees"].tolist() == [[0, 0], [0, 0.5]]
        assert arrays["expressions"].tolist() == ["happy", "angry"]


def test_a_sheet_lies_beside_the_clip(mien, photo, tmp_path):
    line = ("animate", photo, "-e", "happy", "--whole", "--degrees", "rise:30", "-o", "c.npz")
    mien(*line)
    assert mien(*line, "--sheet").stdout == "c.npz: 30 frames\n"
    assert listing(tmp_path) == ["ada.png", "c.npz", "c.npz.json", "c.npz.sheet.png"]
    assert read_frames(tmp_path / "c.npz.sheet.png").shape[2] > 4 * 128


def test_a_rerun_skips_what_is_done_until_something_changes(mien, photo, tmp_path):
    line = ("animate", photo, "-e", "happy", "--whole", "--degrees", "0,1", "-o", "c.png")
    mien(*line)
    before = (tmp_path / "c.png").stat()
    assert mien(*line).stdout == "c.png: unchanged\n"
    assert (tmp_path / "c.png").stat() == before
    assert mien(*line, "--force").stdout == "c.png: 2 frames\n"
    assert mien(*line, "--fps", "5").stdout == "c.png: 2 frames\n"
    Image.open(photo).rotate(90).save(photo)
    assert mien(*line, "--fps", "5").stdout == "c.png: 2 frames\n"
    assert np.array_equal(read_frames(tmp_path / "c.png")[0], np.asarray(Image.open(photo)))


def test_a_file_that_is_not_ours_is_kept_without_force(mien, photo, tmp_path):
    (tmp_path / "c.png").write_bytes(b"holiday")
    line = ("animate", photo, "-e", "happy", "--whole", "--degrees", "1", "-o", "c.png")
    result = mien(*line)
    assert result.exit_code == 2
    assert "c.png exists and has no manifest" in result.stderr
    assert (tmp_path / "c.png").read_bytes() == b"holiday"
    assert mien(*line, "--force").exit_code == 0


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_bad_photo_does_not_stop_the_rest(mien, photo, tmp_path, jobs):
    (tmp_path / "bad.jpg").write_text("not a picture")
    line = ("animate", "bad.jpg", photo, "-e", "all", "--whole", "--degrees", "0,1")
    with joblib.parallel_config(backend="threading"):
        result = mien(*line, "-o", "clips", "--format", "png", "--jobs", jobs)
    assert result.exit_code == 1
    assert result.stderr.count("bad.jpg") == 1
    assert "2 of 4 clips failed" in result.stderr
    assert listing(tmp_path / "clips") == [
        "ada-angry.png",
        "ada-angry.png.json",
        "ada-happy.png",
        "ada-happy.png.json",
    ]


def test_processes_of_their_own_draw_what_one_does(mien, photo, tmp_path):
    line = ("animate", photo, "-e", "all", "--whole", "--degrees", "0,1", "--format", "npz")
    assert mien(*line, "-o", "alone").exit_code == 0
    drawing._animator.cache_clear()
    result = mien(*line, "-o", "shared", "--jobs", 2)
    assert (result.exit_code, result.stderr) == (0, "")
    assert drawing._animator.cache_info().misses == 0  # this process has loaded no network
    for name in ("ada-happy.npz", "ada-angry.npz"):
        one, two = (read_frames(tmp_path / folder / name) for folder in ("alone", "shared"))
        assert np.array_equal(one, two), name


def test_a_folder_of_which_nothing_came_is_not_left_behind(mien, tmp_path):
    (tmp_path / "bad.jpg").write_text("not a picture")
    result = mien("animate", "bad.jpg", "worse.jpg", "-e", "happy", "-o", "clips")
    assert result.exit_code == 2
    assert listing(tmp_path) == ["bad.jpg"]


def test_the_work_goes_to_the_backend_that_the_caller_chose(mien, photo, tmp_path, monkeypatch):
    seen = []

    class Backend(joblib.parallel.ThreadingBackend):
        def submit(self, *arguments, **options):
            seen.append(1)
            return super().submit(*arguments, **options)

    joblib.register_parallel_backend("seen", Backend)
    with joblib.parallel_config(backend="seen", n_jobs=2):
        result = mien("animate", photo, "-e", "all", "--whole", "--degrees", "1")
    assert result.exit_code == 0
    assert len(seen) == 2


def test_a_strength_scales_all_degrees(mien, photo, tmp_path):
    line = ("animate", photo, "-e", "happy", "--whole")
    assert mien(*line, "--degrees", "0,1", "--strength", 0.5, "-o", "a.png").exit_code == 0
    assert mien(*line, "--degrees", "0,0.5", "-o", "b.png").exit_code == 0
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    refused = mien(*line, "--strength", 1.5)
    assert refused.exit_code == 2
    assert "the strength is 1.5" in refused.stderr


def test_a_calibrated_clip_is_the_one_at_the_strengths_of_the_face(mien, tmp_path, tiny_bundle):
    photo = examples.path("ada")
    found = load(tiny_bundle).calibrate(photo, amounts={"happy": 0.1})
    line = ("animate", photo, "-e", "happy", "--degrees", "0,1")
    calibrated = ("--calibrated", "--amount", "happy=0.1", "-o", "a.png")
    result = mien(*line, *calibrated)
    assert result.exit_code == 0, result.output
    words = f"happy={found[0].strength},angry={found[1].strength}"
    assert mien(*line, "--strength", words, "-o", "b.png").exit_code == 0
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    assert "unchanged" in mien(*line, *calibrated).output


def test_an_amount_that_is_out_of_reach_is_said(mien):
    line = ("animate", examples.path("ada"), "-e", "happy", "--degrees", "1", "--calibrated")
    result = mien(*line, "--amount", "happy=0.9", "-o", "a.png")
    assert result.exit_code == 0
    assert "note:" in result.stderr
    assert "less than the amount of 0.900" in result.stderr
    assert "angry" not in result.stderr, "what is not shown needs no remark"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--calibrated", "--strength", "0.5"), "exclude each other"),
        (("--calibrated", "--all-faces"), "exclude each other"),
        (("--amount", "happy=0.1"), "add --calibrated"),
        (("--calibrated", "--amount", "happy"), "it must be NAME=NUMBER"),
        (("--calibrated", "--amount", "wink=0.1"), "unknown expression"),
        (("--strength", "wink=0.5"), "'wink', which is not there"),
    ],
)
def test_what_cannot_be_calibrated_is_refused(mien, tmp_path, options, said):
    result = mien("animate", examples.path("ada"), "-e", "happy", *options, "-o", "a.png")
    assert result.exit_code == 2
    assert said in result.stderr
    assert listing(tmp_path) == []
