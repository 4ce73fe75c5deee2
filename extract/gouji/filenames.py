"""What a file is called in records and messages, whatever bytes its name is made of."""

from __future__ import annotations

from pathlib import Path

_ARCHIVES = "gb18030"  # in which archives made on a Chinese Windows keep their names


def shown(name: object) -> str:
    """The name as text that every encoding of Unicode can hold.

    A name that is no UTF-8 reaches Python with its odd bytes as lone surrogates. They are read as gb18030 where the
    whole name is, and written as ``\\xNN`` otherwise.
    """
    text = str(name)
    if text.isprintable():  # a lone surrogate is not
        return text
    raw = text.encode("utf-8", "surrogateescape") if _is_escaped(text) else b""
    if not raw:
        return text.encode("utf-8", "backslashreplace").decode()
    try:
        return raw.decode()
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode(_ARCHIVES)
    except UnicodeDecodeError:
        return raw.decode("utf-8", "backslashreplace")


def _is_escaped(text: str) -> bool:
    """Whether the lone surrogates of a text are bytes that the file system gave."""
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; a path that cannot be asked is a file, whose reading tells what is wrong."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
