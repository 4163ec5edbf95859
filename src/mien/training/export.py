"""From a run to a bundle: ONNX graphs with 16-bit weights, and a card."""

import copy
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from mien import __version__
from mien.bundle import CARD, OUTPUTS, Card, FrameCard, needed_files, read_file, sha256
from mien.config import Recipe, ResidualConfig
from mien.errors import MienError
from mien.methods.residual.trainee import ResidualTrainee
from mien.models.generator import Generator
from mien.models.standardised import fold
from mien.training.onnx_graph import write_graph
from mien.training.run import Run
from mien.training.trained import best_state

LICENCE = "Apache-2.0"


def load_generator(run: Run) -> tuple[Generator, int]:
    """The best generator of a run by validation, or else the last, and its step.

    Raises:
        MienError: the run has no checkpoint yet, or is of a method that bundles do not hold.
    """
    config = run.recipe().method
    if not isinstance(config, ResidualConfig):
        raise MienError(
            f"{run.folder} is a run of {config.method}: bundles are for the residual method's. "
            "`mien evaluate` draws with such runs as they are."
        )
    state = best_state(run)
    trainee = ResidualTrainee(config)
    trainee.resume(state["trainee"])
    return trainee.shipped.eval(), int(state["step"])


def export(run: Run, target: Path, *, metrics: Mapping[str, Any] | None = None) -> Card:
    """Write a run's best generator as a bundle.

    What the run did not change is copied from the bundle that it started from, byte by byte: the
    expressions of old are animated as before.

    Args:
        run: to read.
        target: folder to write; it must not exist, or be empty.
        metrics: figures for the card.

    Raises:
        MienError: nothing to export, the target is taken, or the run's copy of the bundle that it
            started from is gone.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise MienError(f"{target} exists already: name a new folder for the bundle.")
    generator, step = load_generator(run)
    recipe = run.recipe()
    first = run.first_card()
    training = {"recipe": recipe.name, "step": step, "clips": run.clips(), **_spent(run)}
    if start := run.start():
        training |= {"learnt": list(recipe.places), "start": {"sha256": start} | _origin(first)}
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".bundle-") as draft:
        folder = Path(draft) / "bundle"
        kept = _unchanged(run, recipe)
        licence = LICENCE if first is None else first.licence
        card = write_bundle(generator, folder, training, metrics or {}, kept=kept, licence=licence)
        if target.exists():
            target.rmdir()
        shutil.move(folder, target)
    return card


def _spent(run: Run) -> dict[str, Any]:
    """Steps and minutes of a whole run, by its journal; nothing where it has none."""
    minutes = run.minutes()
    return {} if minutes is None else {"steps": run.steps(), "minutes": round(minutes, 2)}


def _origin(first: Card | None) -> dict[str, Any]:
    """What a card says of the bundle that a run started from; its figures are of other weights."""
    if first is None:
        return {}
    return {
        "licence": first.licence,
        "expressions": list(first.expressions),
        "training": first.training,
    }


def _unchanged(run: Run, recipe: Recipe) -> dict[str, bytes]:
    """Graphs of the first bundle, by file, that a run of some expressions does not change."""
    if not recipe.frozen:
        return {}
    card = run.first_card()
    if card is None:
        raise MienError(f"{run.first} is gone: copy the bundle that the run started from to there.")
    learnt = {f"{name}.onnx" for name in recipe.learnt}
    return {name: read_file(run.first, card, name) for name in {*needed_files(card)} - learnt}


def write_bundle(
    generator: Generator,
    folder: Path,
    training: Mapping[str, Any],
    metrics: Mapping[str, Any],
    *,
    kept: Mapping[str, bytes] | None = None,
    licence: str = LICENCE,
) -> Card:
    """Write a generator's graphs and card into a new folder; what is `kept` is written as it is."""
    folder.mkdir()
    plain = copy.deepcopy(generator).float().cpu().eval()
    fold(plain)
    config = plain.config
    portrait = torch.zeros(1, 3, config.size, config.size)
    with torch.no_grad():
        features = plain.base(portrait)
    names = [f"feature_{level}" for level in range(len(features))]
    outputs = list(OUTPUTS[config.output])
    traced: dict[str, tuple[nn.Module, tuple[Tensor, ...], list[str], list[str]]] = {
        f"{name}.onnx": (_AsTuple(encoder), (portrait,), ["portrait"], names)
        for name, encoder in {"base": plain.base, **plain.residuals}.items()
    }
    decoder = _NamedOutputs(plain.decoder, outputs)
    traced["decoder.onnx"] = (decoder, tuple(features), names, outputs)
    kept = kept or {}
    for name, (module, example, inputs, emitted) in traced.items():
        if name in kept:
            (folder / name).write_bytes(kept[name])
        else:
            write_graph(module, example, folder / name, inputs, emitted)
    card = Card(
        expressions=config.expressions,
        output=config.output,
        levels=len(features),
        files={path.name: sha256(path.read_bytes()) for path in sorted(folder.glob("*.onnx"))},
        version=__version__,
        licence=licence,
        frame=FrameCard(size=config.size),
        training=training,
        metrics=metrics,
    )
    (folder / CARD).write_text(card.to_json(), encoding="utf-8")
    return card


class _AsTuple(nn.Module):
    """An encoder as the exporter can trace it."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, portrait: Tensor) -> tuple[Tensor, ...]:
        return tuple(self.encoder(portrait))


class _NamedOutputs(nn.Module):
    """A decoder as the exporter can trace it."""

    def __init__(self, decoder: nn.Module, outputs: list[str]) -> None:
        super().__init__()
        self.decoder = decoder
        self.outputs = outputs

    def forward(self, *features: Tensor) -> tuple[Tensor, ...]:
        emitted = self.decoder(list(features))
        return tuple(getattr(emitted, name) for name in self.outputs)
