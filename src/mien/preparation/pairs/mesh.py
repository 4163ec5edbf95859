"""Which of MediaPipe's 478 landmarks mark what."""

from typing import Final

from mien.faces.framing import OVAL

__all__ = ["BROWS", "EYES", "INNER_LIPS", "OUTER_LIPS", "OVAL", "RIGID"]

RIGID: Final = (
    *(33, 133, 362, 263),  # corners of the eyes
    *(168, 6, 197, 195, 5, 4),  # ridge of the nose, down to its tip
    *(10, 9, 151, 54, 284, 103, 332),  # forehead
    *(127, 356, 234, 454),  # temples, and where the face meets the ears
)
"""What the skull carries: no expression moves these much."""

INNER_LIPS: Final = (
    (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308),
    (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308),
)
"""The upper and the lower edge of the mouth's opening, from the picture's left to its right."""

OUTER_LIPS: Final = (
    *(61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291),
    *(375, 321, 405, 314, 17, 84, 181, 91, 146),
)
"""The outline of the lips."""

EYES: Final = (
    (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7),
    (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249),
)
"""The outlines of the eyes, between the lids."""

BROWS: Final = (
    (70, 63, 105, 66, 107, 55, 65, 52, 53, 46),
    (300, 293, 334, 296, 336, 285, 295, 282, 283, 276),
)
"""The outlines of the eyebrows."""
