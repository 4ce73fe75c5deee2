"""Which levels bear the name of the whole that a share says it is a share of."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gouji.claims import Claim
from gouji.language import subjects
from gouji.language.subjects import Subject, fits
from gouji.reconcile.statements.document_index import Context


@dataclass(frozen=True, slots=True)
class NamedWhole:
    """The whole that a share names.

    Attributes:
        told: whether the words say which whole is meant.
        exact: the levels of just this name, the nearest first.
        alike: the levels that may be meant by it, the nearest first, those of `exact` among them.
        listed: whether the whole of the list that the share stands in may be meant by it.
        plain: whether a quantity is named that a level bears, and the whole of the list has another name: then that
            is not meant.
    """

    told: bool
    exact: tuple[Claim, ...]
    alike: tuple[Claim, ...]
    listed: bool
    plain: bool


def named_whole(context: Context, claim: Claim, whole_of_list: Claim | None) -> NamedWhole:
    """What a share says of its whole, and which levels that may be."""
    name = subjects.parse(claim.whole) if claim.whole else Subject()
    alike = tuple(level for level in _alike(context, claim, name) if _of_fund(context, level, name.fund))
    exact = tuple(c for c in alike if c.name == name)
    listed = whole_of_list is not None and fits(whole_of_list.name, name)
    return NamedWhole(_tells(name, alike), exact, alike, listed, plain=bool(name.core and exact and not listed))


def of_whole(claim: Claim) -> Claim:
    """A share as a claim of the whole that it names."""
    return replace(claim, name=subjects.parse(claim.whole))


def carries_nothing(context: Context, claim: Claim) -> bool:
    """Whether the whole that a share names is one amount whatever is carried over (the three public expenses)."""
    return context.fundless(subjects.parse(claim.whole).core)


def _of_fund(context: Context, level: Claim, fund: str) -> bool:
    """Whether a level can be of the fund that a whole is named with: it tells that fund, or all money is of it."""
    return not fund or fund in (context.fund(level), level.name.fund) or fund in context.defaults.funds


def _of_another_fund(context: Context, level: Claim, name: Subject) -> bool:
    """Whether a heading confines a level to a fund that a whole is not named with."""
    return not name.fund and bool(context.fund(level))


def _tells(name: Subject, alike: tuple[Claim, ...]) -> bool:
    """Whether a name says which whole is meant: by its side, as a known term, or as one that levels bear."""
    if name.side:
        return True
    return bool(name.core) and (name.known or bool(alike))


def _alike(context: Context, claim: Claim, name: Subject) -> list[Claim]:
    """The levels that may bear a whole's name: of its section, of just that name, of no other fund, the nearest."""

    def rank(level: Claim) -> tuple[bool, bool, bool, int]:
        away = abs(level.span.start - claim.span.start)
        return level.section != claim.section, level.name != name, _of_another_fund(context, level, name), away

    scope = claim.measure, claim.period
    same = (c for c in context.levels if (c.measure, c.period) == scope)
    return sorted((c for c in same if not c.name.empty and fits(c.name, name)), key=rank)
