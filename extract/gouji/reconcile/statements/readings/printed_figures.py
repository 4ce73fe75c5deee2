"""The figure that a stretch of text prints, what of its unit is missing, and the units of money that there are."""

from __future__ import annotations

from functools import cache

from gouji.claims import Entity, Label
from gouji.declared import declared
from gouji.figures import Figure, Unit
from gouji.language.quantities import scan
from gouji.language.units import unit


def figure_in(text: str) -> Figure | None:
    """The one figure with a unit that a text prints; None for none or several."""
    found = scan(text)
    return found[0].figure if len(found) == 1 else None


def first_figure_in(text: str) -> Figure | None:
    """The first figure with a unit that a text prints."""
    found = scan(text)
    return found[0].figure if found else None


@cache
def money_units() -> tuple[Unit, ...]:
    """The units that amounts are printed in, the usual first."""
    return tuple(unit(symbol) for symbol in declared("units")["money_symbols"])


def sign_missing(entity: Entity) -> bool:
    """Whether a rate is printed as a bare number (增长18.75)."""
    return entity.label is Label.PERCENT and entity.text[-1:].isdigit()


def without_currency(entity: Entity) -> bool:
    """Whether an amount is printed with its scale alone (0.45万)."""
    return entity.rule == "unit.bare"
