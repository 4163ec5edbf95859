"""Find faces in a photo, their landmarks, and the frames that the network sees.

Needs NumPy, Pillow and ONNX Runtime; the networks' weights lie in `weights/`.
"""

from mien.faces.choice import Which, choose_faces
from mien.faces.detector import Face, find_faces
from mien.faces.framing import frame_of
from mien.faces.landmarks import follow478, landmarks, landmarks68, landmarks478

__all__ = [
    "Face",
    "Which",
    "choose_faces",
    "find_faces",
    "follow478",
    "frame_of",
    "landmarks",
    "landmarks68",
    "landmarks478",
]
