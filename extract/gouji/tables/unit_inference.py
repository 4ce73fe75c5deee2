"""The unit of tables that name none: the one in which their amounts are those that the document states elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.document import PROSE, Document, Fact
from gouji.figures import Figure, Unit, rounded
from gouji.language import quantities, rules
from gouji.tables.cell_values import is_money

_DIGITS = 4  # of an amount at least: shorter ones agree by chance
_FEWEST = 2  # amounts that agree


def with_units(document: Document, found: Sequence[Fact], usual: Unit | None) -> Iterator[Fact]:
    """The facts, those without a unit in the unit that their table is printed in.

    Where too little of a table is said elsewhere, it is in the unit that all other such tables are in, else in the
    `usual` one of the document.
    """
    bare: dict[int, list[Figure]] = defaultdict(list)
    for fact in found:
        if fact.figure.unit is None:
            bare[fact.table].append(fact.figure)
    if not bare:
        yield from found
        return
    told = _told(bare, _Said(_said(document, found)))
    others = set(told.values())
    rest = others.pop() if len(others) == 1 else usual
    for fact in found:
        if fact.figure.unit is None:
            yield _in_unit(fact, told.get(fact.table, rest))
        else:
            yield fact


def _in_unit(fact: Fact, unit: Unit | None) -> Fact:
    return replace(fact, figure=replace(fact.figure, unit=unit))


def _told(bare: dict[int, list[Figure]], said: _Said) -> dict[int, Unit]:
    """The unit of each table of which enough is said elsewhere."""
    units = {table: said.unit_of(figures) for table, figures in bare.items()}
    return {table: unit for table, unit in units.items() if unit}


def _said(document: Document, found: Sequence[Fact]) -> Iterator[Figure]:
    """The amounts that the document states with a unit."""
    for block in document.blocks:
        if block.zone in PROSE:
            yield from (q.figure for q in quantities.scan(document.slice(block.span)))
    yield from (f.figure for f in found if f.figure.unit is not None)


class _Said:
    """Amounts by their last place in yuan."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.values: dict[Decimal, set[Decimal]] = defaultdict(set)
        for f in figures:
            if f.value and is_money(f.unit):
                self.values[f.place()].add(f.base)

    def unit_of(self, figures: Iterable[Figure]) -> Unit | None:
        """The unit in which most of these amounts are said; None where too few are in any."""
        printed = {(f.value, f.decimals) for f in figures if f.value}
        agreeing: Counter[str] = Counter()
        for symbol in rules.load("units").data["table_symbols"]:
            unit = quantities.unit(symbol)
            agreeing[symbol] = sum(self._has(Figure(value, decimals, unit)) for value, decimals in printed)
        (best, most), (_, other) = agreeing.most_common(2)
        return quantities.unit(best) if most >= _FEWEST and most > other else None

    def _has(self, figure: Figure) -> bool:
        """Whether the amount is said, with equal digits or rounded, and is long enough to tell."""
        for place, values in self.values.items():
            if place < figure.place():
                continue
            digits = rounded(figure.base / place, 0)
            if abs(digits) >= 10 ** (_DIGITS - 1) and digits * place in values:
                return True
        return False
