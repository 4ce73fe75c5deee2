"""Lists of changes: what a whole changed by, and behind it what its parts changed by (其中甲增加…，乙减少…)."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator

from gouji.claims import Claim, Label, Relation
from gouji.language import rules
from gouji.language.view import make_view
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

Told = tuple[Claim, Term]  # a change, and the amount of it
Listed = tuple[Told, list[Told]]  # the change of a whole, those of its parts

_STOP = "。"


def change_lists(context: Context) -> Iterator[Listed]:
    """Each change behind which its sentence opens a list of two or more, with those."""
    whole: Told | None = None
    parts: list[Told] = []
    last: Told | None = None
    for told in _told(context, reasons=False):
        between = _between(context, last, told)
        apart = between is None or _STOP in between
        if apart or _opens(between or ""):
            yield from _list(whole, parts)
            whole, parts = (None if apart else last), []
        if whole:
            parts.append(told)
        last = told
    yield from _list(whole, parts)


def bare_lists(context: Context) -> Iterator[Listed]:
    """Each change behind which nothing but changes is told: in its reason, or in a sentence that opens with them.

    増减额 alone are listed there (比上年增加…，主要是甲增加…，乙减少…; 比上年增加…。其中：甲增加…，乙减少…).
    """
    amounts = sorted(e.span.start for e in context.entities if e.label is Label.AMOUNT)
    whole: Told | None = None
    parts: list[Told] = []
    last: Told | None = None
    for told in _told(context, reasons=True):
        between = _between(context, last, told)
        if (
            whole
            and last
            and between is not None
            and _next(amounts, last) == told[1].span.start
            and _joins(parts, told, between)
        ):
            parts.append(told)
        else:
            yield from _list(whole, parts)
            whole, parts = (None if told[0].aside else told), []
        last = told
    yield from _list(whole, parts)


def _joins(parts: list[Told], told: Told, between: str) -> bool:
    """Whether a change goes on with those of a list, divides none of them, or is the first of one."""
    apart = _STOP in between
    if not parts:
        return told[0].aside or apart
    return told[0].aside == parts[-1][0].aside and not apart and not _opens(between)


def _next(amounts: list[int], last: Told) -> int | None:
    """Where the amount behind a change begins."""
    return next(iter(amounts[bisect(amounts, last[1].span.start) :]), None)


def _list(whole: Told | None, parts: list[Told]) -> Iterable[Listed]:
    return ((whole, parts),) if whole and len(parts) > 1 else ()


def _told(context: Context, reasons: bool) -> list[Told]:
    """The changes that are told in an amount and a direction, in the order of the text; with those inside `reasons`."""
    changes = (c for c in context.claims if c.relation is Relation.CHANGE and c.direction in ("up", "down"))
    found = [(c, context.terms.of(c, "delta")) for c in changes if reasons or not c.aside]
    return sorted(((c, term) for c, term in found if term), key=lambda told: told[1].span)


def _between(context: Context, last: Told | None, told: Told) -> str | None:
    """The words between two amounts of one sentence, or of two where the second opens a list; None where of others."""
    if last is None:
        return None
    begin, end = last[1].span.end, told[1].span.start
    block = context.document.block_at(end)
    if block is None or begin < block.span.start or begin > end:
        return None
    words = make_view(context.document.text, begin, end).text
    _, stop, behind = words.partition(_STOP)
    return None if stop and not _opens_at_once(behind) else words


def _opens(words: str) -> bool:
    return rules.load("clauses")["clause.of_which"].search(words) is not None


def _opens_at_once(words: str) -> bool:
    """Whether a sentence begins by opening a list, and ends with it."""
    opener = rules.load("clauses")["clause.of_which"].search(words)
    return opener is not None and not words[: opener.start()].strip() and _STOP not in words
