"""What is done with one document of a corpus, in whatever process: read, checked, made to rows.

Nothing of it depends on another document, so that it can be done anywhere and anew.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from gouji import api
from gouji.corpus import similar
from gouji.corpus.confined import attempted
from gouji.corpus.inputs import not_read
from gouji.corpus.settings import Limits
from gouji.corpus.store import rows
from gouji.corpus.store.place import URL, filesystem
from gouji.corpus.store.rows import Rows
from gouji.errors import GoujiError
from gouji.records.results import CheckResult


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read."""

    name: str
    path: str
    document_id: str
    sha256: str
    models: str = ""  # the folder of models; empty for none


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a document.

    Attributes
    ----------
    tables
        Its rows, by table, as Arrow streams.
    error
        What kept it from being read.
    findings, unread
        How many material findings there are; how many parts of the file were not read.
    """

    tables: dict[str, bytes]
    error: GoujiError | None = None
    findings: int = 0
    unread: int = 0

    def rows(self) -> Rows:
        return {name: rows.read_stream(data) for name, data in self.tables.items()}


def process(task: Task, limits: Limits) -> Done:
    """The rows of a document, or of the error in its place. Raises nothing that a document causes."""
    done = attempted(lambda: _done(task, _checked(task), None), task.name, limits)
    return failed(task, done) if isinstance(done, GoujiError) else done


def failed(task: Task, error: GoujiError) -> Done:
    """What stands for a document that gave no result: its row, its line in the ledger, and the error."""
    return _done(task, api.check(not_read(task.name, error)), error)


def _checked(task: Task) -> CheckResult:
    with _local(task.path) as path:
        document = api.read(path, task.name)
    if document.sha256 != task.sha256:
        raise GoujiError("E049", path=task.name)
    return api.check(document, task.models or False)


def _done(task: Task, result: CheckResult, error: GoujiError | None) -> Done:
    made = rows.of_records(result.to_records(), task.document_id, similar.signature(result.document.text))
    if error is not None:
        made["errors"] = error_row(task.document_id, task.name, error)
    material = sum(f.severity.value == "material" for f in result.findings)
    streams = {name: rows.streamed(table) for name, table in made.items() if len(table)}
    return Done(streams, error, material, len(result.unread) if error is None else 0)


def error_row(document_id: str, name: str, error: GoujiError) -> pa.Table:
    """The row of the table of errors."""
    told = {"message": error.message, "message_zh": error.message_zh, "place": error.place}
    return rows.row("errors", document_id=document_id, doc=name, code=error.code, **told)


@contextmanager
def _local(path: str) -> Iterator[Path]:
    """The file of this machine that a path or URL leads to: of a URL a copy, for as long as it is needed."""
    if URL not in path:
        yield Path(path)
        return
    files, inside = filesystem(path)
    files.invalidate_cache()
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        copy = Path(folder, inside.rpartition("/")[2])
        try:
            files.get_file(inside, str(copy))
        except OSError as exc:
            raise GoujiError("E009", path=path, reason=exc.strerror or str(exc)) from exc
        yield copy
