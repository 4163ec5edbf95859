"""What each discriminator may see of a frame, and what it loses by mistaking it."""

from collections.abc import Iterable, Iterator

from torch import nn

from mien.losses.adversarial import discriminator_loss
from mien.models.mouth import crop, hull, mouth_centre
from mien.tensors import Batch, Pictures, Terms

View = tuple[str, Pictures, Pictures, Pictures]
"""A discriminator's name, and its view of the true frame, of the drawn one and of the portrait."""


class Judging(nn.Module):
    """All discriminators' losses, in one call: processes that share a batch meet once a step.

    Args:
        discriminators: by name.
    """

    def __init__(self, discriminators: nn.ModuleDict) -> None:
        super().__init__()
        self.discriminators = discriminators

    def forward(self, seen: Iterable[View]) -> Terms:
        """The terms of Equation 3 (`global`) and Equation 4 (`local`), unweighted.

        Args:
            seen: what each discriminator sees.
        """
        return {
            f"discriminator_{name}": discriminator_loss(
                self.discriminators[name](true, portrait).float(),
                self.discriminators[name](drawn, portrait).float(),
            )
            for name, true, drawn, portrait in seen
        }


def views(names: Iterable[str], batch: Batch, frame: Pictures) -> Iterator[View]:
    """For each discriminator what it sees.

    Args:
        names: `global`: the whole frame; `local`: the mouth's hull, that of the true frame for the
            drawn one, too, and the portrait's own (Equation 4); `crop`: a square round the mouth.
        batch: with the true frames.
        frame: drawn frames.
    """
    landmarks = batch.landmarks.flatten(0, 1)
    for name in names:
        true, drawn, portrait = batch.truth, frame, batch.origin
        if name == "crop":
            centres = mouth_centre(landmarks)
            true, drawn, portrait = (crop(part, centres) for part in (true, drawn, portrait))
        elif name == "local":
            size, count = frame.shape[-1], batch.frame.shape[1]
            mouth = hull(landmarks, size)
            own = hull(batch.portrait_landmarks, size).repeat_interleave(count, dim=0)
            true, drawn, portrait = true * mouth, drawn * mouth, portrait * own
        yield name, true, drawn, portrait
