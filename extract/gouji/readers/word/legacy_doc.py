"""Older word processor files (doc) to documents, through LibreOffice."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from gouji.document import Document
from gouji.errors import GoujiError
from gouji.readers.decode import read_bytes
from gouji.readers.limits import LIMITS
from gouji.readers.word.reader import read_docx_bytes

_STREAM = "WordDocument".encode("utf-16-le")  # where a doc file has its text
_CLOSED_PORT = "9"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>"""
_SETTING = (
    '<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInet{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
# LibreOffice would fetch the pictures that a file from a stranger links to: it is sent to a proxy that is not there.
_NO_NETWORK = {
    "ProxyType": "2",
    "HTTPProxyName": "127.0.0.1",
    "HTTPProxyPort": _CLOSED_PORT,
    "HTTPSProxyName": "127.0.0.1",
    "HTTPSProxyPort": _CLOSED_PORT,
    "NoProxy": "",
}


def read_doc(path: Path) -> Document:
    """The document of a doc file; name and checksum are those of the file itself.

    Raises GoujiError E001, E002, E009 (damaged), E014 (a limit), E015 (no LibreOffice).
    """
    data = read_bytes(path)
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise GoujiError("E015", path=path)
    if _STREAM not in data:  # LibreOffice takes any bytes for text
        raise GoujiError("E009", path=path, reason="not a doc file")
    return replace(read_docx_bytes(_converted(office, data, path), path), sha256=sha256(data).hexdigest())


def _converted(office: str, data: bytes, path: Path) -> bytes:
    with TemporaryDirectory(prefix="gouji-", ignore_cleanup_errors=True) as folder:
        source, target = Path(folder, "document.doc"), Path(folder, "document.docx")
        source.write_bytes(data)
        said = _run([office, _profile(folder), "--headless", "--convert-to", "docx", "--outdir", folder, source], path)
        if not target.is_file():  # LibreOffice ends with 0 all the same
            raise GoujiError("E009", path=path, reason=f"LibreOffice: {said or 'no result'}")
        return target.read_bytes()


def _profile(folder: str) -> str:
    """The argument for a profile of its own: so it runs beside an open LibreOffice, and leaves nothing behind."""
    settings = Path(folder, "profile", "user", "registrymodifications.xcu")
    settings.parent.mkdir(parents=True)
    items = "".join(_SETTING.format(name=name, value=value) for name, value in _NO_NETWORK.items())
    settings.write_text(_SETTINGS.format(items=items), encoding="utf-8")
    return f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"


def _run(command: list[str | Path], path: Path) -> str:
    """The last line that the command wrote. Raises GoujiError E009 (it did not start), E014 (it took too long)."""
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
        )
    except OSError as exc:
        raise GoujiError("E009", path=path, reason=exc.strerror or exc) from exc
    try:
        said, _ = process.communicate(timeout=LIMITS.seconds)
    except subprocess.TimeoutExpired as exc:
        _kill(process)
        raise GoujiError(
            "E014", path=path, what="seconds", value=f"more than {LIMITS.seconds}", limit=LIMITS.seconds
        ) from exc
    except BaseException:  # the run is stopped: LibreOffice stands in a session of its own and would go on
        _kill(process)
        raise
    return next((line for line in reversed(said.decode(errors="replace").splitlines()) if line.strip()), "")


def _kill(process: subprocess.Popen[bytes]) -> None:
    """The process with those it started: what is found on the path is a script around LibreOffice."""
    if os.name == "nt":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
