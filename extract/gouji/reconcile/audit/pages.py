"""The audit of each page: of a sheet of a workbook, or of a whole file, where the format has no pages.

What stands in a table that fails its own audit is counted and not held against the page: it is said once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gouji.document import Document, Span, Unread
from gouji.places import Mark
from gouji.reconcile.audit.counting import counted, with_reason
from gouji.reconcile.audit.digits import UNREAD, Run
from gouji.reconcile.audit.model import PageAudit
from gouji.reconcile.model import Sentence, say

MARK = 0.5  # of the digits that state quantities outside of tables that fail by themselves
FEWEST = 10  # numbers that were not read: a page of prose has some in names
AMOUNTS = 3  # of them printed as amounts are, which names have none of

Key = tuple[int | None, str, str]  # page, sheet and file


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Text that stands on one page, up to where another begins."""

    key: Key
    span: Span


def page_audits(document: Document, runs: Iterable[Run], failing: Collection[int]) -> tuple[PageAudit, ...]:
    """The audit of every page that has text, or of which the reader says that it was not read; none of a file refused.

    Parameters
    ----------
    failing : the ids of the tables that fail their own audit.
    """
    if document.error:
        return ()
    stretches = _stretches(document)
    starts = [stretch.span.start for stretch in stretches]
    runs_of: dict[Key, list[Run]] = defaultdict(list)
    for run in runs:
        at = stretches[bisect_right(starts, run.span.start) - 1]
        runs_of[at.key].append(run)
    refused = {unread.page: unread for unread in document.unread}
    first: dict[Key, Span] = {}
    for stretch in stretches:
        first.setdefault(stretch.key, stretch.span)
    for page, unread in refused.items():
        if page is not None:
            first.setdefault((page, "", ""), unread.span)
    audits = (_audit(key, span, runs_of[key], failing, refused) for key, span in first.items())
    return tuple(sorted(audits, key=lambda audit: (audit.page or 0, audit.span)))


def _stretches(document: Document) -> Sequence[_Stretch]:
    """The text cut where another page, sheet or file begins."""
    end = len(document.text)
    marks = [mark for mark in document.places.marks if mark.start < end]
    if not marks or marks[0].start:
        marks = [Mark(0), *marks]
    ends = [*(mark.start for mark in marks[1:]), end]
    return [_Stretch(_key(mark), Span(mark.start, stop)) for mark, stop in zip(marks, ends, strict=True)]


def _key(mark: Mark) -> Key:
    return mark.page, mark.cell.rpartition("!")[0], mark.file


def _audit(
    key: Key, span: Span, runs: Sequence[Run], failing: Collection[int], refused: Mapping[int | None, Unread]
) -> PageAudit:
    page, sheet, _ = key
    found = PageAudit(span, counted(runs), page)
    if page in refused and not sheet:
        return replace(found, why=refused[page].why)
    rest = [run for run in runs if run.table not in failing]
    return with_reason(found, _why(page, sheet, rest))


def _why(page: int | None, sheet: str, runs: Sequence[Run]) -> Sentence | None:
    """Why a page counts as unreadable; None where it does not."""
    digits = counted(runs)
    amounts = sum(run.amount for run in runs if run.kind == UNREAD)
    if digits.share >= MARK or (digits.missed < FEWEST and amounts < AMOUNTS):
        return None
    return say("audit.page", where=_where(page, sheet), read=digits.read, stating=digits.stating)


def _where(page: int | None, sheet: str) -> Sentence:
    if page is not None:
        return say("audit.where.page", page=page)
    return say("audit.where.sheet", sheet=sheet) if sheet else say("audit.where.file")
