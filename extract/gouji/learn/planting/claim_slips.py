"""Plants slips: breaks every claim that holds, one at a time, in a document's text.

What a check must find is then known exactly: a digit changed, the decimal point off by one place, the wrong
unit, a direction word turned round. Words and units are data (`patterns/slips.toml`); positions are drawn
with a seed, so that two runs plant the same slips.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from random import Random

import regex

from gouji.document import Span
from gouji.figures import Figure, Kind, same_quantity_agrees
from gouji.language import rules
from gouji.language.quantities import parse_number, scan
from gouji.language.view import make_view
from gouji.learn.gold import Gold, Record

NUMBER = regex.compile(r"[0-9][0-9,.\s]*[0-9]|[0-9]")
_REACH = 3  # characters between a direction word and its figure
_COMPARED = 200  # characters of the paragraph on either side searched for a comparison
_OPERATION = {"change": "rate", "eq": "equal"}  # names that mean the same


class Slip(StrEnum):
    DIGIT = "digit"
    POINT = "point"
    UNIT = "unit"
    DIRECTION = "direction"


class Target(StrEnum):
    """What kind of figure a claim states."""

    PERCENT = "percentages"
    AMOUNT = "amounts"
    COUNT = "counts"
    CELL = "bare numbers"  # table cells and scores


@dataclass(frozen=True, slots=True)
class Alteration:
    """One planted slip: `text[span]` becomes `replacement`; `claim` is the span of the figure it concerns."""

    index: int
    relation: str
    target: Target
    slip: Slip
    span: Span
    replacement: str
    claim: Span

    @property
    def shift(self) -> int:
        """By how much the text grows."""
        return len(self.replacement) - len(self.span)

    def apply(self, text: str) -> str:
        return text[: self.span.start] + self.replacement + text[self.span.end :]


def slips() -> rules.RuleSet:
    return rules.load("slips")


def alterations(gold: Gold, text: str) -> list[Alteration]:
    """Every slip that can be planted in the claims of a document that hold, in the order of the claims."""
    return [a for index, claim in enumerate(gold.consistent) for a in _of_claim(gold.name, index, claim, text)]


def figure_of(text: str) -> Figure | None:
    """The figure that a claim's text states (`2,462.5万元`, `1, 189.\t87`), or None."""
    found = scan(make_view(text, 0, len(text)).text)
    if len(found) == 1:
        return found[0].figure
    number = parse_number(text)
    return Figure(*number, None) if number else None


def agrees(expected: Figure | None, printed: Figure | None) -> bool:
    """Whether a correction is what was printed: equal digits, or the finer rounds to the coarser.

    A figure without a unit (a cell) is read in the other's.
    """
    if expected is None or printed is None:
        return False
    one, other = expected.unit or printed.unit, printed.unit or expected.unit
    if one and other and one.kind is not other.kind:
        return False
    return same_quantity_agrees(replace(expected, unit=one), replace(printed, unit=other))


def relation_of(claim: Record) -> str:
    """The kind of relation: the operation of `calc`, else read off the shape of the written computation."""
    if calc := claim.get("calc"):
        operation: str = calc["op"]
        return _OPERATION.get(operation, operation)
    check = str(claim.get("check", "")).partition("=")[0]
    if "/" in check:
        return "rate" if "(" in check else "share"
    return "sum" if regex.search(r"[0-9]\s*[-+]", check) else "equal"


def _of_claim(name: str, index: int, claim: Record, text: str) -> Iterator[Alteration]:
    span = Span(claim["start"], claim["end"])
    stated = text[span.start : span.end]
    figure = figure_of(stated)
    number = NUMBER.search(stated)
    if figure is None or number is None:
        return
    relation, target = relation_of(claim), _target(figure)

    def planted(slip: Slip, start: int, end: int, replacement: str) -> Alteration:
        return Alteration(index, relation, target, slip, Span(start, end), replacement, span)

    digits = digit_changed(number.group(), Random(f"{name}:{index}"))
    yield planted(Slip.DIGIT, span.start + number.start(), span.start + number.end(), digits)
    if figure.value:
        shifted = _point_shifted(number.group(), 1 if index % 2 else -1)
        yield planted(Slip.POINT, span.start + number.start(), span.start + number.end(), shifted)
        for unit in sorted(slips().data["unit"], key=len, reverse=True):
            if stated.endswith(unit):
                yield planted(Slip.UNIT, span.end - len(unit), span.end, slips().data["unit"][unit])
                break
    if word := _direction_word(text, span, relation):
        opposites = {**slips().data["change"], **slips().data["comparison"]}
        yield planted(Slip.DIRECTION, word.start, word.end, opposites[text[word.start : word.end]])


def _target(figure: Figure) -> Target:
    match figure.kind:
        case Kind.PERCENT | Kind.POINT:
            return Target.PERCENT
        case Kind.MONEY:
            return Target.AMOUNT
        case Kind.COUNT:
            return Target.COUNT
    return Target.CELL


def digit_changed(number: str, chance: Random) -> str:
    """The number with one digit changed; a leading digit does not become zero."""
    places = [i for i, c in enumerate(number) if c.isdecimal()]
    place = chance.choice(places)
    digit = number[place]
    leading = place == places[0] and len(places) > 1 and digit != "0"
    able = "123456789" if leading else "0123456789"
    return number[:place] + chance.choice(able.replace(digit, "")) + number[place + 1 :]


def _point_shifted(number: str, places: int) -> str:
    """The number ten times as large or as small, its digits and commas printed alike."""
    value = Decimal("".join(number.replace(",", "").split())).scaleb(places)
    return f"{value:,f}" if "," in number else f"{value:f}"


def _direction_word(text: str, figure: Span, relation: str) -> Span | None:
    """The word directly before a change, or the comparison nearest to a figure that is compared."""
    if relation == "less":
        begin = text.rfind("\n", 0, figure.start) + 1
        end = text.find("\n", figure.end)
        end = len(text) if end < 0 else end
        around = Span(max(begin, figure.start - _COMPARED), min(end, figure.end + _COMPARED))
        return _nearest(text, around, figure, "comparison")
    return _nearest(text, Span(max(0, figure.start - _REACH - 2), figure.start), figure, "change")


def _nearest(text: str, within: Span, figure: Span, words: str) -> Span | None:
    pattern = rules.alternatives(tuple(slips().data[words]))
    found = [Span(*m.span()) for m in regex.finditer(pattern, text[: within.end], pos=within.start)]
    return min(found, key=lambda s: max(figure.start - s.end, s.start - figure.end), default=None)
