"""Units by their printed symbol. Symbols, scales and aliases are data (`patterns/units.toml`)."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from gouji.figures import PERCENT, Kind, Unit
from gouji.language import rules

_KINDS = {  # by the word list that a unit stands in
    "currency": Kind.MONEY,
    "count": Kind.COUNT,
    "measure": Kind.COUNT,
    "percent": Kind.PERCENT,
    "point": Kind.POINT,
}
_SCALED = (Kind.MONEY, Kind.COUNT)  # a scale may stand before these


def unscaled(symbol: str) -> str:
    """The symbol without the characters of a scale before it (件 of 万件)."""
    return symbol.lstrip("".join(rules.load("units").data["scales"]))


def unit(symbol: str) -> Unit:
    """The unit printed as `symbol` (元, 万元, 亿元, %, 个百分点, 万件 …). Raises KeyError when unknown."""
    found = find(symbol)
    if found is None:
        raise KeyError(symbol)
    return found


@cache
def find(symbol: str) -> Unit | None:
    """The unit printed as `symbol`; None when there is no such unit (亿%, 万个百分点)."""
    units = rules.load("units")
    aliases: dict[str, str] = units.data["aliases"]
    bare = symbol.removeprefix(units.data["currency_name"]) or symbol
    for scale in ("", *sorted(units.data["scales"], key=len, reverse=True)):
        if not bare.startswith(scale):
            continue
        base = bare.removeprefix(scale)
        if found := _scaled(scale, aliases.get(base, base)):
            return found
    return None


def _scaled(scale: str, base: str) -> Unit | None:
    """The unit with this scale before it, '' for none; None when there is no such unit."""
    units = rules.load("units")
    kind = next((kind for words, kind in _KINDS.items() if base in units.words[words]), None)
    if kind in _SCALED:
        return Unit(scale + base, kind, Decimal(10 ** units.data["scales"].get(scale, 0)))
    if kind is None or scale:
        return None
    return PERCENT if kind is Kind.PERCENT else Unit(base, kind)
