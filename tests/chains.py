"""Findings with a basis, made by hand: what explanations and drawings are tested on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import sample
from gouji.document import Span
from gouji.figures import PERCENT, Figure, Interval, Unit
from gouji.reconcile.model import Basis, BasisFigure, BasisRelation, Finding, Formula
from gouji.report.place_names import Places

ONE = Decimal(1)


def places() -> Places:
    return Places(sample.document())


def figure(name: str, number: str, unit: Unit = sample.WAN, **more: object) -> BasisFigure:
    printed = Figure(Decimal(number), len(number.partition(".")[2]), unit)
    more = {"name": f"科目{name}", **more}
    return BasisFigure(name, Span(0, 2), f"{number}{unit.symbol}", printed, printed.interval(), **more)  # type: ignore[arg-type]


def relation(kind: str, holds: bool, roles: dict[str, str], *formulas: Formula) -> BasisRelation:
    return BasisRelation(kind, "", holds, 0.9, "算式", tuple(roles.items()), formulas)


def finding(figures: tuple[BasisFigure, ...], relations: tuple[BasisRelation, ...], expected: str = "") -> Finding:
    (disputed,) = (f for f in figures if f.disputed)
    basis = Basis(figures, relations, disputed.repair)
    return replace(sample.result().findings[0], id="f1", expected=expected, diagnosis="", basis=basis)


def growth() -> Finding:
    """A rate ten times too small, and the same rate printed right elsewhere."""
    rate = figure("r", "0.38", PERCENT, disputed=True, repair=Interval(Decimal("3.795"), Decimal("3.805")))
    figures = (rate, figure("d", "1.65"), figure("v", "45.08", support=2), figure("s", "3.80", PERCENT))
    grown = Formula("r", (("d", ONE),), (("v", ONE), ("d", -ONE)))
    relations = (
        relation("change", False, {"r": "rate", "d": "delta", "v": "value"}, grown),
        relation("equal", False, {"r": "rate", "s": "rate"}, Formula("r", (("s", ONE),), twice=True)),
    )
    return finding(figures, relations, "3.80%")


def jointly() -> Finding:
    """A share that each of two relations allows and both together do not."""
    repair = Interval(Decimal("12.60"), Decimal("12.70"))
    rate = figure("r", "13.4", PERCENT, disputed=True, repair=repair)
    figures = (rate, figure("p", "0.13"), figure("w", "1.00"), figure("q", "0.126"))
    share = Formula("r", (("p", ONE),), (("w", ONE),))
    relations = (
        relation("share", True, {"r": "rate", "p": "part", "w": "whole"}, share),
        relation("equal", True, {"p": "value", "q": "value"}, Formula("p", (("q", ONE),), twice=True)),
    )
    return finding(figures, relations, "12.6%")


def total(parts: int, rest: str = "part", tied: int = 0) -> Finding:
    """A total that misses its many parts by 5.00, of which the first few explain it as well."""
    listed = tuple(figure(f"p{n}", "10.00", tied=n < tied, alone=_alone(n < tied)) for n in range(parts))
    right = Decimal(100000) * parts
    whole = figure("t", f"{10 * parts + 5}.00", disputed=True, repair=Interval.around(right, Decimal(50) * parts))
    roles = {"t": "total", **{p.id: rest for p in listed}}
    summed = Formula("t", tuple((p.id, ONE) for p in listed))
    return finding((whole, *listed), (relation("table_total", False, roles, summed),), f"{10 * parts}.00万元")


def _alone(tied: bool) -> Interval | None:
    return Interval.around(Decimal(150000), Decimal(50)) if tied else None
