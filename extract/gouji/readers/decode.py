"""Bytes to text: which characters a plain text file holds."""

from __future__ import annotations

import codecs
from pathlib import Path
from stat import S_ISREG

import regex

from gouji.errors import GoujiError
from gouji.readers.limits import LIMITS

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # what an office program's encrypted file holds
_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
)
_COMMON = regex.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")  # ideographs and their punctuation
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)  # the first begins like that of UTF-16
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1b")


def read_bytes(path: Path) -> bytes:
    """The file's bytes. Raises GoujiError E001 (missing), E002 (empty), E009 (unreadable), E014 (too large)."""
    try:
        found = path.stat()
        if not S_ISREG(found.st_mode):  # a device may have no end, a pipe may never begin
            raise GoujiError("E009", path=path, reason="it is no regular file")
        LIMITS.check("size", found.st_size, path)
        data = path.read_bytes()
    except FileNotFoundError as exc:
        raise GoujiError("E001", path=path) from exc
    except OSError as exc:
        raise GoujiError("E009", path=path, reason=exc.strerror or exc) from exc
    if not data.strip():
        raise GoujiError("E002", path=path)
    return data


def decode(data: bytes, path: Path) -> tuple[str, str]:
    """The text and the name of its encoding; a byte order mark of UTF-8 stays the first character.

    UTF-8 is tried first, then gb18030, then what charset-normalizer finds. gb18030 accepts almost any bytes,
    so its result must look like Chinese. Raises GoujiError E003 (binary), E004 (unknown), E010 (encrypted).
    """
    if data.startswith(_BINARY):
        raise GoujiError("E003", path=path)
    if data.startswith(_UTF32) and (found := _strict(data, "utf-32")):
        return found
    if data.startswith(_UTF16):
        return _strict(data, "utf-16") or _guess(data, path)
    if _is_binary(data):
        raise GoujiError("E003", path=path)
    if found := _strict(data, "utf-8"):
        return found
    found = _strict(data, "gb18030")
    return found if found and _plausible(found[0]) else _guess(data, path)


def _is_binary(data: bytes) -> bool:
    """Whether bytes hold a zero, or more than one sign of control in fifty."""
    return b"\0" in data or len(data.translate(None, _CONTROL)) < 0.98 * len(data)


def _strict(data: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        return None


def _plausible(text: str) -> bool:
    """Whether two in three of the characters outside ASCII are common ideographs or their punctuation."""
    outside = sum(ord(c) > 127 for c in text)
    common = len(_COMMON.findall(text))
    return 3 * common >= 2 * outside


def _guess(data: bytes, path: Path) -> tuple[str, str]:
    from charset_normalizer import from_bytes  # few texts need it

    best = from_bytes(data).best()
    if best is None:
        raise GoujiError("E004", path=path)
    found = _strict(data, best.encoding)
    if found is None:
        raise GoujiError("E004", path=path)
    return found
