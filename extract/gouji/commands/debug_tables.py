"""`--debug-tables DIR`: the pages of each PDF with the table cells as they were read, and the numbers that were not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from gouji.commands import terminal
from gouji.corpus.inputs import Input
from gouji.document import Document, Span
from gouji.errors import GoujiError
from gouji.readers.kind import kind
from gouji.reconcile.audit.reading_audit import unread_numbers
from gouji.records.results import CheckResult, Extraction
from gouji.report.placing import placed

if TYPE_CHECKING:
    from gouji.report.table_pictures import Drawn

T = TypeVar("T")


def pictured(
    function: Callable[[Document], T], folder: Path | None, inputs: Iterable[Input]
) -> Callable[[Document], T]:
    """The function, which then also leaves the pictures of its document in the folder; itself without a folder.

    Raises GoujiError E008 (the folder cannot be made), E016 (no Pillow), before any document is read.
    """
    if folder is None:
        return function
    from gouji.report import table_pictures

    table_pictures.require()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise GoujiError("E008", path=folder, reason=exc.strerror or str(exc)) from exc
    return _Pictured(function, folder, {one.name: one.files for one in inputs})


class _Pictured(Generic[T]):
    """A function whose document is drawn too. What pictures are called is decided before: processes share it."""

    def __init__(self, function: Callable[[Document], T], folder: Path, files: dict[str, tuple[Path, ...]]) -> None:
        self._function, self._files, self._folder = function, files, folder
        self._stems: dict[tuple[str, Path], str] = {}
        taken: set[str] = set()
        for name, paths in files.items():
            for path in paths:
                stem = next(s for s in _names(path) if s not in taken)
                taken.add(stem)
                self._stems[name, path] = stem

    def __call__(self, document: Document) -> T:
        result = self._function(document)
        if not document.error:
            self._write(document, _unread(result))
        return result

    def _write(self, document: Document, unread: list[Span]) -> None:
        """The pictures of each PDF among a document's files."""
        from gouji.report.table_pictures import drawn

        files = self._files[document.name]
        names = Counter(path.name for path in files)
        for path in files:
            if kind(path) != "pdf":
                terminal.tell(f"{path}: no PDF, so no pictures of its tables")
            elif names[path.name] > 1:  # places in a bundle tell the name only
                terminal.tell(f"{path}: another file of the bundle has this name, so no pictures of its tables")
            else:
                boxes = drawn(document, path.name if len(files) > 1 else "", unread)
                _write_pages(path, boxes, self._folder, self._stems[document.name, path])


def _names(path: Path) -> Iterator[str]:
    """What a file's pictures may be called: by its stem, with the rest of its name where it is no PDF by that."""
    stem = path.stem if path.suffix.lower() == ".pdf" else path.name
    yield stem
    yield from (f"{stem}-{n}" for n in count(2))


def _unread(result: object) -> list[Span]:
    """The numbers that a result knows nothing of; none where nothing was extracted."""
    found = result.extraction if isinstance(result, CheckResult) else result
    if not isinstance(found, Extraction):
        return []
    return unread_numbers(found.document, found.entities, found.facts, found.counts)


def _write_pages(path: Path, boxes: list[Drawn], folder: Path, stem: str) -> None:
    from gouji.report.table_pictures import pictures

    for number, picture in pictures(path, boxes):
        with placed(folder / f"{stem}-p{number:03}.png") as part:
            picture.save(part, "PNG")
