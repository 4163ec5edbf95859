"""dlib's 68 landmarks, for those who have the right to use them: an option, never needed.

The code is under the Boost licence; the model was trained on the 300-W data, which are released
for non-commercial research only. So are, then, clips whose landmarks it has found.
"""

from functools import cache
from typing import Any, Final

import numpy as np

from mien.carriers import carried
from mien.errors import MienError
from mien.faces import Face
from mien.types import Picture, Plane

NOTICE: Final = "landmarks by dlib's 68-point model (300-W data: non-commercial research only)"

_MODEL: Final = "models/shape_predictor_68_face_landmarks.dat"


class Dlib:
    """dlib's shape predictor in the box of mien's own detector.

    Raises:
        MienError: dlib or its model is not installed.
    """

    def __init__(self) -> None:
        _predictor()

    def start(self, picture: Picture, face: Face) -> Plane:
        """The points of a face, (68, 2)."""
        import dlib  # noqa: PLC0415 - an extra

        left, top, right, bottom = face.box
        # The model was made for dlib's own detector, whose boxes are squares from brows to chin.
        side = (right - left + bottom - top) / 2
        x, y = (left + right) / 2, (top + bottom) / 2 + 0.08 * side
        box = dlib.rectangle(*(round(value) for value in _square(x, y, 0.9 * side)))
        shape = _predictor()(np.ascontiguousarray(picture), box)
        return np.array([(part.x, part.y) for part in shape.parts()], np.float32)

    def follow(self, picture: Picture, points: Plane) -> Plane | None:  # noqa: ARG002 - as Landmarker
        """None: the model needs the detector's box in every frame."""
        return None


def _square(x: float, y: float, side: float) -> tuple[float, float, float, float]:
    return x - side / 2, y - side / 2, x + side / 2, y + side / 2


@cache
def _predictor() -> Any:
    path = carried("face_recognition_models", _MODEL)
    try:
        import dlib  # noqa: PLC0415 - an extra
    except ImportError:
        path = None
    if path is None:
        raise MienError(
            "--landmarks dlib needs dlib and its model: run `pip install 'mien[dlib]'`. The model "
            "is for non-commercial research only; without the option mien's own is used."
        )
    return dlib.shape_predictor(str(path))
