"""What is ordered of a studio, for tests."""

from starlette.testclient import TestClient

DEGREES = [[0.0, 0.0], [0.25, 0.1], [1.0, 0.3], [1 / 3, 0.0]]
SCHEDULE = {"format": 1, "fps": 12.5, "expressions": ["happy", "angry"], "degrees": DEGREES}


def order(photo: str, **changes: object) -> dict[str, object]:
    return {"photos": [{"photo": photo, "face": "whole"}], "schedule": SCHEDULE} | changes


def fetched(client: TestClient, job: dict[str, object], name: str) -> bytes:
    answer = client.get(f"clips/{job['id']}/files/{name}")
    assert answer.status_code == 200
    return answer.content
