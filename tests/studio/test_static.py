"""The page that no service stands behind: what is written."""

import json
import re
from pathlib import Path

import pytest

from mien.errors import MienError
from mien.runtime.amounts import known_amounts
from mien.studio import static
from mien.studio.bundles import Bundles
from mien.studio.onnxruntime_web import VERSION, read_package
from mien.studio.static import write_static


@pytest.fixture
def written(tiny_bundle, tmp_path, monkeypatch) -> Path:
    """A page whose engine is not there, which nothing but a browser misses."""
    monkeypatch.setattr(static, "read_package", lambda _: {"engine.js": b"", "engine.wasm": b""})
    write_static(Bundles([tiny_bundle]), tmp_path / "none.tgz", tmp_path / "page")
    return tmp_path / "page"


def test_the_page_says_itself_where_its_parts_may_come_from(written):
    html = (written / "index.html").read_text()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    assert html.index("Content-Security-Policy") < html.index("stylesheet")
    directives = dict(part.split(" ", 1) for part in policy[1].split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert "frame-ancestors" not in directives  # a page that says it warns in the console
    assert not any("unsafe-inline" in given or "http" in given for given in directives.values())


def test_every_file_that_the_page_asks_for_is_there(written, tiny_bundle):
    about = json.loads((written / "about.json").read_text())
    (bundle,) = about["bundles"]
    for name in ("base", "decoder", *bundle["expressions"]):
        graph = written / "bundles" / bundle["name"] / f"{name}.onnx"
        assert graph.read_bytes() == (tiny_bundle / f"{name}.onnx").read_bytes()
    assert all((written / "examples" / f"{name}.jpg").is_file() for name in about["examples"])
    for name in ("detector.onnx", "landmarks.onnx"):
        assert (written / "faces" / name).is_file()
    assert about["amounts"] == known_amounts()
    assert len((written / "grain.bin").read_bytes()) == 2 * sum((512 >> n) ** 2 for n in range(3))


def test_a_page_takes_the_place_of_an_older_one_and_of_nothing_else(written, tiny_bundle, tmp_path):
    (written / "js" / "old.js").touch()
    write_static(Bundles([tiny_bundle]), tmp_path / "none.tgz", written)
    assert not (written / "js" / "old.js").exists()
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "mine.jpg").touch()
    with pytest.raises(MienError, match="holds something else"):
        write_static(Bundles([tiny_bundle]), tmp_path / "none.tgz", tmp_path / "photos")
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["mine.jpg"]


def test_another_package_than_the_pinned_one_is_refused(tmp_path, tiny_bundle):
    other = tmp_path / "other.tgz"
    with pytest.raises(MienError, match=f"npm pack onnxruntime-web@{VERSION}"):
        read_package(other)
    other.write_bytes(b"something")
    with pytest.raises(MienError, match="SHA-256"):
        write_static(Bundles([tiny_bundle]), other, tmp_path / "page")
    assert not (tmp_path / "page").exists()


def test_the_browser_has_the_engine_of_the_runtime():
    pins = Path(__file__).parents[2] / "constraints.txt"
    assert f"onnxruntime=={VERSION}" in pins.read_text().splitlines()
