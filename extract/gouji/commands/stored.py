"""From files of stored records to the results in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from gouji.commands import report_error
from gouji.commands.interruption import stop_if_asked
from gouji.errors import GoujiError, unforeseen
from gouji.extras import require
from gouji.filenames import shown
from gouji.records.reading import iterate
from gouji.records.results import Result

SUFFIX = ".jsonl"


def is_stored(path: Path) -> bool:
    """Whether a path names records and no document: documents have other suffixes."""
    return path.suffix.lower() == SUFFIX


class Stored:
    """One pass over files of records; a bad file is told, ends there, and `failed` remembers it."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.files = list(paths)
        self.failed = False
        self.done = 0

    def each(self) -> Iterator[Result]:
        """The results of every file, one after the other."""
        for path in self.files:
            yield from self._in(path)

    def tell(self, error: GoujiError) -> None:
        """Tells an error, which shows in the exit status."""
        self.failed = True
        report_error(error)

    def how_far(self) -> str:
        return f"{self.done} documents done 已完成 {self.done} 份"

    @staticmethod
    def _source(path: Path) -> Path | Iterator[bytes | str]:
        """A file of records, or the records of a dataset, document by document."""
        if not path.is_dir():
            return path
        require("gouji report OUT", "corpus", "pyarrow", "fsspec")
        from gouji.corpus.store import stored

        return stored.lines(path)

    def _in(self, path: Path) -> Iterator[Result]:
        results = iterate(self._source(path))
        while True:
            try:
                result = next(results, None)
            except GoujiError as error:
                self.tell(error)
                return
            except Exception as exc:
                self.tell(unforeseen(exc, shown(path)))
                return
            if result is None:
                return
            yield result
            self.done += 1
            stop_if_asked()
