"""Renderings of results: one module an output format; nothing here computes a result.

In: `Extraction` or `CheckResult`, one document after the other, so that a run need not hold them all. Out: files that
appear whole or not at all, or JSON Lines on standard output.

Start with `require`, `opened` and `write` below, then `finding_table` and `document_summary`, which every format
renders, and `markdown`, the shortest of them. `explanation` tells a finding step by step.

Where a change belongs: what things are called is `words.toml`, the look of the page is `templates/`, the sheets of the
workbook are `check_sheets`. How files are put in place is `placing`. A new format is a module with `writing` and a
suffix in `WRITERS`. A finding's sentence is not made here: it is `patterns/relations.toml`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from pathlib import Path

from gouji.errors import GoujiError
from gouji.records.results import CheckResult, Extraction, Result
from gouji.report import placing

WRITERS = {
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".html": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".md": "markdown",
    ".sarif": "sarif",
    ".xml": "junit",
}
OF_ANY_INPUT = tuple(suffix for suffix in WRITERS if suffix != ".pdf")
STDOUT = "-"

Add = Callable[[Result], None]
Writer = Callable[[Path, Path, str], AbstractContextManager[Add]]  # the file to write, what it becomes, the language


def suffixes() -> str:
    return ", ".join(WRITERS)


def require(path: str | Path, sources: Sequence[Path] = ()) -> None:
    """Tells before any document is read where `write` would fail.

    Parameters
    ----------
    path
        The output: a file, or `-` for standard output.
    sources
        The files that are read. None of them is written over, under whatever name.

    Raises
    ------
    GoujiError
        E007 (suffix), E008 (no such folder), E013 (a folder), E026 (one of the sources), E027 (the pages of an index
        would replace something that is not ours), E040 (one PDF is to be written of several files).
    """
    if str(path) == STDOUT:
        return
    target = Path(path)
    if _is_folder(target) or str(path).endswith(("/", os.sep)):
        raise GoujiError("E013", path=path)
    if target.suffix.lower() not in WRITERS:
        raise GoujiError("E007", suffix=target.suffix, path=path, suffixes=suffixes())
    if not _is_folder(target.parent):
        raise GoujiError("E008", path=path, reason=f"there is no folder {target.parent}")
    read = placing.file_keys(sources)
    if (key := placing.file_key(target)) in read and key is not None:
        raise GoujiError("E026", path=path, source=read[key])
    if target.suffix.lower() == ".pdf" and len(sources) > 1:
        raise GoujiError("E040", path=path)
    if target.suffix.lower() == ".html" and len(sources) > 1:
        from gouji.report import pages

        names = map(pages.page_name, range(1, len(sources) + 1))
        pages.require_ours(pages.folder_of(target), names, read)


@contextmanager
def opened(path: str | Path, language: str = "zh") -> Iterator[Add]:
    """Opens an output and yields the function that takes one result after the other.

    The file appears when the block ends without an exception: an interrupted run leaves what was there before.

    Raises
    ------
    GoujiError
        E008 (cannot write); as `require` for a bad path.
    BrokenPipeError
        Nobody reads standard output any more.
    """
    require(path)
    if str(path) == STDOUT:
        from gouji.report import jsonl

        yield jsonl.to_stdout
        return
    target = Path(path)
    writer: Writer = import_module(f"gouji.report.{WRITERS[target.suffix.lower()]}").writing
    with placing.placed(target) as part, writer(part, target, language) as add:
        yield add


def write(results: Result | Iterable[Result], path: str | Path, language: str = "zh") -> None:
    """Write one result or many in the format of the suffix; `-` is JSON Lines on standard output.

    `language` is `zh` or `en`: that of heads and sentences in formats that have one.

    Raises GoujiError as `opened`. What `results` itself raises goes through, and nothing is written.
    """
    many = [results] if isinstance(results, Extraction | CheckResult) else results
    with opened(path, language) as add:
        for result in many:
            add(result)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
