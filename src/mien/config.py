"""Every number that a run can change, as frozen dataclasses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

SIX = ("happy", "angry", "surprised", "sad", "disgusted", "afraid")
"""The six basic expressions."""

SHADE = 0.5
"""The most by which a composed frame brightens or darkens the portrait, as a share of it."""

TEETH_WEIGHTS = "decoder.teeth."
"""How the names of a generator's weights begin that draw teeth (`NetworkConfig.teeth`)."""


@dataclass(frozen=True, kw_only=True)
class NetworkConfig:
    """Shape of the generator.

    Attributes:
        kind: `unet` is the paper's network, `pyramid` ours.
        expressions: one residual encoder is built for each.
        widths: channels after each of the encoder's halvings; for `pyramid` those of its core,
            which sees the portrait at half its size.
        detail: channels of the one layer that sees the portrait at full size (`pyramid` only).
        decoder_widths: channels after each of the core decoder's doublings (`pyramid` only).
        teeth: whether teeth are a learnt picture that is laid into the mouth, and what is painted
            otherwise is smoothed, or else it is a grid that passes for teeth (`pyramid` only).
        output: `composed` with the portrait, or the paper's `rgb`.
        landmarks: whether the decoder also predicts 68 landmarks (`unet` only).
        size: side of the frame in pixels.
    """

    kind: Literal["unet", "pyramid"] = "pyramid"
    expressions: tuple[str, ...] = ()
    widths: tuple[int, ...] = (24, 48, 96, 192, 256)
    detail: int = 24
    decoder_widths: tuple[int, ...] = (128, 64, 48, 32)
    teeth: bool = False
    output: Literal["composed", "rgb"] = "composed"
    landmarks: bool = False
    size: int = 256


@dataclass(frozen=True, kw_only=True)
class DiscriminatorConfig:
    """Shape of the discriminators.

    Attributes:
        views: what each sees: the whole frame, the mouth's hull, or a square crop round the mouth.
        layers: convolutions that halve; 1 reads "3 convolution layers" literally, 3 is the reading
            of the authors' later code.
        width: channels after the first layer.
        conditional: whether the portrait is shown beside the frame.
        detail: whether they see nothing but what a blur takes away.
    """

    views: tuple[Literal["global", "local", "crop"], ...] = ()
    layers: int = 3
    width: int = 64
    conditional: bool = True
    detail: bool = False


