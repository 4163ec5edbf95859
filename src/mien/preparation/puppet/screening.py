"""Which photos will do: a face alone, from the front, sharp, uncovered and at rest."""

from dataclasses import dataclass
from typing import Literal

from mien.preparation.checks import BLUR_OF_PHOTO, Fault
from mien.preparation.puppet.fit import Fit
from mien.preparation.puppet.looks import says
from mien.preparation.puppet.measures import Measures


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a photo must keep to.

    Attributes:
        height: least pixels from forehead to chin.
        turn: greatest turn of the head to the side, in degrees.
        nod: greatest nod up or down, in degrees.
        blur: greatest, as `mien.preparation.sharpness.blur` measures it.
        rims: greatest strength of a frame of glasses.
        mouth: greatest gap between the lips, of the mouth's width.
        smile: greatest smile; 0 is a face at rest, 1 a broad smile.
        smile_before_smile: the same where the clip is to smile.
        brows: greatest height of the brows over the lids, in distances between the eyes.
        eyes: least opening of an eye, of its width.
        frown: greatest frown, as `mien.preparation.puppet.looks` measures it; so are those below.
        sad: greatest sad look.
        disgust: greatest look of disgust.
        pout: greatest pout.
        pursed: greatest pursing of the lips.
        residual: greatest mean distance of the landmarks from the mesh, in centimetres.
    """

    height: float = 150.0
    turn: float = 18.0
    nod: float = 18.0
    blur: float = BLUR_OF_PHOTO
    rims: float = 0.055
    mouth: float = 0.045
    smile: float = 0.85
    smile_before_smile: float = 0.6
    brows: float = 0.47
    eyes: float = 0.14
    frown: float = 0.91
    sad: float = 0.63
    disgust: float = 0.82
    pout: float = 0.91
    pursed: float = 0.43
    residual: float = 0.5


@dataclass(frozen=True)
class _Check:
    """One test of a photo: what is measured, what it must keep to, and what to say."""

    reason: str
    figure: float
    limit: float
    bound: Literal["least", "most"]
    detail: str

    @property
    def failed(self) -> bool:
        low = self.figure < self.limit
        return low if self.bound == "least" else self.figure > self.limit

    @property
    def fault(self) -> Fault:
        figure, limit = float(self.figure), float(self.limit)
        return Fault(reason=self.reason, detail=self.detail, figure=figure, limit=limit)


def screened(seen: Measures, laid: Fit, limits: Limits) -> Fault | None:
    """Test a photo that has one face.

    Args:
        seen: on the photo.
        laid: the mesh on it.
        limits: to keep to.

    Returns:
        The first reason against it; None where the photo will do.
    """
    return next((check.fault for check in _checks(seen, laid, limits) if check.failed), None)


def _not_at_rest(seen: Measures, limits: Limits) -> _Check:
    """Of the looks that no neutral face has, the one that is farthest beyond its limit."""
    bounds = {name: float(getattr(limits, name)) for name in seen.looks}
    name = max(bounds, key=lambda look: seen.looks[look] / bounds[look])
    figure, limit = seen.looks[name], bounds[name]
    detail = (
        f"The face shows {says(name)}, by {figure:.2f} of a whole {name!r}; {limit:.2f} will do. "
        "Take a photo at rest."
    )
    return _Check("not neutral", figure, limit, "most", detail)


def smiles_already(seen: Measures, limits: Limits) -> Fault | None:
    """Test whether a photo may begin a smile: closer to rest than for any other expression."""
    figure, limit = seen.smile, limits.smile_before_smile
    if figure <= limit:
        return None
    detail = (
        f"The face smiles by {figure:.2f} of a broad smile; a smile can begin below {limit:.2f}. "
        "Take a photo at rest, or make other expressions of it."
    )
    return Fault(reason="smile", detail=detail, figure=figure, limit=limit)


def _checks(seen: Measures, laid: Fit, limits: Limits) -> tuple[_Check, ...]:
    turn, nod, off = abs(laid.pose.yaw), abs(laid.pose.pitch), laid.residual
    return (
        _Check("odd landmarks", off, limits.residual, "most",
               f"The landmarks are {off:.2f} cm off any face that the mesh can be, "
               f"{limits.residual:.2f} will do."),
        _Check("small", seen.height, limits.height, "least",
               f"The face is {seen.height:.0f} pixels high, {limits.height:.0f} are needed."),
        _Check("head turn", turn, limits.turn, "most",
               f"The head is turned {turn:.0f} degrees aside, {limits.turn:.0f} will do."),
        _Check("head nod", nod, limits.nod, "most",
               f"The head is nodded by {nod:.0f} degrees, {limits.nod:.0f} will do."),
        _Check("blurred", seen.blur, limits.blur, "most",
               f"The face has a blur of {seen.blur:.2f}; up to {limits.blur:.2f} will do."),
        _Check("glasses", seen.rims, limits.rims, "most",
               f"A line of strength {seen.rims:.3f} runs round both eyes; without glasses it is "
               f"below {limits.rims:.3f}."),
        _Check("mouth open", seen.mouth, limits.mouth, "most",
               f"The lips are {seen.mouth:.3f} of the mouth's width apart, "
               f"{limits.mouth:.3f} will do."),
        _Check("smile", seen.smile, limits.smile, "most",
               f"The face smiles by {seen.smile:.2f} of a broad smile, "
               f"{limits.smile:.2f} will do."),
        _Check("brows raised", seen.brows, limits.brows, "most",
               f"The brows are {seen.brows:.2f} eye distances over the lids, "
               f"{limits.brows:.2f} will do."),
        _Check("eyes closed", seen.eyes, limits.eyes, "least",
               f"An eye is open by {seen.eyes:.2f} of its width, {limits.eyes:.2f} is needed."),
        _not_at_rest(seen, limits),
    )  # fmt: skip
