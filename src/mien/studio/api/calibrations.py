"""Calibration: strengths at which a face moves as much as other faces."""

from dataclasses import asdict

from fastapi import APIRouter

from mien.studio.api.common import (
    AmountsText,
    BundleName,
    FaceText,
    Owner,
    PhotoId,
    TheService,
    numbers_of,
    whom_of,
)
from mien.studio.api.models import CalibrationView, Detail
from mien.studio.api.photos import seat_of

router = APIRouter(prefix="/photos", tags=["photos"])


@router.get("/{photo}/calibration", responses={status: {"model": Detail} for status in (404, 503)})
async def calibration(
    *,
    photo: PhotoId,
    service: TheService,
    owner: Owner,
    face: FaceText = "largest",
    bundle: BundleName = None,
    amounts: AmountsText = "",
) -> list[CalibrationView]:
    """Measure how far each expression moves a face, and what strength makes that the same for all.

    The strengths are those that `/clips` and `/commands` take with a photo.
    """
    portrait = service.portraits.get(owner, photo)
    given = numbers_of(amounts)

    def measure() -> list[CalibrationView]:
        seat = seat_of(service, portrait, bundle, face)
        found = portrait.calibrations(seat, whom_of(face), given)
        return [CalibrationView(**asdict(one), words=one.words) for one in found]

    return await service.measuring.run(owner, measure)