@runtime_checkable
class MethodConfig(Protocol):
    """What the training loop knows of a method's settings; each method has a dataclass of its own.

    Attributes:
        method: name of the method, which tells one class of settings from another on disk.
        expressions: what it learns, in the order of a batch's expression indices.
        size: side of its frames in pixels.
    """

    @property
    def method(self) -> str: ...  # noqa: D102
    @property
    def expressions(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def size(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class ResidualConfig:
    """The residual method: network, objective and optimiser.

    Attributes:
        method: its name.
        weights: weight of each loss term by its name; a term without a weight is not computed.
        increment: distance in degree between the neighbours that continuity compares.
        learning_rate: of the generator, at the start.
        discriminator_learning_rate: of the discriminators, at the start.
        betas: Adam's.
        average: decay of the running average of the generator's weights, 0 for none.
        mouth_weight: how much more an error near the mouth counts in `reconstruction`.
        motion_weight: how much more an error counts where the true frame moves.
    """

    method: Literal["residual"] = "residual"
    network: NetworkConfig = field(default_factory=NetworkConfig)
    discriminators: DiscriminatorConfig = field(default_factory=DiscriminatorConfig)
    weights: Mapping[str, float] = field(default_factory=lambda: {"reconstruction": 1.0})
    increment: float = 0.1
    learning_rate: float = 2e-4
    discriminator_learning_rate: float = 2e-4
    betas: tuple[float, float] = (0.5, 0.999)
    average: float = 0.0
    mouth_weight: float = 0.0
    motion_weight: float = 0.0

    @property
    def expressions(self) -> tuple[str, ...]:
        """Names in the order of the network's residual encoders."""
        return self.network.expressions

    @property
    def size(self) -> int:
        """Side of the frames in pixels."""
        return self.network.size


@dataclass(frozen=True, kw_only=True)
class DataConfig:
    """How batches are drawn from a clip set.

    Attributes:
        clips: clips in a batch.
        frames: true frames of each clip, beside the first as the portrait.
        whole: whether these are spread evenly over the clip and in order, the last one included,
            instead of drawn by chance: for methods that learn sequences.
        first: whether the first may be among them, at degree 0: for a network that has to learn
            that it is the portrait itself.
        expressions_per_batch: how many expressions share a batch.
        emphasis: how many times as often as others an expression is drawn; 1 where it has none.
        flip: probability of a mirrored clip.
        colour: strength of changes of exposure, contrast, gamma and white balance, 0 for none.
        degrade: probability that the network is shown a blurred, noisy or compressed portrait.
        backgrounds: probability that a clip's head stands before part of another clip.
        zoom: greatest change of scale, as a fraction.
        roll: greatest turn, in degrees.
        late: how strongly late frames are preferred, 0 for all alike.
    """

    clips: int = 12
    frames: int = 2
    whole: bool = False
    first: bool = False
    expressions_per_batch: int = 3
    emphasis: Mapping[str, float] = field(default_factory=dict)
    flip: float = 0.5
    colour: float = 0.0
    degrade: float = 0.0
    backgrounds: float = 0.0
    zoom: float = 0.0
    roll: float = 0.0
    late: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A stretch of training at one frame size.

    Attributes:
        size: side of the frames in pixels.
        steps: length.
        clips: clips in a batch; None keeps the data's.
        warmup: steps over which the learning rate rises from 0.
        rate: factor on the learning rates.
        weights: changes to the method's weights of the loss terms.
        head_start: whether the discriminators alone learn, as they must before they can teach a
            generator that has learnt already.
        learnt: how the names of the generator's weights begin that alone learn; empty for all.
    """

    size: int
    steps: int
    clips: int | None = None
    warmup: int = 0
    rate: float = 1.0
    weights: Mapping[str, float] = field(default_factory=dict)
    head_start: bool = False
    learnt: str = ""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """All that a run needs beside its clips.

    Attributes:
        name: what `mien train` calls it.
        method: settings of the method that learns.
        data: how batches are drawn.
        learnt: the expressions that alone are learnt from clips, where a bundle knows others;
            empty if all are.
        rehearsal: whether the whole network learns them, and rehearses the others as the bundle
            draws them; without, nothing but the residual encoders of `learnt` learns.
        needs_bundle: whether it goes on from a bundle's weights, and never from nothing.
        stages: run one after the other; the learning rate falls as a cosine over each stage if
            `decay` is true, otherwise it stays.
        sample_every: steps between strips of validation people.
        checkpoint_every: steps between checkpoints.
        validate_every: steps between validation figures, by which the best state is kept.
    """

    name: str
    method: MethodConfig = field(default_factory=ResidualConfig)
    data: DataConfig = field(default_factory=DataConfig)
    learnt: tuple[str, ...] = ()
    rehearsal: bool = False
    needs_bundle: bool = False
    stages: tuple[Stage, ...] = ()
    decay: bool = False
    seed: int = 0
    sample_every: int = 1000
    checkpoint_every: int = 500
    validate_every: int = 1000

    @property
    def places(self) -> dict[str, int]:
        """Every expression that is learnt, with its place among those of the method."""
        names = self.method.expressions
        return {name: names.index(name) for name in self.learnt or names}

    @property
    def frozen(self) -> bool:
        """Whether all that a bundle knows stays as it is, bit for bit."""
        return bool(self.learnt) and not self.rehearsal

    @property
    def steps(self) -> int:
        """Length of all stages."""
        return sum(stage.steps for stage in self.stages)

    def clips_at(self, stage: Stage) -> int:
        """Clips in a batch of a stage, over all processes together."""
        return stage.clips or self.data.clips
