"""A browser's side of the studio, for tests."""

import io
import time

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


def finished(client: TestClient, answer: object) -> dict[str, object]:
    """What became of a clip job, once it is over."""
    job = answer.json()
    assert answer.status_code == 202, job
    for _ in range(600):
        job = client.get(f"clips/{job['id']}").json()
        if job["state"] not in {"waiting", "drawing"}:
            return job
        time.sleep(0.02)
    raise AssertionError(job)


def live(client: TestClient, photo: str) -> WebSocketTestSession:
    """A live connection, as the page opens it."""
    return client.websocket_connect(f"ws://localhost/api/v1/photos/{photo}/live?face=whole")
