"""The databases that the desk's tests run on: SQLite in a file, and a PostgreSQL of their own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

_NOBODY = "nobody"  # PostgreSQL refuses to run as root


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs: Debian does not put them into PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    if found:
        return found[-1].parent
    known = shutil.which("initdb")
    return Path(known).parent if known else None


@contextmanager
def cluster() -> Iterator[str]:
    """A PostgreSQL server of its own: in a temporary folder, on a free port of 127.0.0.1; nothing is left of it.

    Yields the URL of the server, to which the name of a database is added.
    """
    home = binaries()
    if home is None:
        pytest.skip("no PostgreSQL is installed (Debian package postgresql)")
    # Not in pytest's own folder: that is closed to everybody else.
    folder = Path(tempfile.mkdtemp(prefix="gouji-postgres-"))
    as_nobody = _as_nobody(folder)
    data = folder / "data"
    _run([home / "initdb", "-D", data, "-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync"], as_nobody)
    port = _free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    control = [home / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-t", "60"]
    _run([*control, "-o", options, "start"], as_nobody)
    try:
        yield f"postgresql://desk@127.0.0.1:{port}"
    finally:
        _run([*control, "-m", "immediate", "stop"], as_nobody)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(server: str) -> Iterator[str]:
    """A fresh database of a server, gone at the end."""
    import psycopg

    name = f"desk_{uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield f"{server}/{name}"
    finally:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _as_nobody(folder: Path) -> dict[str, str]:
    """How programs are run: as somebody else where the tests run as root."""
    if os.geteuid():
        return {}
    shutil.chown(folder, _NOBODY)
    return {"user": _NOBODY}


def _run(command: list[object], as_nobody: dict[str, str]) -> None:
    done = subprocess.run(
        [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False,
        cwd="/", **as_nobody,  # type: ignore[call-overload]
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
