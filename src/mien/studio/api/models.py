"""What goes over the wire, as types: the OpenAPI document is made of them."""

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from mien.runtime.amounts import LEAST, Outcome
from mien.schedules import Easing
from mien.studio.orders import FORMATS

Name = Annotated[str, Field(max_length=100)]
Format = Literal["mp4", "webm", "gif", "webp", "png", "jpg", "npz", "frames"]
assert set(get_args(Format)) == set(FORMATS)

_DEGREE = {"type": "number", "minimum": 0, "maximum": 1}
_NUMBER = {"type": "number", "exclusiveMinimum": 0, "maximum": 1}
_STRENGTH = {"anyOf": [_NUMBER, {"type": "object", "additionalProperties": _NUMBER}]}
Share = Annotated[float, Field(gt=0, le=1)]
StrengthBody = Share | Annotated[dict[Name, Share], Field(max_length=64)]
_FPS = {"type": "number", "minimum": 0.1, "maximum": 240}
_KEYFRAME = {
    "type": "object",
    "required": ["time", "degrees"],
    "properties": {
        "time": {"type": "number", "minimum": 0},
        "degrees": {"type": "object", "additionalProperties": _DEGREE},
    },
}
SCHEDULE = {
    "anyOf": [
        {
            "title": "Degrees frame by frame",
            "required": ["fps", "expressions", "degrees"],
            "properties": {
                "format": {"const": 1},
                "fps": _FPS,
                "expressions": {"type": "array", "items": {"type": "string"}},
                "degrees": {"type": "array", "items": {"type": "array", "items": _DEGREE}},
                "strength": _STRENGTH,
            },
        },
        {
            "title": "Keyframes",
            "required": ["keyframes"],
            "properties": {
                "format": {"const": 1},
                "fps": _FPS,
                "easing": {"enum": list(get_args(Easing))},
                "keyframes": {"type": "array", "minItems": 1, "items": _KEYFRAME},
                "strength": _STRENGTH,
            },
        },
    ]
}
"""What `mien.schedules.schedule_from` reads, for the OpenAPI document."""


class Model(BaseModel):
    """Values that nobody changes and that hold nothing unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Detail(Model):
    """Why something was refused, in words that help."""

    detail: str


class FaceView(Model):
    """A face that was found; number 1 is the largest."""

    number: int
    left: float = Field(description="Pixels of the photo; a box may reach beyond it.")
    top: float
    right: float
    bottom: float


class PhotoView(Model):
    """A photo that this session holds."""

    id: str
    name: str
    width: int
    height: int
    sha256: str
    faces: list[FaceView]


class CalibrationView(Model):
    """What one expression does to a face, and the strength that makes it the same for all faces.

    A displacement is the mean over brows, eyes and mouth, in distances between the eyes.
    """

    expression: str
    amount: float | None = Field(description="Displacement that degree 1 shall be; null: unknown.")
    peak: float = Field(description="Displacement that degree 1 is at strength 1.")
    strength: float = Field(ge=LEAST, le=1)
    outcome: Outcome = Field(
        description="`reached`; `short`, less than the amount even at strength 1; `beyond`, more "
        "than the amount even at the least strength; `unknown`, there is no amount."
    )
    words: str = Field(description="What a user must know of it; empty if it was reached.")


class BundleView(Model):
    """A trained network that photos can be animated with."""

    name: str
    expressions: list[str]
    licence: str
    sha256: str
    output: str


class About(Model):
    """What this service offers."""

    version: str
    bundles: list[BundleView]
    formats: list[str]
    examples: list[str]
    fps: float
    limits: dict[str, float]


class Clipped(Model):
    """A photo of an order and the face that moves."""

    photo: Name
    face: str = Field("largest", pattern="^(largest|all|whole|[1-9][0-9]{0,2})$")
    strength: StrengthBody | None = Field(
        None,
        description="All degrees times so much, or those of each expression; the schedule's own by "
        "default.",
    )


class OrderBody(Model):
    """One schedule over one photo or several."""

    photos: list[Clipped] = Field(min_length=1, max_length=64)
    schedule: dict[str, Any] = Field(
        description="A schedule or keyframes, as `mien animate --degrees file.json` takes them.",
        json_schema_extra=SCHEDULE,  # type: ignore[arg-type] # JSON
    )
    bundle: Name | None = None
    format: Format = "mp4"
    title: str = Field("clip", pattern=r"^[A-Za-z0-9_-]{1,60}$", description="Names the clips.")
    times: int = Field(1, ge=1, le=1000, description="Plays the schedule so often.")
    loop: bool = Field(default=True, description="Whether GIF, WebP and APNG repeat.")
    label: bool = Field(default=True, description="Mark the clip as generated in its metadata.")
    sheet: bool = Field(default=False, description="A contact sheet beside each clip.")
    study: str = Field(
        "",
        pattern=r"^[A-Za-z0-9_][A-Za-z0-9_-]{0,39}$|^$",
        description="Name of a method: the clips come in a ZIP, in a folder of that name, called "
        "as `mien study make` takes them.",
    )


class Commands(Model):
    """The same clips from the command line."""

    commands: list[str]
    schedule_file: str = Field(description="The name under which the commands expect the schedule.")
    study: str = Field(description="What makes a study of the clips; empty if none was asked for.")


class FileView(Model):
    """A file that a job wrote."""

    name: str
    bytes: int


class JobView(Model):
    """A clip job."""

    id: str
    state: Literal["waiting", "drawing", "done", "failed", "cancelled"]
    drawn: int = Field(description="Frames that are drawn.")
    total: int = Field(description="Frames in all.")
    error: str
    files: list[FileView] = Field(description="Once it is done; the first is what was asked for.")
    commands: list[str]


class ScheduleView(Model):
    """Degrees frame by frame."""

    format: int
    fps: float
    expressions: list[str]
    degrees: list[list[float]] = Field(description="Before they are multiplied by `strength`.")
    strength: StrengthBody
