"""Where a dataset lies: a folder of this machine (or one that it shares), or a URL that fsspec knows.

A file is there whole or not at all: in a folder it is renamed into place, and the stores behind URLs keep an object
when all of it has come.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from gouji.errors import GoujiError
from gouji.report import placing

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

URL = "://"


class Place(Protocol):
    """The files of a dataset, by their names relative to it, with `/` between folders."""

    name: str
    opened_at: str  # what stands before a file's name for those who open it by themselves

    def read(self, name: str) -> bytes:
        """Raises FileNotFoundError where there is none."""

    def write(self, name: str, data: bytes) -> None:
        """Raises GoujiError E008."""

    def remove(self, name: str) -> None:
        """Removes a file; one that is not there is no error."""

    def names(self, folder: str = "") -> list[str]:
        """The files and folders in a folder, without those that are being written; none where there is no folder."""

    def locked(self) -> Any:
        """A context in which no other run writes here. Raises GoujiError E046 where one does."""


def at(where: str | Path) -> Place:
    """The place that a path or a URL names.

    Raises
    ------
    GoujiError
        E047 where what the URL needs is not installed.
    """
    return Remote(str(where)) if URL in str(where) else Folder(Path(where))


class Folder:
    """A folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = self.opened_at = str(path)

    def read(self, name: str) -> bytes:
        return (self.path / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        target = self.path / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with placing.placed(target) as part, part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as exc:
            raise placing.unwritable(target, exc) from exc

    def remove(self, name: str) -> None:
        (self.path / name).unlink(missing_ok=True)

    def names(self, folder: str = "") -> list[str]:
        try:
            found = sorted(p.name for p in (self.path / folder).iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []
        return [name for name in found if not name.startswith(".")]

    @contextmanager
    def locked(self) -> Iterator[None]:
        """The system lets a lock go when its process ends, however it ends."""
        try:
            import fcntl
        except ImportError:  # Windows
            yield
            return
        try:
            self.path.joinpath("_gouji").mkdir(parents=True, exist_ok=True)
            with self.path.joinpath("_gouji", "lock").open("w") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    raise GoujiError("E046", path=self.path) from None
                yield
        except OSError as exc:
            raise placing.unwritable(self.path, exc) from exc


class Remote:
    """A folder of a store that a URL names (s3://bucket/dataset). Nothing there keeps two runs apart."""

    def __init__(self, url: str) -> None:
        self.name = url
        self.files, self._root = filesystem(url)
        self.opened_at = str(self.files.unstrip_protocol(self._root)).rstrip("/")

    def read(self, name: str) -> bytes:
        data: bytes = self.files.cat_file(f"{self._root}/{name}")
        return data

    def write(self, name: str, data: bytes) -> None:
        path = f"{self._root}/{name}"
        try:
            self.files.makedirs(path.rpartition("/")[0], exist_ok=True)
            self.files.pipe_file(path, data)
        except OSError as exc:
            raise GoujiError("E008", path=f"{self.name}/{name}", reason=exc.strerror or str(exc)) from exc

    def remove(self, name: str) -> None:
        path = f"{self._root}/{name}"
        if self.files.exists(path):
            self.files.rm_file(path)

    def names(self, folder: str = "") -> list[str]:
        path = f"{self._root}/{folder}".rstrip("/")
        self.files.invalidate_cache(path)
        try:
            found = self.files.ls(path, detail=False)
        except FileNotFoundError:
            return []
        names = sorted(str(p).rstrip("/").rpartition("/")[2] for p in found)
        return [name for name in names if name and not name.startswith(".")]

    @contextmanager
    def locked(self) -> Iterator[None]:
        yield


def filesystem(url: str) -> tuple[AbstractFileSystem, str]:
    """The file system of a URL, and the path in it. Raises GoujiError E047 where its library is not installed."""
    import fsspec

    try:
        files, path = fsspec.core.url_to_fs(url)
    except ImportError as exc:
        raise GoujiError("E047", what=url, needs=str(exc)) from exc
    except ValueError as exc:
        raise GoujiError("E009", path=url, reason=str(exc)) from exc
    return files, str(path).rstrip("/")
