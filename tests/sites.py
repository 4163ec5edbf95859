"""A study served to a client within the test, and a rater who takes part in it."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient
from surveys import survey

from mien.study.database import Store, open_engine
from mien.study.questions import KINDS
from mien.study.secret import Secret, write_secret
from mien.study.server import Settings, Site, create_app, database_url
from mien.study.study import CLIPS, Study, write_study

STUDY = survey(*KINDS, trials=4)
QUICK = replace(STUDY, screen=replace(STUDY.screen, frames=1, fps=1000.0))
"""Its clips are seen at once."""

CLIP = bytes(range(100))
PLAIN = Settings()


def write(folder: Path, study: Study = QUICK) -> None:
    """A study on disk whose clips are a few bytes each."""
    (folder / CLIPS).mkdir()
    for name in study.files:
        (folder / CLIPS / f"{name}.mp4").write_bytes(CLIP)
    write_study(study, folder)
    write_secret(folder)


def site(folder: Path, study: Study = QUICK, settings: Settings = PLAIN) -> Site:
    """The same with an empty database."""
    write(folder, study)
    store = Store(open_engine(database_url(folder)), study)
    secret = Secret.read(folder)
    return Site(folder=folder, study=study, secret=secret, store=store, settings=settings)


class Rater:
    """A browser."""

    def __init__(self, served: Site) -> None:
        self.site = served
        self.client = TestClient(
            create_app(served), base_url="http://study.test", raise_server_exceptions=False
        )
        self.token = ""

    def arrive(self, query: str = "") -> Response:
        reply = self.client.get(f"/{query}")
        found = re.search(r'name="token" value="(\w+)"', reply.text)
        self.token = found[1] if found else self.token
        return reply

    def join(self, query: str = "", **form: str) -> Response:
        self.arrive(query)
        fields = dict(re.findall(r"(\w+)=([^&]*)", query))
        whole = {"token": self.token, "agree": "yes", **fields, **form}
        return self.client.post("/join", data=whole, follow_redirects=False)

    def state(self) -> Any:
        return self.client.get("/api/state").json()

    def answer(self, number: int, body: Any = None, **headers: str) -> Response:
        trial = self.state()["trials"][number]
        value = trial["choices"][0]["value"] if trial["choices"] else 50
        whole = {"value": value, "seconds": 2.0, "plays": 1} if body is None else body
        sent = {"x-form-token": self.token, **headers}
        return self.client.post(f"/api/answers/{number}", json=whole, headers=sent)
