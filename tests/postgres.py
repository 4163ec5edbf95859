"""A PostgreSQL server of its own for tests and benchmarks, where PostgreSQL is installed."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INSTALLED = shutil.which("initdb") is not None and shutil.which("pg_ctl") is not None


@contextmanager
def postgres() -> Iterator[str]:
    """The address of an empty database, on a server that ends with the context."""
    with tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as scratch:
        if _account():
            shutil.chown(scratch, _account())
        port = _free_port()
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories=''"
        folder = Path(scratch, "data")
        _run("initdb", "--no-sync", "--auth=trust", "--username=study", f"--pgdata={folder}")
        # Its output must not keep a pipe open: whoever waits for the pipe's end would never go on.
        log = f"--log={scratch}/log"
        _run("pg_ctl", "start", "--wait", f"--pgdata={folder}", log, f"--options={options}")
        try:
            yield f"postgresql://study@127.0.0.1:{port}/postgres"
        finally:
            _run("pg_ctl", "stop", "--mode=immediate", f"--pgdata={folder}")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=_account(), cwd="/")


def _account() -> str | None:
    """PostgreSQL refuses to run as root; its package brings an account."""
    return "postgres" if os.geteuid() == 0 else None


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port
