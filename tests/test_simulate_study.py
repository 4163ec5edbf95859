"""The script that goes from bundles to Tables 1 and 2 of made-up raters, run as people run it."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from bundles import write_bundle

import mien
from mien.clips import Clip, ClipSet

SCRIPT = Path(__file__).parent.parent / "scripts" / "simulate_study.sh"
FAST = "--no-perceptual --no-landmarks --no-identity --no-recognition --quiet"
SIDE = 289


def write_clips(folder: Path, portrait: np.ndarray) -> None:
    """Two people who turn darker by the degree."""
    folder.mkdir()
    frame = np.pad(portrait, ((16, 17), (16, 17), (0, 0)), mode="reflect")
    points = np.random.default_rng(1).uniform(80, 200, (68, 2)).astype(np.float32)
    clips, landmarks = [], {}
    for number, person in enumerate(("ada", "ben")):
        for expression in ("happy", "angry"):
            name, start = f"{person}-{expression}", frame // (1 + number)
            shades = [start, start // 4 * 3, start // 2]
            np.savez(folder / f"{name}.npz", frames=np.stack(shades), fps=25.0)
            landmarks[name] = np.stack([points] * 3)
            clips.append(
                Clip(
                    id=name,
                    file=f"{name}.npz",
                    person=person,
                    split="val",
                    expression=expression,
                    degrees=(0.0, 0.5, 1.0),
                )
            )
    ClipSet(folder, SIDE, tuple(clips)).write(landmarks)


@pytest.fixture
def command(tmp_path: Path) -> Path:
    """`mien` as on the path of somebody who installed it."""
    path = tmp_path / "bin" / "mien"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mien "$@"\n')
    path.chmod(0o755)
    return path.parent


@pytest.mark.slow
def test_bundles_become_tables_of_made_up_raters_that_say_so(tmp_path, portrait, command):
    write_clips(tmp_path / "set", portrait)
    for name, output in (("mien", "composed"), ("hp", "rgb"), ("convlstm", "composed")):
        write_bundle(tmp_path / name, output=output)
    settings = {"CLIPS": "set", "METRIC": "ssim", "OUT": "out", "RATERS": "12", "TRIALS": "4"}
    settings |= {"RESULTS": "kept", "EXPRESSIONS": "happy angry", "SEED": "3"}
    path = f"{command}{os.pathsep}{os.environ['PATH']}"
    own = str(Path(mien.__file__).parents[1])
    done = subprocess.run(
        [SCRIPT, "mien", "hp", "convlstm"],
        cwd=tmp_path,
        env={**os.environ, "PATH": path, "PYTHONPATH": own, "EVALUATE": FAST, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for row in ("Prefers mien over hp", "Prefers mien over both convlstm and hp", "Real clips"):
        assert row in done.stdout
    assert "12 raters; 0 excluded by out/answers/rules.json." in done.stdout
    for name in ("tables.md", "figure.svg", "README.md"):
        assert "SIMULATED" in (tmp_path / "kept" / name).read_text()
    readme = (tmp_path / "kept" / "README.md").read_text()
    for part in ("## Table 1 (SIMULATED)", "## Table 2 (SIMULATED)", "SEED=3", "mien hp convlstm"):
        assert part in readme
    answers = (tmp_path / "out" / "answers" / "answers.jsonl").read_text()
    assert '"simulated": true' in answers.splitlines()[0]
