"""`gouji verdicts`: the conclusions that reviewers filled into a 检查表, kept beside the documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from gouji.commands import FAILED, OK, guarded, report_error, terminal
from gouji.errors import GoujiError
from gouji.records.verdicts import Verdict, add_verdicts, beside
from gouji.report import wording
from gouji.report.verdict_sheet import Filled, read_filled


def verdicts(books: list[Path], by: str = "", to: Path | None = None) -> int:
    """Status 0, or 2 when a workbook could not be read or a verdict not be kept; the other workbooks go on.

    Parameters
    ----------
    by
        Who concluded; else what the workbook says beside 核实人.
    to
        One file for all verdicts, where they are not to stand beside their documents.
    """
    failed = False

    def keep() -> int:
        nonlocal failed
        for book in books:
            try:
                _keep(book, by, to)
            except GoujiError as error:
                failed = True
                report_error(error)
        return OK

    return guarded(keep) or (FAILED if failed else OK)


def _keep(book: Path, by: str, to: Path | None) -> None:
    filled = read_filled(book, by, datetime.now().astimezone().isoformat(timespec="seconds"))
    if not filled:
        terminal.say(f"{book}: 没有填写核实结论 no verdict is filled in")
        return
    for path, verdicts in _by_file(filled, to).items():
        new = add_verdicts(path, verdicts)
        terminal.say(f"{path}: {_counts(verdicts)}；新增 {len(new)} 条 {len(new)} new")


def _by_file(filled: Iterable[Filled], to: Path | None) -> dict[Path, list[Verdict]]:
    found: dict[Path, list[Verdict]] = {}
    for one in filled:
        found.setdefault(to or beside(one.document), []).append(one.verdict)
    return found


def _counts(verdicts: Iterable[Verdict]) -> str:
    counts = Counter(v.verdict for v in verdicts)
    return "，".join(f"{wording.pair('conclusions', c.value)[0]} {n}" for c, n in counts.items())
