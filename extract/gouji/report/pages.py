"""The folder of pages beside an index, and the list of those that are ours.

The folder keeps a manifest. What it lists is replaced and removed by the next run; every other file in the folder is
the user's and stays.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from gouji.errors import GoujiError
from gouji.report.placing import FileKey, file_key, placed, temporary_prefix, unwritable

MANIFEST = "pages.json"
_GENERATOR = "gouji"


class PageFolder:
    """Collects the pages of one run in a temporary folder and then puts them beside the index.

    Parameters
    ----------
    index
        The index that the pages belong to; the folder has its name with the suffix `.pages`.
    """

    def __init__(self, index: Path) -> None:
        self.path = folder_of(index)
        self._names: list[str] = []
        try:
            self._made = Path(tempfile.mkdtemp(prefix=temporary_prefix(self.path), suffix=".part", dir=index.parent))
        except OSError as exc:
            raise unwritable(self.path, exc) from exc

    def add(self, text: str) -> str:
        """Keeps the next page and returns its name in the folder."""
        name = page_name(len(self._names) + 1)
        (self._made / name).write_text(text, encoding="utf-8")
        self._names.append(name)
        return name

    def place(self) -> None:
        """Puts the pages into the folder and removes those of the run before.

        Raises GoujiError E008 (cannot write), E027 (something there is not ours).
        """
        require_ours(self.path, self._names)
        before = _listed(self.path)
        try:
            self.path.mkdir(exist_ok=True)
            # Every page that is ours is listed at any time, also where the run is stopped between two of them.
            _write_manifest(self.path, sorted({*before, *self._names}))
            for name in self._names:
                (self._made / name).replace(self.path / name)
            for name in sorted(before - set(self._names)):
                (self.path / name).unlink(missing_ok=True)
            _write_manifest(self.path, self._names)
        except OSError as exc:
            raise unwritable(self.path, exc) from exc

    def close(self) -> None:
        """Removes what was not put in place."""
        shutil.rmtree(self._made, ignore_errors=True)


def folder_of(index: Path) -> Path:
    """Where the pages of an index stand."""
    return index.with_suffix(".pages")


def page_name(number: int) -> str:
    return f"{number:04d}.html"


def require_ours(folder: Path, names: Iterable[str], sources: Iterable[FileKey] = ()) -> None:
    """Raises GoujiError E027 where pages of these names would replace something that no earlier run has listed.

    `sources` are the files that are read (see `placing.file_keys`): they are never ours.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise GoujiError("E027", path=folder)
    listed = _listed(folder)
    read = set(sources)
    for name in names:
        page = folder / name
        if not page.exists() and not page.is_symlink():
            continue
        if name not in listed or page.is_symlink() or file_key(page) in read:
            raise GoujiError("E027", path=page)


def _listed(folder: Path) -> set[str]:
    """The pages that the manifest of a folder lists; none where it has no manifest of ours."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["generator"] != _GENERATOR:
            return set()
        names = set(manifest["pages"])
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {name for name in names if _is_page_name(name)}


def _is_page_name(name: object) -> bool:
    """Whether a name in a manifest can be one of ours: a manifest from elsewhere must not lead out of the folder."""
    return isinstance(name, str) and name.endswith(".html") and name.removesuffix(".html").isdecimal()


def _write_manifest(folder: Path, names: list[str]) -> None:
    with placed(folder / MANIFEST) as part:
        part.write_text(json.dumps({"generator": _GENERATOR, "pages": names}, indent=1) + "\n", encoding="utf-8")
