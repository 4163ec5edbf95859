"""What the service offers, and the portraits to try it with."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import FileResponse

from mien import __version__, examples
from mien.schedules import FPS
from mien.studio.api.common import BINARY, TheService
from mien.studio.api.models import About, BundleView, Detail
from mien.studio.orders import FORMATS
from mien.studio.refusal import missing

router = APIRouter(tags=["about"])


@router.get("/about")
async def about(service: TheService) -> About:
    """Say what there is: bundles, formats, examples and limits."""
    bundles = [
        BundleView(
            name=name,
            expressions=list(card.expressions),
            licence=card.licence,
            sha256=card.digest,
            output=card.output,
        )
        for name, card in service.bundles.cards.items()
    ]
    return About(
        version=__version__,
        bundles=bundles,
        formats=list(FORMATS),
        examples=list(examples.names()),
        fps=FPS,
        limits=asdict(service.limits),
    )


@router.get(
    "/examples/{name}",
    response_class=FileResponse,
    responses={200: {"content": {"image/jpeg": BINARY}}, 404: {"model": Detail}},
)
async def example(name: Annotated[str, Path(max_length=40)]) -> FileResponse:
    """Give the file of an example portrait."""
    if name not in examples.names():
        raise missing("example")
    return FileResponse(examples.path(name), media_type="image/jpeg")
