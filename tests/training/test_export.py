from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from clipsets import write_clipset
from tiny_run import NETWORK, RECIPE

from mien.bundle import read_card
from mien.clips import ClipSet
from mien.errors import MienError
from mien.models.generator import Generator
from mien.models.teeth import ROW
from mien.runtime.engine import Engine, mixed
from mien.training.export import export, load_generator, write_bundle
from mien.training.run import Run
from mien.training.start import start


@pytest.fixture
def run(tmp_path: Path) -> Run:
    clips = write_clipset(tmp_path / "clips").folder
    loop = start(RECIPE, clips, tmp_path / "run", device="cpu", precision="float32")
    loop.train()
    return Run(tmp_path / "run")


def test_the_bundle_emits_what_the_network_does(run: Run, tmp_path: Path) -> None:
    export(run, tmp_path / "bundle")
    generator, _ = load_generator(run)
    portrait = torch.rand(1, 3, 32, 32) * 2 - 1
    degrees = torch.tensor([[0.7, 0.0], [0.2, 0.5]])
    with torch.no_grad():
        features = generator.encode(portrait)
        emitted = generator.decode(generator.mixed(features, degrees))

    engine = Engine(tmp_path / "bundle")
    base = engine.encode("base", portrait.numpy())
    happy, angry = (engine.encode(name, portrait.numpy()) for name in ("happy", "angry"))
    for row, (first, second) in enumerate(degrees.tolist()):
        raw = engine.decode(mixed(base, [(first, happy), (second, angry)]))
        for name in ("flow", "shade", "opacity", "colour"):
            expected = getattr(emitted, name)[row].numpy()
            tolerance = 2e-3 * max(1.0, float(np.abs(expected).max()))
            assert np.abs(raw[name][0] - expected).max() < tolerance, name


def test_the_bundle_lays_the_networks_teeth(tmp_path: Path) -> None:
    generator = Generator(replace(NETWORK, teeth=True)).eval()
    with torch.no_grad():
        for parameter in generator.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
        generator.decoder.teeth.row[:] = torch.linspace(-0.05, 0.05, ROW[1])
        features = generator.base(torch.rand(2, 3, 32, 32) * 2 - 1)
        emitted = generator.decode(features)
    write_bundle(generator, tmp_path / "bundle", {}, {})
    raw = Engine(tmp_path / "bundle").decode([feature.numpy() for feature in features])
    assert np.abs(raw["colour"] - emitted.colour.numpy()).max() < 0.02
    generator.decoder.teeth = None
    with torch.no_grad():
        bare = generator.decode(features)
    assert np.abs(raw["colour"] - bare.colour.numpy()).max() > 0.1


def test_the_card_says_what_was_trained(run: Run, tmp_path: Path) -> None:
    export(run, tmp_path / "bundle", metrics={"ssim": 0.5})
    card = read_card(tmp_path / "bundle")
    assert card.expressions == RECIPE.method.network.expressions
    assert card.frame.size == RECIPE.method.network.size
    assert card.training["recipe"] == "tiny"
    assert card.metrics == {"ssim": 0.5}


def test_the_card_says_how_long_the_whole_run_took(run: Run, tmp_path: Path) -> None:
    run.rewind(0)
    for step, seconds in ((4, 30.0), (8, 60.0)):
        run.note({"step": step, "kind": "train", "seconds": seconds})
    export(run, tmp_path / "bundle")
    training = read_card(tmp_path / "bundle").training
    assert (training["steps"], training["minutes"]) == (8, 4 * 0.5 + 4 * 1.0)
    assert training["step"] <= training["steps"]


def test_a_run_without_a_journal_has_a_card_that_does_not_say(run: Run, tmp_path: Path) -> None:
    (run.folder / "journal.jsonl").unlink()
    export(run, tmp_path / "bundle")
    assert not {"steps", "minutes"} & set(read_card(tmp_path / "bundle").training)


def test_the_card_says_on_which_terms_the_clips_may_be_used(tmp_path: Path) -> None:
    clipset = write_clipset(tmp_path / "clips")
    terms = {"licence": "CC-BY-4.0", "attribution": "Eve", "consent": "signed"}
    clips = tuple(replace(one, **terms) if one.person == "ada" else one for one in clipset.clips)
    tracks = {one.id: clipset.landmarks(one) for one in clips}
    ClipSet(clipset.folder, clipset.size, clips).write(tracks)
    loop = start(RECIPE, clipset.folder, tmp_path / "run", device="cpu", precision="float32")
    loop.train()
    export(Run(tmp_path / "run"), tmp_path / "bundle")
    assert read_card(tmp_path / "bundle").training["clips"]["terms"] == [
        {"licence": "", "clips": 4, "people": 2, "attributions": [], "consents": []},
        {
            "licence": "CC-BY-4.0",
            "clips": 2,
            "people": 1,
            "attributions": ["Eve"],
            "consents": ["signed"],
        },
    ]


def test_a_run_that_knows_less_about_its_clips_goes_on(tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    run.begin(RECIPE, {"clips": 6, "sha256": "abc"})
    run.begin(RECIPE, {"clips": 6, "sha256": "abc", "terms": []})
    with pytest.raises(MienError, match="another recipe, clip set"):
        run.begin(RECIPE, {"clips": 6, "sha256": "abd", "terms": []})


def test_a_bundle_never_overwrites_a_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "work.txt").write_text("mine")
    with pytest.raises(MienError, match="exists already"):
        export(run, tmp_path / "taken")


def test_a_run_without_a_checkpoint_is_refused(tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    run.begin(RECIPE, {})
    with pytest.raises(MienError, match="no checkpoint"):
        export(run, tmp_path / "bundle")
    assert not (tmp_path / "bundle").exists()
