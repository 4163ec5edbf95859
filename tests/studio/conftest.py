from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("fastapi")

from starlette.testclient import TestClient
from visits import png, send

from mien.studio.app import VERSION, create_app
from mien.studio.bundles import Bundles
from mien.studio.limits import Limits

Visit = Callable[..., TestClient]


@pytest.fixture
def limits() -> Limits:
    return Limits()


@pytest.fixture
def app(tiny_bundle: Path, limits: Limits):
    return create_app(Bundles([tiny_bundle], threads=1), limits=limits)


@pytest.fixture
def visit(app) -> Iterator[Visit]:
    """A new browser each time, all at one studio."""
    with TestClient(app, base_url="http://localhost") as first:
        clients = [first]

        def another() -> TestClient:
            client = TestClient(app, base_url=f"http://localhost{VERSION}/")
            client.headers["host"] = "localhost"
            clients.append(client)
            return client

        yield another


@pytest.fixture
def client(visit: Visit) -> TestClient:
    return visit()


@pytest.fixture
def content(portrait: np.ndarray) -> bytes:
    """The file of a picture without a face, to be taken as the frame."""
    return png(portrait[::2, ::2])


@pytest.fixture
def photo(client: TestClient, content: bytes) -> str:
    """A photo that the client's session holds."""
    return send(client, content)
