"""Reports of an evaluation for tests: any figures, in the file that `mien evaluate` writes."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from mien.study.study import Clip, Study

METRICS = {"ssim": "more", "st_lpips": "less", "sharpness": "one", "roughness": None}
SEEN = {"recognised": "more", "displacement": "one"}


def write_report(
    folder: Path, study: Study, figures: Mapping[str, Callable[[Clip], float | None]]
) -> Path:
    """A report with these figures of every clip of a study."""
    rows = [
        {
            "animator": clip.method,
            "clip": f"{clip.stimulus.item}-{clip.stimulus.expression}",
            "person": clip.stimulus.item,
            "expression": clip.stimulus.expression,
            **{name: measure(clip) for name, measure in figures.items()},
        }
        for clip in study.clips.values()
    ]
    metrics = [{"name": name, "best": best} for name, best in {**METRICS, **SEEN}.items()]
    folder.mkdir(exist_ok=True)
    document = {"format": 2, "metrics": metrics, "figures": rows}
    (folder / "report.json").write_text(json.dumps(document))
    return folder
