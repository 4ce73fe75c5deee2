"""The figure that a stretch of text prints, and the units of money that there are."""

from __future__ import annotations

from functools import cache

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
