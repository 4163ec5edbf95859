"""One tiny recording of each layout, under its published name, becomes a clip."""

from pathlib import Path

import numpy as np
import pytest
from moving import clip, write_video
from PIL import Image
from recordings import encode

from mien.preparation.take import Take
from mien.preparation.videos import Videos
from mien.preparation.videos.layouts import layout_names

RISE = [0.0] * 4 + [0.2, 0.4, 0.6, 0.8, 1.0, 1.0]

FILMED = {
    "folders": ("ada/surprised/1.mp4", "surprised", 1.0),
    "ravdess": ("Actor_12/02-01-06-01-02-01-12.mp4", "afraid", 0.7),
    "crema-d": ("VideoFlash/1091_IEO_FEA_LO.flv", "afraid", 0.4),
    "mead": ("W009/video/front/surprised/level_2/028.mp4", "surprised", 0.7),
    "oulu-casia": ("OriginalImg/VL/Strong/P080/Surprise/000.jpeg", "surprised", 1.0),
    "mug": ("subjects3/052/surprise/take002/img_0000.jpg", "surprised", 1.0),
}
"""Where each collection keeps a recording, what it shows, and how strongly."""


@pytest.fixture(scope="module")
def frames() -> np.ndarray:
    return clip("cora", "surprised", RISE, height=360, width=480)[0]


def film(path: Path, frames: np.ndarray) -> None:
    """Write a recording as its collection does: H.264, Sorenson's H.263, or pictures."""
    path.parent.mkdir(parents=True)
    if path.suffix == ".mp4":
        write_video(path, frames)
    elif path.suffix == ".flv":
        encode(path, frames, "flv")
    else:
        for number, frame in enumerate(frames):
            name = path.name.replace("0" + path.suffix, f"{number}{path.suffix}")
            Image.fromarray(frame).save(path.with_name(name), quality=95)


@pytest.mark.parametrize("layout", layout_names())
def test_a_recording_of_the_collection_becomes_a_clip(
    tmp_path: Path, frames: np.ndarray, layout: str
):
    name, expression, peak = FILMED[layout]
    film(tmp_path / name, frames)
    source = Videos(tmp_path, layout)
    (item,) = source.items()
    take = source.make(item, np.random.default_rng(0))
    assert isinstance(take, Take)
    assert (item.expression, take.degrees[0], take.degrees[-1]) == (expression, 0, peak)
    assert len(take.degrees) in {6, 7}
    assert take.frames.shape[1:] == (289, 289, 3)
    assert source.strays() == ()
