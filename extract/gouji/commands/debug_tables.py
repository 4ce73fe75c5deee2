"""`--debug-tables DIR`: the pages of each PDF with the table cells as they were read, and the numbers that were not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from gouji.commands import terminal
from gouji.corpus.inputs import Input
from gouji.document import Document, Span
from gouji.errors import GoujiError
from gouji.readers.kind import kind
from gouji.reconcile.audit.reading_audit import unread_numbers
from gouji.records.results import CheckResult, Extraction

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
    files = {one.name: one.files for one in inputs}
    stems: Counter[str] = Counter()

    def both(document: Document) -> T:
        result = function(document)
        _write(document, _unread(result), files[document.name], folder, stems)
        return result

    return both


def _unread(result: object) -> list[Span]:
    """The numbers that a result knows nothing of; none where nothing was extracted."""
    found = result.extraction if isinstance(result, CheckResult) else result
    if not isinstance(found, Extraction):
        return []
    return unread_numbers(found.document, found.entities, found.facts, found.counts)


def _write(document: Document, unread: list[Span], files: tuple[Path, ...], folder: Path, stems: Counter[str]) -> None:
    """The pictures of each PDF among a document's files; the second file of a name gets `-2` behind it."""
    from gouji.report.table_pictures import drawn

    names = Counter(path.name for path in files)
    for path in files:
        if kind(path) != "pdf":
            terminal.tell(f"{path}: no PDF, so no pictures of its tables")
        elif names[path.name] > 1:  # places in a bundle tell the name only
            terminal.tell(f"{path}: another file of the bundle has this name, so no pictures of its tables")
        else:
            stems[path.stem] += 1
            again = f"-{stems[path.stem]}" if stems[path.stem] > 1 else ""
            boxes = drawn(document, path.name if len(files) > 1 else "", unread)
            _write_pages(path, boxes, folder / (path.stem + again))


def _write_pages(path: Path, boxes: list[Drawn], target: Path) -> None:
    from gouji.report.table_pictures import pictures

    try:
        for number, picture in pictures(path, boxes):
            picture.save(target.with_name(f"{target.name}-p{number:03}.png"))
    except OSError as exc:
        raise GoujiError("E008", path=target, reason=exc.strerror or str(exc)) from exc
