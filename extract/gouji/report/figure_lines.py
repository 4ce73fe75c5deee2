"""The figures of a finding's basis, each in its words; many parts of one sum are told as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from gouji.reconcile.model import Basis, BasisFigure, Finding
from gouji.report import wording
from gouji.report.place_names import Places
from gouji.report.printed_intervals import between, corrected, printed
from gouji.report.wording import say

_PARTS = 5  # figures of one relation alone that are still told one by one


@dataclass(frozen=True, slots=True)
class Told:
    """A figure, or several parts of one sum together (`ids`)."""

    ids: tuple[str, ...]
    text: str  # as printed
    about: str  # role and name
    place: str
    stands: str
    notes: tuple[str, ...]
    mark: str = ""  # disputed, tied, along or empty
    repaired: str = ""  # what it should be


def figures(finding: Finding, basis: Basis, places: Places) -> Iterator[Told]:
    """The figures in their order; many parts of a single sum are told as one."""
    together = gathered(basis)
    for figure in basis.figures:
        if figure.id not in together:
            repaired = corrected(figure, figure.repair) if figure.repair else ""
            yield _told(figure, basis, places, finding.expected if figure.disputed else repaired)
    for ids in dict.fromkeys(together.values()):
        yield _together(ids, basis, places)


def _together(ids: tuple[str, ...], basis: Basis, places: Places) -> Told:
    first, role = basis.by_id[ids[0]], _role(basis, ids[0])
    total = sum((basis.by_id[i].figure.value for i in ids), Decimal(0))
    unit = first.figure.symbol
    all_of = next(r.roles for r in basis.relations if ids[0] in r.figures)
    text = say("many" if sum(name == role for _, name in all_of) == len(ids) else "rest", count=len(ids))
    return Told(ids, text, wording.one("roles", role), places.name(first.span), f"Σ {total:f}{unit}", ())


def _told(figure: BasisFigure, basis: Basis, places: Places, repaired: str) -> Told:
    mark = "disputed" if figure.disputed else "tied" if figure.tied else "along" if figure.repair else ""
    notes = [say(mark)] if mark else []
    if figure.support:
        notes.append(say("support", count=figure.support))
    about = " · ".join(filter(None, (wording.one("roles", _role(basis, figure.id)), figure.name)))
    stands = between(figure.interval, figure.figure)
    return Told((figure.id,), printed(figure), about, places.name(figure.span), stands, tuple(notes), mark, repaired)


def _role(basis: Basis, figure: str) -> str:
    return next((role for r in basis.relations for i, role in r.roles if i == figure), "")


def gathered(basis: Basis) -> dict[str, tuple[str, ...]]:
    """For each of many figures that only one relation has, in one role: all of them."""
    stands_in = Counter(i for r in basis.relations for i in r.figures)
    found: dict[str, tuple[str, ...]] = {}
    for relation in basis.relations:
        alike: dict[str, list[str]] = {}
        for i, role in dict(relation.roles).items():
            if stands_in[i] == 1 and not _is_marked(basis.by_id[i]):
                alike.setdefault(role, []).append(i)
        many = [tuple(ids) for ids in alike.values() if len(ids) > _PARTS]
        for ids in many:
            found.update(dict.fromkeys(ids, ids))
    return found


def _is_marked(figure: BasisFigure) -> bool:
    """Whether a figure is in question itself, and so is told by itself."""
    return bool(figure.disputed or figure.tied or figure.repair)


def lines(told: Iterable[Told]) -> Iterator[str]:
    """The figures, one a line."""
    for one in told:
        notes = f"（{'，'.join(one.notes)}）" if one.notes else ""
        yield "  ".join(filter(None, (f"{one.text}{notes}", one.stands, one.about, one.place)))
