"""What each discriminator may see of a frame."""

from collections.abc import Iterable, Iterator

from mien.models.mouth import crop, hull, mouth_centre
from mien.tensors import Batch, Pictures


def views(
    names: Iterable[str], batch: Batch, frame: Pictures
) -> Iterator[tuple[str, Pictures, Pictures, Pictures]]:
    """For each discriminator its name, and its view of the true frame, the drawn one, the portrait.

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
