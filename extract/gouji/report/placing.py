"""Puts output files in their place: whole or not at all, and never over what is not ours.

A file is written under a name of its own beside its target, opened exclusively, and takes the target's place when it
is complete. Of a link the link is replaced, never what it points to.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gouji.errors import GoujiError

_NAME = 40  # characters of the target's name in the temporary one; file systems end at 255 bytes
FileKey = tuple[int, int]


def file_keys(paths: Iterable[Path]) -> dict[FileKey, Path]:
    """The files that exist, by device and inode: the same for every name and link of a file."""
    keys: dict[FileKey, Path] = {}
    for path in paths:
        if key := file_key(path):
            keys[key] = path
    return keys


def file_key(path: Path) -> FileKey | None:
    """Device and inode of the file that a path leads to, None where there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


@contextmanager
def placed(target: Path) -> Iterator[Path]:
    """Yields an empty file to be written; it becomes `target` when the block ends without an exception.

    Raises
    ------
    GoujiError
        E008 when the file cannot be made, written or put in its place.
    """
    part = _temporary_file(target)
    try:
        yield part
        part.chmod(_mode(target))
        part.replace(target)
    except OSError as exc:
        raise unwritable(target, exc) from exc
    finally:
        part.unlink(missing_ok=True)


def unwritable(target: Path | str, exc: OSError) -> GoujiError:
    """E008 with the reason that the system gave."""
    return GoujiError("E008", path=target, reason=exc.strerror or str(exc))


def temporary_prefix(target: Path) -> str:
    """How temporary files and folders for a target begin: hidden, and told apart by what follows."""
    return f".{target.name[:_NAME]}."


def _temporary_file(target: Path) -> Path:
    try:
        handle, name = tempfile.mkstemp(prefix=temporary_prefix(target), suffix=".part", dir=target.parent)
    except OSError as exc:
        raise unwritable(target, exc) from exc
    os.close(handle)
    return Path(name)


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, or those that a new file gets here."""
    if target.is_file() and not target.is_symlink():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
