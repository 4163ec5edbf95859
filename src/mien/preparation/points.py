"""MediaPipe's 478 landmarks by name; the subject's right side comes first where there are two."""

from typing import Final

from mien.faces.framing import CHIN, FOREHEAD, OVAL

__all__ = ["CHIN", "FOREHEAD", "OVAL"]

SKULL: Final = (
    *(33, 133, 362, 263),  # corners of the eyes
    *(168, 6, 197, 195, 5, 4),  # ridge of the nose, down to its tip
    *(10, 9, 151, 54, 284, 103, 332),  # forehead
    *(127, 356, 234, 454),  # temples, and where the face meets the ears
)
"""What the skull carries: no expression moves these much."""

UPPER_LIP: Final = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308)
LOWER_LIP: Final = (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308)
LIPS: Final = (UPPER_LIP, LOWER_LIP)
"""Inner edges of the lips, from the right corner to the left."""

INNER_LIPS: Final = (*UPPER_LIP, *LOWER_LIP[-2:0:-1])
"""Outline of the open mouth."""

OUTER_LIPS: Final = (
    *(61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291),
    *(375, 321, 405, 314, 17, 84, 181, 91, 146),
)
"""Outline of the lips."""

RIGHT_LIDS: Final = (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7)
LEFT_LIDS: Final = (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249)
"""Outlines of the eyes, from the outer corner over the upper lid."""

RIGHT_IRIS: Final = (468, 469, 470, 471, 472)
LEFT_IRIS: Final = (473, 474, 475, 476, 477)
"""Centre and four points of the edge."""

FIRST_IRIS: Final = 468
EYES: Final = ((RIGHT_LIDS, RIGHT_IRIS), (LEFT_LIDS, LEFT_IRIS))

EYE_CORNERS: Final = ((33, 133), (263, 362))
"""Outer and inner corner of each eye."""

MIDDLE_LIDS: Final = ((159, 145), (386, 374))
"""Middle of the upper and of the lower lid of each eye."""

MOUTH_CORNERS: Final = (78, 308)
"""Where the opening ends."""

LIP_CORNERS: Final = (61, 291)
"""Where the lips end."""

NOSE_WINGS: Final = (129, 358)
BROWS: Final = ((70, 63, 105, 66, 107), (300, 293, 334, 296, 336))
"""Upper edges, from the temple to the nose."""

LOWER_BROWS: Final = ((55, 65, 52, 53, 46), (285, 295, 282, 283, 276))
"""Lower edges, from the nose to the temple."""

BROW_PEAKS: Final = (105, 334)
