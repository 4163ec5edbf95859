"""A browser's side of the studio, for tests."""

import io

import numpy as np
from PIL import Image
from starlette.testclient import TestClient, WebSocketTestSession


def png(picture: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "PNG")
    return buffer.getvalue()


def send(client: TestClient, content: bytes, name: str = "ada.png") -> str:
    answer = client.post(
        "photos", params={"name": name}, content=content, headers={"Content-Type": "image/png"}
    )
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def live(client: TestClient, photo: str) -> WebSocketTestSession:
    """A live connection, as the page opens it."""
    return client.websocket_connect(f"ws://localhost/api/v1/photos/{photo}/live?face=whole")
