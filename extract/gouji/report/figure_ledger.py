"""The ledger of figures for the reports: how many are guarded, and why the others are not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.document import Document
from gouji.reconcile.kernel.catalogue import load
from gouji.reconcile.model import Guard, Guarding
from gouji.records.results import CheckResult
from gouji.report import wording

Pair = tuple[str, str]  # Chinese and English
_SHOWN = 30  # figures of one reason that are listed
_BEFORE = 18  # characters shown before a figure


@dataclass(frozen=True, slots=True)
class Listed:
    """A figure with the words before it and its page."""

    before: str
    text: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of prose of one state that are not guarded for one reason; `more` of them are not listed."""

    state: Pair
    why: Pair
    count: int
    figures: tuple[Listed, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.figures)


@dataclass(frozen=True, slots=True)
class FigureLedger:
    """The two sentences, of prose and of cells, and the figures of prose behind the first."""

    prose: Pair
    cells: Pair
    groups: tuple[Group, ...]


def summary(result: CheckResult, prose: bool = True) -> Pair:
    """How many figures of the prose, or of the tables, were checked; ('', '') where there are none."""
    counts = Counter(g.state for g in result.guards if g.prose is prose)
    if not counts:
        return "", ""
    told = {"all": counts.total(), "checked": counts.total() - counts[Guarding.UNTOUCHED]}
    filled = {**told, **{state.value: counts[state] for state in Guarding}}
    zh, en = wording.pair("guard_told", "prose" if prose else "cells")
    return zh.format(**filled), en.format(**filled)


def figure_ledger(result: CheckResult) -> FigureLedger:
    groups: dict[tuple[Guarding, Pair], list[Guard]] = defaultdict(list)
    for guard in result.guards:
        if guard.prose and guard.reason:
            groups[guard.state, _why(guard)].append(guard)
    ordered = sorted(groups.items(), key=lambda group: (group[0][0] is Guarding.TOUCHED, -len(group[1])))
    return FigureLedger(
        summary(result),
        summary(result, prose=False),
        tuple(_group(result.document, state, why, found) for (state, why), found in ordered),
    )


def _why(guard: Guard) -> Pair:
    """The reason; what may go unnoticed is each figure's own and not told of the group."""
    assert guard.reason is not None
    if "low" in guard.reason:
        return wording.pair("guard_told", "loose")
    return load().render(guard.reason), load().render(guard.reason, "en")


def _group(document: Document, state: Guarding, why: Pair, found: Sequence[Guard]) -> Group:
    listed = tuple(_listed(document, guard) for guard in found[:_SHOWN])
    return Group(wording.pair("guard_states", state.value), why, len(found), listed)


def _listed(document: Document, guard: Guard) -> Listed:
    block = document.block_at(guard.span.start)
    start = max(guard.span.start - _BEFORE, block.span.start if block else 0)
    before = "".join(document.text[start : guard.span.start].split())
    text = "".join(document.slice(guard.span).split())
    return Listed(before, text, document.places.at(guard.span.start, guard.span.end).page)
