"""Which of what was tried is meant: what holds is; what misses is where it is surely read, or by a slip of the hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.reconcile.diagnosis import TELLING, slipped
from gouji.reconcile.kernel.relation import Reading, Tried, doubted
from gouji.reconcile.model import Status, Words


def if_sure(tried: Tried, sure: bool, why: Words, reading: Reading | None = None) -> Tried:
    """A relation that holds or is surely meant; any other is doubted, and the ledger says why."""
    return tried if sure or tried.status is Status.HOLDS else doubted(tried, why, reading)


def if_slip(tried: Tried, why: Words, reading: Reading | None = None) -> Tried:
    """As `if_sure`, where only a slip of the hand tells that a relation which misses is meant."""
    return if_sure(tried, holds_or_slips(tried), why, reading)


def holds_or_slips(tried: Tried) -> bool:
    """Whether it holds, or misses by a slip of the hand."""
    return tried.status is Status.HOLDS or slipped(tried)


def surest(tried: Sequence[Tried], telling: frozenset[str] = TELLING) -> Tried | None:
    """The first that holds, else the first that a slip of the hand explains; None where there is neither."""
    held = (t for t in tried if t.status is Status.HOLDS)
    slips = (t for t in tried if slipped(t, telling))
    return next(held, None) or next(slips, None)


def surest_or_doubted(tried: Sequence[Tried], why: Words, reading: Reading | None = None) -> Iterator[Tried]:
    """The surest of several that may be meant; the first of them, doubted, where none is sure."""
    sure = surest(tried)
    if sure:
        yield sure
    else:
        yield from (doubted(t, why, reading) for t in tried[:1])
