"""Slips of one digit: what a figure may have been printed as, had the hand slipped once.

The last digit stays where there are others and the value moves by three units of its last place at least, so that no
rounding explains a slip. The number does not become nought and gets no leading zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gouji.figures import Figure

LEAST = 3  # units of the last place
_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Steps:
    """The smallest moves that a slip makes of a value, up and down, in base units; None where none can be made."""

    up: Decimal | None
    down: Decimal | None


def slips(text: str, printed: Figure) -> Iterator[str]:
    """Every text that differs from a printed one in one digit of its number.

    Nothing for a text whose ASCII digits are not just those of the figure.
    """
    places = _places(text, printed)
    for place, power in _movable(places):
        digit, least = int(text[place]), _least(power)
        for other in range(10):
            if abs(other - digit) >= least and _stays_number(text, places, place, other):
                yield text[:place] + str(other) + text[place + 1 :]


def value(text: str, printed: Figure) -> Decimal:
    """What a text with another digit states, in base units, printed as a figure is."""
    digits = int("".join(c for c in text if c in _DIGITS))
    size = Decimal(digits).scaleb(-printed.decimals) * printed.factor
    return -size if printed.value < 0 else size


def smallest(printed: Figure) -> Decimal:
    """Less than which no slip moves a value, in base units."""
    return Decimal(LEAST).scaleb(-printed.decimals) * printed.factor


def steps(text: str, printed: Figure) -> Steps:
    """The smallest of these slips."""
    places = _places(text, printed)
    up: list[int] = []
    down: list[int] = []
    for place, power in _movable(places):
        digit, least = int(text[place]), _least(power)
        if digit + least <= 9:
            up.append(least * 10**power)
        if digit - least >= 0 and _stays_number(text, places, place, digit - least):
            down.append(least * 10**power)
    unit = Decimal(1).scaleb(-printed.decimals) * printed.factor
    first, second = (up, down) if printed.value >= 0 else (down, up)
    return Steps(min(first) * unit if first else None, min(second) * unit if second else None)


def _places(text: str, printed: Figure) -> list[int]:
    """Where the digits of a number stand; none where the text has others."""
    places = [i for i, c in enumerate(text) if c in _DIGITS]
    digits = "".join(text[i] for i in places)
    return places if digits and int(digits) == abs(printed.value).scaleb(printed.decimals) else []


def _movable(places: list[int]) -> Iterator[tuple[int, int]]:
    """The places that a slip may change, each with its power of ten in units of the last place."""
    last = len(places) - 1
    for n, place in enumerate(places):
        if n < last or last == 0:
            yield place, last - n


def _least(power: int) -> int:
    """By how much a digit must change to move the value far enough."""
    return LEAST if power == 0 else 1


def _stays_number(text: str, places: list[int], place: int, digit: int) -> bool:
    """Whether a number with another digit has no new leading zero and is not nought."""
    if digit:
        return True
    return place != places[0] and any(text[i] != "0" for i in places if i != place)
