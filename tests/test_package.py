"""What is installed, what is shipped, and what the repository may hold."""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import Distribution, distribution, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import mien

ROOT = Path(__file__).parents[1]
PACKAGE = Path(mien.__file__).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
MEGABYTE = 1_000_000
HEAVY = {"torch", "numpy", "onnxruntime", "PIL", "av", "cv2", "joblib", "scipy", "click"}
SHIPPED = (
    "py.typed",
    "examples/ada.jpg",
    "bundles/default/bundle.json",
    "bundles/default/base.onnx",
    "bundles/default/decoder.onnx",
)


def modules_after(code: str) -> set[str]:
    """Top-level modules that a fresh interpreter holds after running some code."""
    script = f"{code}\nimport sys\nprint('\\n'.join(name.split('.')[0] for name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines())


def requirements(*extras: str) -> list[Requirement]:
    optional = PROJECT["optional-dependencies"]
    lines = [line for extra in extras for line in optional[extra]]
    lines += [] if extras else PROJECT["dependencies"]
    return [found for found in map(Requirement, lines) if found.name != PROJECT["name"]]


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pinned = [line.split("#")[0].strip().split("==") for line in lines if "==" in line]
    return {name: number for name, number in pinned}


def tracked() -> list[Path]:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def closure(names: list[str]) -> dict[str, Distribution]:
    """The named distributions and everything that they pull in here."""
    found: dict[str, Distribution] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name in found:
            continue
        found[name] = distribution(name)
        needs = [Requirement(line) for line in found[name].requires or []]
        waiting += [r.name for r in needs if not r.marker or r.marker.evaluate({"extra": ""})]
    return found


def size(files: list[Path]) -> float:
    return sum(file.stat().st_size for file in files if file.is_file()) / MEGABYTE


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    pytest.importorskip("hatchling")
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = target.glob("*.whl")
    return zipfile.ZipFile(built)


def test_the_version_is_that_of_the_installed_package():
    assert mien.__version__ == version("mien") == PROJECT["version"]


def test_importing_mien_imports_nothing_heavy():
    assert not modules_after("import mien") & HEAVY


def test_animating_imports_no_pytorch():
    loaded = modules_after("import mien\nmien.load\nimport mien.runtime, mien.media, mien.faces")
    assert not loaded & {"torch", "cv2", "scipy"}


@pytest.mark.parametrize("name", SHIPPED)
def test_the_wheel_holds_what_animating_needs(wheel: zipfile.ZipFile, name: str):
    assert f"mien/{name}" in wheel.namelist()


def test_the_wheel_holds_every_tracked_file_of_the_package_and_the_licence(wheel: zipfile.ZipFile):
    held = set(wheel.namelist())
    files = {
        path.relative_to(ROOT / "src").as_posix() for path in tracked() if PACKAGE in path.parents
    }
    assert files <= held
    assert any(name.endswith("licenses/LICENSE") for name in held)


def test_what_the_runtime_brings_takes_less_than_250_megabytes_without_bytecode():
    found = closure([item.name for item in requirements()])
    files = [Path(str(file.locate())) for one in found.values() for file in one.files or []]
    assert size([file for file in files if file.suffix != ".pyc"]) < 250


def test_the_runtime_is_free_of_training_packages():
    names = set(closure([item.name for item in requirements()]))
    assert not names & {"torch", "opencv-python-headless", "scipy", "scikit-image", "h5py"}


def test_every_direct_dependency_is_pinned_to_a_version_that_it_allows():
    for item in requirements() + requirements(*PROJECT["optional-dependencies"]):
        assert item.name in pins(), f"{item.name} has no line in constraints.txt"
        assert Version(pins()[item.name]) in item.specifier, item.name


def test_every_pinned_package_is_explained():
    text = (ROOT / "docs" / "dependencies.md").read_text()
    assert [name for name in pins() if name not in text] == []


def test_every_install_command_passes_the_constraints():
    for path in (ROOT / "Makefile", ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / ".ci/run"):
        for line in path.read_text().splitlines():
            if re.search(r"pip install(?! mien)", line):
                assert "-c constraints.txt" in line, f"{path.name}: {line}"


def test_no_file_names_a_package_registry():
    words = ("index" + "-url", "find" + "-links", "pypi" + ".org", "pythonhosted" + ".org")
    for path in tracked():
        if path.suffix in {".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".sh", ".cfg", ""}:
            text = path.read_text(errors="ignore")
            assert not [word for word in words if word in text], path


def test_the_repository_stays_small():
    assert size(tracked()) < 45


def test_the_repository_holds_no_pickle():
    for path in tracked():
        assert path.suffix not in {".pkl", ".pickle", ".pt", ".pth", ".ckpt", ".joblib"}, path
        with path.open("rb") as file:
            head = file.read(2)
        assert head[:1] != b"\x80" or head[1:] not in {b"\2", b"\3", b"\4", b"\5"}, path
        if head == b"PK":
            assert not [n for n in zipfile.ZipFile(path).namelist() if n.endswith(".pkl")], path


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    command = ["make", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)


def test_make_alone_lists_every_target():
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony is not None
    listed = re.findall(r"^  make (\S+) ", make().stdout, re.MULTILINE)
    assert set(phony[1].split()) == set(listed)


@pytest.mark.parametrize("target", ["demo", "test"])
def test_make_refuses_an_old_python_and_leaves_nothing(tmp_path: Path, target: str):
    old = tmp_path / "old"
    code = "import sys; sys.version_info = (3, 10, 9); exec(sys.argv[1])"
    old.write_text(f'#!/bin/sh\nif [ "$1" = -c ]; then {sys.executable} -c "{code}" "$2"; fi\n')
    old.chmod(0o755)
    done = make(target, f"PYTHON={old}", f"VENV={tmp_path / 'venv'}")
    assert done.returncode != 0
    assert "3.11 or newer" in done.stderr
    assert not (tmp_path / "venv").exists()
