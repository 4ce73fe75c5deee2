"""Whether an archive (docx, xlsx, ods) may be unpacked: a small file can hold a very large one."""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from gouji.errors import GoujiError
from gouji.readers.limits import LIMITS

_FROM = 1_000_000  # bytes; below it any ratio is harmless
_CHUNK = 1 << 20
_ENCRYPTED = 0x1  # of ZipInfo.flag_bits


def check_archive(data: bytes, path: Path, trees: bool = False) -> None:
    """Raises GoujiError E009 (broken), E010 (encrypted), E014 (unpacks to too much); `path` is named in them.

    `trees`: whoever reads it holds its parts of XML as trees.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            _check_sizes(members, path)
            if trees:
                markup = sum(m.file_size for m in members if m.filename.lower().endswith((".xml", ".rels")))
                LIMITS.check("markup", markup, path)
            for member in members:
                _unpack(archive, member)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as exc:
        raise GoujiError("E009", path=path, reason=exc) from exc


def _check_sizes(members: list[ZipInfo], path: Path) -> None:
    if any(m.flag_bits & _ENCRYPTED for m in members):
        raise GoujiError("E010", path=path)
    LIMITS.check("unpacked", sum(m.file_size for m in members), path)
    for m in members:
        if m.file_size > _FROM:
            LIMITS.check("ratio", m.file_size / max(1, m.compress_size), path)


def _unpack(archive: ZipFile, member: ZipInfo) -> None:
    """Reads the member once: sizes are what the file claims. Python reads no further than the claimed size and then
    finds the checksum wrong; a library that reads the file later may have no such stop.
    """
    with archive.open(member) as stream:
        while stream.read(_CHUNK):
            pass
