"""What the interface answers is what its document says, whatever is asked."""

import re

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

schemathesis = pytest.importorskip("schemathesis")

from starlette.testclient import TestClient  # noqa: E402
from visits import png, send  # noqa: E402

from mien.studio.app import VERSION, create_app  # noqa: E402
from mien.studio.bundles import Bundles  # noqa: E402
from mien.studio.limits import Limits  # noqa: E402

LIMITS = Limits(rate=1e6, burst=1e6, frames=20, job_pixels=10**6)
NAMES = ("request", "params", "headers", "json", "content", "data", "url", "method")


@pytest.fixture(scope="module")
def client(tiny_bundle):
    app = create_app(Bundles([tiny_bundle], threads=1), limits=LIMITS)
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def document(client):
    return client.get(f"{VERSION}/openapi.json").json()


@pytest.fixture(scope="module")
def schema(document):
    return schemathesis.openapi.from_dict(document)


def ask(client: TestClient, case, photo: str):
    """Send a made-up request; where it names a photo, one that is there."""
    words = case.as_transport_kwargs(base_url="http://localhost")
    words["headers"] = {"Content-Type": "image/png"} | dict(words.get("headers") or {})
    words["headers"] = {
        name: value
        for name, value in words["headers"].items()
        if name.lower() not in {"host", "origin", "content-length", "cookie"}
    }
    words["url"] = re.sub(r"/photos/[^/?]+", f"/photos/{photo}", words["url"])
    words.pop("cookies", None)
    if "data" in words:
        words["content"] = words.pop("data")
    return client.request(**{name: words[name] for name in words if name in NAMES})


def probe(client: TestClient, operation, photo: str) -> None:
    """Ask for one thing in many ways."""

    @given(case=operation.as_strategy())
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    def check(case):
        answer = ask(client, case, photo)
        described = operation.definition.raw["responses"]
        assert str(answer.status_code) in described, (case, answer.text)
        if answer.status_code >= 400:
            assert isinstance(answer.json()["detail"], str)

    check()


@pytest.mark.slow
def test_nothing_that_is_asked_breaks_the_interface(client, schema):
    client.base_url = f"http://localhost{VERSION}/"
    content = png(np.full((64, 64, 3), 100, np.uint8))
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 10
    for operation in operations:
        probe(client, operation, send(client, content))


def test_the_document_describes_every_route(document):
    paths = {path.removeprefix(VERSION) for path in document["paths"]}
    assert {"/about", "/photos", "/photos/{photo}/frame", "/schedules/read", "/clips"} <= paths
    assert all(path.startswith(VERSION) for path in document["paths"])
