"""`mien prepare pairs` from options to a clip set."""

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from mien.cli import main
from mien.clips import ClipSet
from mien.geometry import cut
from mien.preparation.framing import SIZE

pytestmark = pytest.mark.slow


def command(*words: object) -> Result:
    told = ["prepare", "pairs", *words, "--frames", 3, "--val", 0, "--quiet"]
    return CliRunner().invoke(main, [f"{word}" for word in told])


@pytest.fixture
def folders(tmp_path: Path, sight, smiling) -> tuple[Path, Path]:
    """One good pair, and one whose peak is a mirror picture."""
    sides = tmp_path / "n", tmp_path / "p"
    for folder, picture in zip(sides, (sight.picture, smiling), strict=True):
        folder.mkdir()
        Image.fromarray(picture).save(folder / "cora.png")
    Image.fromarray(sight.picture).save(sides[0] / "mirror.png")
    Image.fromarray(np.ascontiguousarray(smiling[:, ::-1])).save(sides[1] / "mirror.png")
    return sides


def test_pairs_in_folders_become_a_clip_set_as_the_options_say(tmp_path: Path, folders, sight):
    terms = ("--licence", "CC0-1.0", "--attribution", "us", "--consent", "signed")
    measured = ("--strength", "measured", "--reference", 2.0)
    result = command(*folders, tmp_path / "out", "-e", "Happy", *terms, *measured, "--no-jitter")
    assert result.exit_code == 0, result.output
    assert "1 clips of 1 people, 0 of them held out; 1 refused" in result.stdout
    clipset = ClipSet.read(tmp_path / "out")
    (clip,) = clipset.clips
    assert (clip.id, clip.person, clip.expression) == ("cora-Happy", "cora", "happy")
    assert (clip.licence, clip.attribution, clip.consent) == ("CC0-1.0", "us", "signed")
    assert 0.1 < clip.degrees[-1] < 0.5, "a smile is less than this reference"
    frames = clipset.frames(clip)
    assert frames.shape == (3, SIZE, SIZE, 3)
    np.testing.assert_array_equal(frames[0], cut(sight.picture, sight.frame, SIZE), "no jitter")
    assert (np.abs(np.diff(clipset.landmarks(clip), axis=0)).max((1, 2)) > 1).all()


def test_what_is_allowed_passes(tmp_path: Path, folders):
    pair = [folder / "mirror.png" for folder in folders]
    said = (*pair, tmp_path / "out", "-e", "happy", "--person", "cora")
    refused = command(*said)
    assert (refused.exit_code, "mirrored (1)" in refused.stderr) == (2, True)
    assert command(*said[:2], tmp_path / "new", *said[3:], "--allow", "mirrored").exit_code == 0
    (clip,) = ClipSet.read(tmp_path / "new").clips
    assert (clip.person, clip.degrees) == ("cora", (0, 0.5, 1))


def test_clips_of_a_table_lie_a_little_differently_whatever_the_jobs(tmp_path: Path, folders):
    (tmp_path / "who.csv").write_text(
        "neutral,peak,person,expression,consent\n"
        "n/cora.png,p/cora.png,cora,happy,signed\nn/cora.png,p/cora.png,cora,laughing,\n"
    )
    for jobs in (1, 2):
        result = command(tmp_path / "who.csv", tmp_path / f"{jobs}", "--jobs", jobs)
        assert result.exit_code == 0, result.output
    clipset = ClipSet.read(tmp_path / "1")
    assert [clip.consent for clip in clipset.clips] == ["signed", ""]
    happy, laughing = (clipset.frames(clip)[0] for clip in clipset.clips)
    assert (happy != laughing).any()
    one, two = ([p.read_bytes() for p in sorted(tmp_path.glob(f"{n}/clips/*"))] for n in (1, 2))
    assert one == two


def test_a_folder_that_may_not_be_read_is_an_error(tmp_path: Path, folders, monkeypatch):
    def closed(path: Path):
        raise PermissionError(13, "Permission denied", f"{path}")

    monkeypatch.setattr(Path, "iterdir", closed)
    result = command(*folders, tmp_path / "out", "-e", "happy")
    assert (result.exit_code, result.exception.__class__) == (2, SystemExit)
    assert "cannot be looked into: Permission denied. Check its permissions." in result.stderr
