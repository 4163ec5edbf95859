"""The study as a ZIP file for any host that serves files."""

import base64
import csv
import hashlib
import io
import re
import zipfile
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from mien.errors import MienError
from mien.media.targets import replacing
from mien.study.platforms.page import local_booklet, local_page
from mien.study.study import CLIPS, Study

_HEAD = '<meta charset="utf-8">'

_DATE = (1980, 1, 1, 0, 0, 0)
"""Of every file: when a clip was made says whose it is."""


def write_static(study: Study, folder: Path, target: Path, rows: int, **settings: str) -> Path:
    """Write the page, the clips and `links.csv`, which has one link for each booklet.

    Without a server nobody hands out booklets: balance holds when each link goes to one rater.

    Args:
        study: what was decided on.
        folder: the study's.
        target: the ZIP file.
        rows: number of booklets.
        settings: `code`, the completion code, which whoever reads the page's source can find;
            `post`, an address that takes answers, or "" where raters save and send a file.

    Raises:
        MienError: it cannot be written.
    """
    booklets = [local_booklet(study, row) for row in range(rows)]
    page = local_page(study, booklets, clips=f"{CLIPS}/", submit=False, **settings)
    page = page.replace(_HEAD, f"{_HEAD}\n{_policy(page, settings.get('post', ''))}", 1)
    try:
        with replacing(target) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr(zipfile.ZipInfo("index.html", _DATE), page)
            file.writestr(zipfile.ZipInfo("links.csv", _DATE), _links(rows))
            for name in sorted(study.files):
                clip = (folder / CLIPS / f"{name}.mp4").read_bytes()
                file.writestr(zipfile.ZipInfo(f"{CLIPS}/{name}.mp4", _DATE), clip)
    except OSError as error:
        raise MienError(f"{target} cannot be written: {error.strerror}.") from error
    return target


def _policy(page: str, post: str) -> str:
    """What the page may do, as an element of its head: run what it holds, and load from its host.

    Args:
        page: with one script and one style of its own.
        post: address that takes answers, or "".
    """
    script, style = (_hash(page, tag) for tag in ("script", "style"))
    place = urlsplit(post)
    taker = f" {place.scheme}://{place.netloc}" if place.netloc else ""
    rules = (
        f"default-src 'none'; script-src {script}; style-src {style}; img-src data:; "
        f"media-src 'self' blob:; connect-src 'self'{taker}; base-uri 'none'; form-action 'none'"
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{escape(rules)}">'


def _hash(page: str, tag: str) -> str:
    """Of the text of the page's one element of this kind that has no attributes."""
    (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _links(rows: int) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["row", "link"])
    writer.writerows([row, f"index.html?row={row}"] for row in range(rows))
    return text.getvalue()
