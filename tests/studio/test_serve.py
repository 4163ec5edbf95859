import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from mien.errors import MienError
from mien.studio.bundles import Bundles
from mien.studio.limits import Limits
from mien.studio.serve import Address, serve


def test_a_place_that_is_taken_is_told(tiny_bundle):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        address = Address(port=other.getsockname()[1])
        with pytest.raises(MienError, match="another --port"):
            serve(Bundles([tiny_bundle]), address, limits=Limits(), opened=False, say=print)


def test_two_bundles_of_one_name_are_refused(tiny_bundle, tmp_path):
    (tmp_path / "tiny").symlink_to(tiny_bundle)
    with pytest.raises(MienError, match="same name"):
        Bundles([tiny_bundle, tmp_path / "tiny"])


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_the_command_says_where_it_is_and_stops_when_it_is_told_to(sign, tiny_bundle, tmp_path):
    command = [sys.executable, "-m", "mien", "studio", "--no-open", "--port", "0"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "TMPDIR": str(tmp_path)}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2] / "src")
    with subprocess.Popen(
        [*command, "--bundle", str(tiny_bundle)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        line = process.stdout.readline()
        place = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert place, line + process.stderr.read()
        with urllib.request.urlopen(f"{place[0]}api/v1/about", timeout=30) as answer:
            assert b'"tiny"' in answer.read()
        process.send_signal(sign)
        _, errors = process.communicate(timeout=30)
    assert process.returncode in {0, -sign}
    assert "Traceback" not in errors
    assert list(tmp_path.iterdir()) == []
