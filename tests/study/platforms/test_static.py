import csv
import io
import re
import zipfile
from html import unescape

import pytest
from sites import CLIP, QUICK, write

from mien.study.platforms.static import write_static


def test_a_static_study_holds_a_page_its_clips_and_a_link_for_each_rater(tmp_path):
    write(tmp_path)
    target = write_static(QUICK, tmp_path, tmp_path / "study.zip", 3, code="C0DE", post="")
    with zipfile.ZipFile(target) as file:
        names = set(file.namelist())
        assert names == {"index.html", "links.csv", *(f"clips/{n}.mp4" for n in QUICK.files)}
        assert all(file.read(name) == CLIP for name in names if name.startswith("clips"))
        assert {item.date_time[0] for item in file.infolist()} == {1980}
        rows = list(csv.DictReader(io.StringIO(file.read("links.csv").decode())))
        page = file.read("index.html").decode()
    assert [row["link"] for row in rows] == [f"index.html?row={n}" for n in range(3)]
    assert "secret" not in names
    assert '"code":"C0DE"' in page


@pytest.mark.parametrize(
    ("post", "connect"),
    [("", "connect-src 'self';"), ("https://a.test/b", "connect-src 'self' https://a.test;")],
)
def test_the_page_may_load_from_its_host_and_send_to_whom_takes_answers(tmp_path, post, connect):
    write(tmp_path)
    target = write_static(QUICK, tmp_path, tmp_path / "study.zip", 1, code="", post=post)
    with zipfile.ZipFile(target) as file:
        page = file.read("index.html").decode()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="(.*?)"', page)
    assert connect in unescape(policy)
    assert "default-src 'none'" in unescape(policy)
    assert "unsafe" not in policy
