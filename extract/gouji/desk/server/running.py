"""Runs the desk's server until it is interrupted, and prints the links that let its annotators in."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from gouji.desk.server.app import application
from gouji.desk.server.desk import Desk
from gouji.desk.server.sessions import Sessions, is_name
from gouji.desk.store.database import Database
from gouji.errors import GoujiError

_ANY = frozenset({"", "0.0.0.0", "::"})  # nosec B104


def run(
    database: Database,
    roots: Sequence[Path],
    host: str,
    port: int,
    password: str,
    annotators: Sequence[str],
    say: Callable[[str], object],
) -> None:
    """Serves on one address and port.

    Parameters
    ----------
    password
        An argon2 hash; '' where only links let in.
    annotators
        Who gets a link at the start.

    Raises
    ------
    GoujiError
        E008 where the address cannot be taken or an annotator cannot be called so.
    """
    for name in annotators:
        if not is_name(name):
            raise GoujiError("E008", path=f"annotator {name!r}", reason="no name of an annotator")
    listener = _listener(host, port)
    number = listener.getsockname()[1]
    desk = Desk(database, Sessions(password), tuple(roots), cookie=f"gouji_desk_{number}")
    home = f"[{host}]" if ":" in host else host
    hosts = frozenset() if host in _ANY else frozenset({f"{home}:{number}", f"localhost:{number}"})
    link = f"http://{'localhost' if host in _ANY else home}:{number}"
    for name in annotators:
        say(f"{name}\t{link}/enter?token={desk.sessions.invite(name)}")
    if password:
        say(f"login 登录\t{link}/login")
    config = uvicorn.Config(application(desk, hosts), log_level="warning", access_log=False, server_header=False)
    with listener:
        uvicorn.Server(config).run(sockets=[listener])


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as exc:
        made.close()
        raise GoujiError("E008", path=f"{host}:{port}", reason=exc.strerror or str(exc)) from exc
    made.listen(128)
    return made
