"""What a run over a corpus reads: folders, files, globs, lists of paths, and tables of paths with columns of their own.

Everything comes out as `Source`s in the order in which they were named, each name once. A table (CSV, parquet or JSON
Lines) names its documents in a column of paths; its other columns are carried through to the dataset. What CSV holds is
text: a code keeps its leading zeros.
"""

from __future__ import annotations

import csv
import glob
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.json as pj
import pyarrow.parquet as pq

from gouji.corpus.inputs import Folder
from gouji.corpus.store.place import URL, filesystem
from gouji.corpus.store.tables import Given, given_names
from gouji.errors import GoujiError
from gouji.filenames import is_folder, shown
from gouji.readers import SUFFIXES
from gouji.report.own_reports import Skipped

PATH_COLUMNS = ("path", "file", "filename", "source", "路径", "文件", "文件名")
TABLES = (".csv", ".parquet", ".jsonl")
LISTS = (".list", ".lst")
_GLOB = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Source:
    """A document of a corpus.

    Attributes
    ----------
    name
        What it is called in the dataset: the path or URL as given.
    path
        The path or URL.
    given
        The values of the user's own columns.
    """

    name: str
    path: str
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Sources:
    """The documents that arguments name.

    Attributes
    ----------
    found
        Each once, in order.
    given
        The user's own columns, as they are called in the dataset.
    skipped
        Reports that gouji wrote in the folders, which are no documents.
    errors
        What names nothing (E001, E005, E009) or is no table of paths (E048).
    """

    found: list[Source] = field(default_factory=list)
    given: dict[str, pa.DataType] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    errors: list[GoujiError] = field(default_factory=list)

    @classmethod
    def of(cls, named: Sequence[str | Path]) -> Sources:
        """The documents that are named: paths, quoted globs, URLs, lists (`.list`, `.lst`) and tables of paths."""
        sources = cls()
        names: set[str] = set()
        for one in map(str, named):
            try:
                for source in sources._in(one):
                    if source.name not in names:
                        names.add(source.name)
                        sources.found.append(source)
            except GoujiError as error:
                sources.errors.append(error)
        return sources

    def _in(self, named: str) -> Iterator[Source]:
        suffix = Path(named).suffix.lower()
        if URL in named:
            yield from (Source(url, url) for url in _of_url(named))
        elif is_folder(Path(named)):
            yield from self._of_folder(Path(named))
        elif suffix in TABLES:
            yield from self._of_table(Path(named))
        elif suffix in LISTS:
            lines = _text(_bytes(Path(named))).splitlines()
            for path in _resolved(Path(named), (line.strip() for line in lines)):
                yield from self._in(path)
        elif _GLOB & set(named) and not Path(named).exists():
            yield from self._of_glob(named)
        else:
            yield Source(shown(named), named)

    def _of_folder(self, path: Path) -> Iterator[Source]:
        folder = Folder(path)
        self.skipped += folder.skipped
        self.errors += folder.errors
        yield from (Source(shown(file), str(file)) for file in folder.files)

    def _of_glob(self, pattern: str) -> Iterator[Source]:
        matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - relative or absolute, from where we are
        if not matches:
            raise GoujiError("E001", path=pattern)
        for match in matches:
            if Path(match).is_dir():
                continue  # what is in it matches by ** or is not meant
            yield Source(shown(match), match)

    def _of_table(self, path: Path) -> Iterator[Source]:
        table = _table(path)
        column = next((c for c in table.column_names if c.lower() in PATH_COLUMNS), None)
        if column is None:
            columns = ", ".join(table.column_names)
            raise GoujiError("E048", path=path, names=", ".join(PATH_COLUMNS), columns=columns)
        called = given_names([c for c in table.column_names if c != column])
        for name, given in called.items():
            self.given[given] = table.schema.field(name).type
        rows = table.drop_columns([column]).rename_columns(list(called.values())).to_pylist()
        paths = _resolved(path, (str(p or "") for p in table[column].to_pylist()), keep=True)
        for named, row in zip(paths, rows, strict=True):
            if named:
                yield Source(shown(named), named, row)


def _resolved(listed_in: Path, paths: Iterable[str], keep: bool = False) -> Iterator[str]:
    """Paths of a list: relative ones from the folder of the list, where they are there, else from where we are."""
    for path in paths:
        if not path:
            if keep:
                yield ""
            continue
        beside = listed_in.parent / path
        yield path if URL in path or Path(path).is_absolute() or not _there(beside) else str(beside)


def _there(path: Path) -> bool:
    try:
        return path.exists() or bool(_GLOB & set(path.name))
    except (OSError, ValueError):
        return False


def _table(path: Path) -> pa.Table:
    data = _bytes(path)
    try:
        match path.suffix.lower():
            case ".parquet":
                return pq.read_table(io.BytesIO(data))
            case ".jsonl":
                return pj.read_json(io.BytesIO(data))
        return _csv(_text(data))
    except (pa.ArrowException, csv.Error) as exc:
        raise GoujiError("E009", path=path, reason=" ".join(str(exc).split())[:200]) from exc


def _csv(text: str) -> pa.Table:
    head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    filled = [[*row, *[""] * (len(head) - len(row))] for row in rows if row]
    return pa.table({name: pa.array([row[i] for row in filled], pa.string()) for i, name in enumerate(head)})


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise GoujiError("E001", path=path) from None
    except (OSError, ValueError) as exc:
        raise GoujiError("E009", path=path, reason=getattr(exc, "strerror", None) or str(exc)) from exc
    if not data.strip():
        raise GoujiError("E002", path=path)
    return data


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "surrogateescape")  # tables that a Chinese Excel saved


def _of_url(url: str) -> list[str]:
    """The documents under a URL: itself, what its pattern matches, or all below it."""
    files, path = filesystem(url)
    try:
        if _GLOB & set(path):
            found = files.glob(path)
        elif files.isdir(path):
            found = [p for p in files.find(path) if Path(str(p)).suffix.lower() in SUFFIXES]
        else:
            return [url]
    except OSError as exc:
        raise GoujiError("E009", path=url, reason=exc.strerror or str(exc)) from exc
    if not found:
        raise GoujiError("E005", suffixes=", ".join(SUFFIXES), path=url)
    return sorted(str(files.unstrip_protocol(p)) for p in found)


def given_schema(sources: Sources) -> Given:
    """The user's columns with types that a dataset can hold: what pyarrow found, and text for what it did not."""
    return {name: pa.string() if pa.types.is_null(t) else t for name, t in sources.given.items()}
