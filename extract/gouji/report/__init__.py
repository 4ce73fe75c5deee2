"""Renderings of results: one file an output format; nothing here computes a result.

A writer takes results as they come, one a document, so that a run over many documents need not hold them all.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

from gouji.errors import GoujiError
from gouji.records import CheckResult, Extraction, Result

WRITERS = {".jsonl": "jsonl", ".csv": "csv", ".xlsx": "xlsx", ".html": "html"}
STDOUT = "-"

Writer = Callable[[Iterable[Result], Path, Path], None]


def suffixes() -> str:
    return ", ".join(WRITERS)


def require(path: str | Path) -> None:
    """Raises GoujiError E007 (suffix), E008 (no such folder) or E013 (a folder) where `write` would fail."""
    if str(path) == STDOUT:
        return
    target = Path(path)
    if target.is_dir() or str(path).endswith(("/", os.sep)):
        raise GoujiError("E013", path=path)
    if target.suffix.lower() not in WRITERS:
        raise GoujiError("E007", suffix=target.suffix, path=path, suffixes=suffixes())
    if not target.parent.is_dir():
        raise GoujiError("E008", path=path, reason=f"there is no folder {target.parent}")


def write(results: Result | Iterable[Result], path: str | Path) -> None:
    """Write one result or many in the format of the suffix; `-` is JSON Lines on standard output.

    The file appears only when it is whole: an interrupted run leaves what was there before. Raises GoujiError
    E007 (suffix), E008 (cannot write) or E013 (a folder).
    """
    require(path)
    many = [results] if isinstance(results, Extraction | CheckResult) else results
    if str(path) == STDOUT:
        from gouji.report import jsonl

        return jsonl.to_stdout(many)
    target = Path(path)
    writer: Writer = import_module(f"gouji.report.{WRITERS[target.suffix.lower()]}").write
    part = target.with_name(target.name + ".part")
    try:
        writer(many, part, target)
        part.replace(target)
    except OSError as exc:
        raise GoujiError("E008", path=path, reason=exc.strerror or str(exc)) from exc
    finally:
        part.unlink(missing_ok=True)
