"""`--debug-tables DIR`: the pages of each PDF with the table cells as they were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from gouji.commands import terminal
from gouji.corpus.inputs import Input
from gouji.document import Document
from gouji.errors import GoujiError
from gouji.readers.kind import kind

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
        _write(document, files[document.name], folder, stems)
        return function(document)

    return both


def _write(document: Document, files: tuple[Path, ...], folder: Path, stems: Counter[str]) -> None:
    """The pictures of each PDF among a document's files; the second file of a name gets `-2` behind it."""
    names = Counter(path.name for path in files)
    for path in files:
        if kind(path) != "pdf":
            terminal.tell(f"{path}: no PDF, so no pictures of its tables")
        elif names[path.name] > 1:  # places in a bundle tell the name only
            terminal.tell(f"{path}: another file of the bundle has this name, so no pictures of its tables")
        else:
            stems[path.stem] += 1
            again = f"-{stems[path.stem]}" if stems[path.stem] > 1 else ""
            _write_pages(document, path, path.name if len(files) > 1 else "", folder / (path.stem + again))


def _write_pages(document: Document, path: Path, member: str, target: Path) -> None:
    from gouji.report.table_pictures import drawn, pictures

    try:
        for number, picture in pictures(path, drawn(document, member)):
            picture.save(target.with_name(f"{target.name}-p{number:03}.png"))
    except OSError as exc:
        raise GoujiError("E008", path=target, reason=exc.strerror or str(exc)) from exc
