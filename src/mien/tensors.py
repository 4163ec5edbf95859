"""Names for the tensors that cross module boundaries, and the batch that training learns from.

Pictures are RGB floats in [-1, 1]. Degrees are in [0, 1]: 0 is neutral, 1 is the peak.
"""

from dataclasses import dataclass, fields

import torch
from jaxtyping import Float, Int64
from torch import Tensor

Pictures = Float[Tensor, "*batch 3 height width"]
Parts = Float[Tensor, "*batch 3 _ _"]
Masks = Float[Tensor, "*batch 1 height width"]
FeatureMap = Float[Tensor, "_ _ _ _"]
Flow = Float[Tensor, "frames 2 _ _"]
Degree = Float[Tensor, "clips frames"]
Landmarks = Float[Tensor, "*batch 68 2"]
Points = Float[Tensor, "frames 2"]
Logits = Float[Tensor, "_ 1 _ _"]
Expression = Int64[Tensor, " clips"]
Degrees = Float[Tensor, "frames expressions"]
Clips = Float[Tensor, "clips times 3 _ _"]
Vectors = Float[Tensor, "rows _"]
Codes = Float[Tensor, "rows times _"]
Scalar = Float[Tensor, ""]

Sequence = Float[Tensor, "frames 3 height width"]
Sequences = Float[Tensor, "clips frames 3 height width"]
Futures = Float[Tensor, "clips frames 68 2"]
Heatmaps = Float[Tensor, "*batch 68 side side"]
OwnDegree = Float[Tensor, " own"]
AskedDegree = Float[Tensor, " asked"]
Answers = Int64[Tensor, " asked"]
Rows = Int64[Tensor, " rows"]

Terms = dict[str, Scalar]
"""Unweighted losses by name."""


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Clips, one expression each: a neutral portrait and some of the clip's frames.

    Attributes:
        portrait: the clip's first frame, true.
        seen: the same picture as the network is shown it, possibly degraded as phone photos are.
        frame: true frames, (clips, frames, 3, height, width).
        landmarks: of the true frames, in pixels.
        portrait_landmarks: of the portrait, in pixels.
        degree: degree of each frame, in the clip's own expression.
        expression: index of the clip's expression.
    """

    portrait: Float[Tensor, "clips 3 height width"]
    seen: Float[Tensor, "clips 3 height width"]
    frame: Float[Tensor, "clips frames 3 height width"]
    landmarks: Float[Tensor, "clips frames 68 2"]
    portrait_landmarks: Float[Tensor, "clips 68 2"]
    degree: Degree
    expression: Expression

    def to(self, device: torch.device) -> "Batch":
        """The same batch on another device."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return Batch(**{name: value.to(device) for name, value in values.items()})

    @property
    def truth(self) -> Float[Tensor, "frames 3 height width"]:
        """All true frames, clip after clip."""
        return self.frame.flatten(0, 1)

    @property
    def origin(self) -> Float[Tensor, "frames 3 height width"]:
        """The portrait of each true frame."""
        return self.portrait.repeat_interleave(self.frame.shape[1], dim=0)
