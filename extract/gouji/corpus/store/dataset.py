"""A dataset as the run writes it: parts come whole, and documents that were read anew take the place of what they were.

A part is a file `part-NNNNNN.parquet` in the folder of each table, the rows of the documents that were done since the
part before. The file in `sources` is written last: a part without it was interrupted, and the next run removes it.
Rows that a new part supersedes are taken out of the old files behind it; `_gouji/pending.json` says which until that
is done, so that an interruption is made good by whoever opens the dataset for writing next.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from gouji import __version__
from gouji.corpus.store import tables
from gouji.corpus.store.place import Place
from gouji.corpus.store.rows import Rows
from gouji.corpus.store.tables import DOCUMENT_ID, LAST, TABLES, Given
from gouji.errors import GoujiError

DERIVED = ("panel", "across")
_STATE, _PENDING = "_gouji/dataset.json", "_gouji/pending.json"
_PART, _SUFFIX = "part-", ".parquet"
_GROUP = 100_000  # rows a group: readers hold one at a time


@dataclass(frozen=True, slots=True)
class Known:
    """What the dataset has of a source."""

    document_id: str
    part: int
    owner: bool  # its rows bear the name of this source
    failed: bool


@dataclass
class Dataset:
    """A dataset that is open for writing.

    Attributes
    ----------
    place
        Where it lies.
    given
        The user's own columns, as they are called in the dataset, with their types.
    known
        What it has, by source.
    """

    place: Place
    given: Given
    known: dict[str, Known] = field(default_factory=dict)
    _next: int = 1

    def commit(self, rows: Sequence[Rows], superseded: Iterable[str] = ()) -> None:
        """Writes a part, and takes what it supersedes out of the parts before.

        Parameters
        ----------
        rows
            The rows of each document, by table.
        superseded
            The sources whose rows so far are replaced.

        Raises
        ------
        GoujiError
            E008 where a file cannot be written.
        """
        drop_derived(self.place)
        part, self._next = self._next, self._next + 1
        old = self._superseded(superseded)
        if old:
            self._write_json(_PENDING, {"part": part, "superseded": old})
        for name in TABLES:  # one at a time is held; `LAST` is the last of them
            joined = self._joined(name, rows)
            self.place.write(_file(name, part), _parquet(joined))
        self._note(joined, part)
        pa.default_memory_pool().release_unused()
        if old:
            self._take_out(old)
            self.place.remove(_PENDING)

    def forget(self, sources: Iterable[str]) -> None:
        """Takes the rows of sources out of the dataset."""
        old = self._superseded(sources)
        if old:
            drop_derived(self.place)
            self._write_json(_PENDING, {"part": 0, "superseded": old})
            self._take_out(old)
            self.place.remove(_PENDING)

    def replace_table(self, name: str, rows: pa.Table) -> None:
        """Writes a table that is computed of the others anew as a whole."""
        self.place.write(_file(name, 0), _parquet(rows))

    def _superseded(self, sources: Iterable[str]) -> dict[str, dict[str, list[str]]]:
        """By part the sources that go, and the documents that go with them."""
        found: dict[str, dict[str, list[str]]] = {}
        for source in sources:
            was = self.known.pop(source, None)
            if was is not None:
                part = found.setdefault(str(was.part), {"sources": [], "documents": []})
                part["sources"].append(source)
                part["documents"] += [was.document_id] if was.owner else []
        return found

    def _joined(self, name: str, rows: Sequence[Rows]) -> pa.Table:
        schema = tables.schema(name, self.given)
        found = [r[name] for r in rows if name in r and len(r[name])]
        if not found:
            return schema.empty_table()
        return pa.concat_tables([t.cast(schema) for t in found]).unify_dictionaries()

    def _note(self, sources: pa.Table, part: int) -> None:
        for row in sources.select(["doc", DOCUMENT_ID, "same_as", "error"]).to_pylist():
            owner, failed = row["same_as"] is None, row["error"] is not None
            self.known[row["doc"]] = Known(row[DOCUMENT_ID], part, owner, failed)

    def _take_out(self, old: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        for part, gone in old.items():
            for name in TABLES:
                key, values = ("doc", gone["sources"]) if name == LAST else (DOCUMENT_ID, gone["documents"])
                self._filter(_file(name, int(part)), key, values)

    def _filter(self, file: str, key: str, values: Sequence[str]) -> None:
        if not values:
            return
        try:
            rows = _read(self.place.read(file))
        except FileNotFoundError:
            return
        kept = rows.filter(pc.invert(pc.is_in(rows[key], value_set=pa.array(values, pa.string()))))
        if len(kept) < len(rows):
            self.place.write(file, _parquet(kept.unify_dictionaries()))

    def _write_json(self, name: str, value: Any) -> None:
        self.place.write(name, json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace"))

    def _recover(self) -> None:
        """Makes good what an interruption left half done."""
        whole = set(_parts(self.place, LAST))
        for name in TABLES:
            for part in set(_parts(self.place, name)) - whole - {0}:
                self.place.remove(_file(name, part))
        try:
            pending = json.loads(self.place.read(_PENDING))
        except FileNotFoundError:
            pending = None
        if pending:
            if pending["part"] == 0 or pending["part"] in whole:
                self._take_out(pending["superseded"])
            self.place.remove(_PENDING)
        for part in sorted(whole):
            self._note(_read(self.place.read(_file(LAST, part))), part)
        self._next = max(whole, default=0) + 1

    def _begin(self) -> None:
        """Makes the dataset: every table is there from the beginning, in its types, if without rows."""
        for name in TABLES:
            self.place.write(_file(name, 0), _parquet(tables.schema(name, self.given).empty_table()))
        schemas = {name: str(type_) for name, type_ in self.given.items()}
        versions = {"format": tables.FORMAT, "records": tables.RECORDS, "columns": tables.columns_digest()}
        told = {**versions, "gouji": __version__, "given": schemas}
        self._write_json(_STATE, told)


@contextmanager
def writing(place: Place, given: Given, resume: bool) -> Iterator[Dataset]:
    """Opens a dataset for writing, a new one or, with `resume`, one that is there.

    Raises
    ------
    GoujiError
        E043 (there is one and it is not resumed), E044 (the folder holds something else), E045 (it is of another
        version, or has other columns of the user's), E046 (another run writes to it), E008.
    """
    there = state(place)
    if there is None and [n for n in place.names() if n != "_gouji"]:
        raise GoujiError("E044", path=place.name)
    if there is not None and not resume:
        raise GoujiError("E043", path=place.name)
    with place.locked():
        dataset = Dataset(place, given)
        if there is None:
            dataset._begin()
        else:
            _require_same(there, given, place)
        dataset._recover()
        yield dataset


def state(place: Place) -> dict[str, Any] | None:
    """What the dataset says of itself; None where there is none."""
    try:
        told: dict[str, Any] = json.loads(place.read(_STATE))
    except FileNotFoundError:
        return None
    except ValueError as exc:
        raise GoujiError("E045", path=place.name, reason=f"{_STATE} is no JSON") from exc
    return told


def require(place: Place) -> dict[str, Any]:
    """As `state`. Raises GoujiError E044 where there is no dataset, E045 where it is of another version."""
    told = state(place)
    if told is None:
        raise GoujiError("E044", path=place.name)
    mine = (tables.FORMAT, tables.RECORDS, tables.columns_digest())
    if (told.get("format"), told.get("records"), told.get("columns")) != mine:
        theirs = f"gouji {told.get('gouji')} wrote it with other tables or columns"
        raise GoujiError("E045", path=place.name, reason=f"{theirs}; run into a new dataset")
    return told


def read(place: Place, table: str, columns: Sequence[str]) -> Iterator[pa.Table]:
    """Some columns of a table, part by part."""
    for part in _parts(place, table):
        yield _read(place.read(_file(table, part)), columns)


def parts(place: Place) -> list[int]:
    """The numbers of the parts that are whole."""
    return _parts(place, LAST)


def rows(place: Place, table: str, part: int, columns: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of a table in a part, with some of its columns."""
    found: list[dict[str, Any]] = _read(place.read(_file(table, part)), columns).to_pylist()
    return found


def write_derived(place: Place, table: str, part: int, rows: pa.Table) -> None:
    """Writes what is computed of a part, as a table of its own. It goes when the dataset changes (`DERIVED`)."""
    place.write(_file(table, part), _parquet(rows))


def drop_derived(place: Place) -> None:
    """Removes the tables that are computed of the others on demand."""
    for table in DERIVED:
        for part in _parts(place, table):
            place.remove(_file(table, part))


def whole_files(place: Place) -> dict[str, list[str]]:
    """The files of each table that belong to whole parts, as DuckDB and pyarrow open them."""
    whole = {0, *_parts(place, LAST)}
    found = {}
    for name in place.names():
        if parts := [part for part in _parts(place, name) if part in whole]:
            found[name] = [f"{place.opened_at}/{_file(name, part)}" for part in parts]
    return found


def _require_same(there: Mapping[str, Any], given: Given, place: Place) -> None:
    require(place)
    mine = {name: str(type_) for name, type_ in given.items()}
    if there["given"] != mine:
        told = ", ".join(there["given"]) or "none"
        raise GoujiError("E045", path=place.name, reason=f"its own columns are {told}, not {', '.join(mine) or 'none'}")


def _parts(place: Place, table: str) -> list[int]:
    names = [n for n in place.names(table) if n.startswith(_PART) and n.endswith(_SUFFIX)]
    return sorted(int(n[len(_PART) : -len(_SUFFIX)]) for n in names)


def _file(table: str, part: int) -> str:
    return f"{table}/{_PART}{part:06d}{_SUFFIX}"


def _parquet(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd", row_group_size=_GROUP)
    return sink.getvalue()


def _read(data: bytes, columns: Sequence[str] | None = None) -> pa.Table:
    return pq.read_table(pa.BufferReader(data), columns=None if columns is None else list(columns))
