"""Verdicts: what people concluded of findings, kept beside the document by the keys of the findings.

A file of verdicts is JSON Lines, one verdict a line in the order of their giving: of several on one key the last is in
force, and what was thought before stays in the file. Later runs show them (`CheckResult.verdicts`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from gouji.errors import GoujiError
from gouji.filenames import shown

SUFFIX = ".verdicts.jsonl"  # behind the whole name of the document
_BUNDLED = " + "  # between the files of a bundle


class Conclusion(StrEnum):
    """What somebody who looked at the source says of a finding."""

    RIGHT = "right"
    WRONG = "wrong"
    ARGUABLE = "arguable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A conclusion on the finding of a key; `by` and `at` tell who and when (ISO 8601), `stated` what was disputed."""

    key: str
    verdict: Conclusion
    by: str = ""
    at: str = ""
    note: str = ""
    stated: str = ""


def beside(document: str | Path) -> Path:
    """The file of verdicts on a document, by its name; of several files that are one document, beside the first."""
    path = Path(str(document).partition(_BUNDLED)[0])
    return path.with_name((path.name or "document") + SUFFIX)


def read_verdicts(path: Path) -> dict[str, Verdict]:
    """The verdicts in force, by key; none where there is no file.

    Raises
    ------
    GoujiError
        E009 (cannot be read), E023 (a line is no verdict: its number and what is wrong with it are told).
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # a note may hold other ends of lines
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as exc:
        raise GoujiError("E009", path=path, reason=getattr(exc, "strerror", None) or exc) from exc
    found: dict[str, Verdict] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            verdict = _verdict(line, path, number)
            found[verdict.key] = verdict
    return found


def add_verdicts(path: Path, verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Appends the verdicts that say something new to the file; what stands in it stays.

    Returns
    -------
    list of Verdict
        Those that were written: not what is in force already.

    Raises
    ------
    GoujiError
        As `read_verdicts`; E008 where the file cannot be written.
    """
    known = read_verdicts(path)
    new = [v for v in verdicts if not _same(v, known.get(v.key))]
    if not new:
        return []
    lines = "".join(json.dumps(_record(v), ensure_ascii=False) + "\n" for v in new)
    try:
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(lines)
    except OSError as exc:
        raise GoujiError("E008", path=shown(path), reason=exc.strerror or exc) from exc
    return new


def _same(one: Verdict, other: Verdict | None) -> bool:
    """Whether two verdicts say the same, whoever gave them first."""
    return other is not None and (one.verdict, one.note) == (other.verdict, other.note)


def _record(verdict: Verdict) -> Mapping[str, str]:
    return {name: str(value) for name, value in asdict(verdict).items() if value}


def _verdict(line: str, path: Path, number: int) -> Verdict:
    try:
        record = json.loads(line)
        told = {name: str(record[name]) for name in ("key", "by", "at", "note", "stated") if name in record}
        return Verdict(verdict=Conclusion(record["verdict"]), **told)
    except (ValueError, KeyError, TypeError, RecursionError) as exc:
        reason = f"is no verdict: {type(exc).__name__}: {exc}"
        raise GoujiError("E023", path=path, line=number, reason=reason) from exc
