"""Roles: what each figure of a passage is there for, read from its lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import regex

from gouji.figures import Kind
from gouji.language import rules
from gouji.language.quantities import Quantity
from gouji.language.rules import Rule
from gouji.narrative.passages import Passage

Bounds = tuple[tuple[int, int], ...]

_GROUPS = {Kind.MONEY: "money", Kind.PERCENT: "percent", Kind.POINT: "percent"}
_DIRECTIONS = ("up", "down")
_NAMES = ("whole", "base", "name")  # the parts of a rule that name what a figure is compared with or measures
_BEHIND = 8  # characters behind a figure that may tell its role


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure with its role.

    Its lead is [lead_start, lead_end) of the view: from behind the figure or the reason before it, or from the
    sentence's start, up to the figure or to the word that gave it its role (增加, 占, 完成);
    `name` is what the role's rule captured (the whole of a share, the base of a comparison). `place` is which of
    how many figures it is that are said of as many quantities at once, `subject` the name of its own, if told.
    """

    quantity: Quantity
    entity: str
    role: str
    direction: str | None
    lead_start: int
    lead_end: int
    sentence: int
    name: str
    rule: str
    aside: bool  # inside a reason: it explains, it does not report
    place: tuple[int, int] = (0, 1)
    subject: str = ""

    @property
    def start(self) -> int:
        return self.quantity.start

    @property
    def end(self) -> int:
        return self.quantity.end


def mentions(passage: Passage, entities: dict[int, str], asides: Bounds) -> tuple[Mention, ...]:
    """The money and per cent figures of a passage in order, each with its role.

    `entities` maps a quantity's start to its entity id; `asides` are the bounds of reasons.
    """
    found: list[Mention] = []
    for quantity in passage.quantities:
        group = _group(quantity)
        if quantity.start in entities and group:
            lead = _lead(passage, quantity, asides, found[-1] if found else None)
            found.append(_mention(passage, quantity, group, lead, entities[quantity.start], asides))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words before a figure, and where in the view they begin."""

    text: str
    start: int


def _lead(passage: Passage, quantity: Quantity, asides: Bounds, before: Mention | None) -> _Words:
    """The words from behind the figure or the reason before it, or from the start of its sentence."""
    sentence, _ = passage.sentence(quantity.start)
    reasons = (end for _, end in asides if end <= quantity.start)
    start = max(before.end if before else 0, sentence, *reasons)
    text = passage.text[start : quantity.start]
    if before and _shares_lead(before, text, start):
        return _Words(passage.text[before.lead_start : before.start] + text, before.lead_start)
    return _Words(text, start)


def _group(quantity: Quantity) -> str | None:
    """The group of roles that a quantity may have; a bare number is money, a count has none."""
    unit = quantity.figure.unit
    return _GROUPS.get(unit.kind) if unit else "money"


def _shares_lead(before: Mention, lead: str, lead_start: int) -> bool:
    """Whether a figure right behind another goes on with the lead of that one."""
    return before.end == lead_start and rules.load("roles")["role.shares_lead"].search(lead) is not None


def _mention(passage: Passage, quantity: Quantity, group: str, lead: _Words, entity: str, asides: Bounds) -> Mention:
    behind = passage.text[quantity.end : quantity.end + _BEHIND]
    rule, match = _role(group, lead.text.rstrip("：: "), behind)
    said = {part: words for part, words in match.groupdict().items() if words}
    return Mention(
        quantity,
        entity,
        role=rule.yields["role"],
        direction=rule.yields.get("direction") or _first(_DIRECTIONS, said),
        lead_start=lead.start,
        lead_end=lead.start + match.start(),
        sentence=passage.sentence(quantity.start)[0],
        name=said.get(_first(_NAMES, said) or "", ""),
        rule=rule.id,
        aside=any(begin <= quantity.start < end for begin, end in asides),
    )


def _role(group: str, lead: str, behind: str) -> tuple[Rule, regex.Match[str]]:
    """The first rule of a group that matches a lead, and what stands behind the figure where it asks for that."""
    roles = rules.load("roles")
    for rule in rules.ranked("roles", "of", group):
        asked = rule.yields.get("behind")
        match = rule.search(lead)
        if match and (asked is None or roles[asked].search(behind)):
            return rule, match
    raise AssertionError("the last rule of each group matches everything")


def _first(parts: Iterable[str], said: dict[str, str]) -> str | None:
    """The first of the named parts of a rule that its match holds."""
    return next((part for part in parts if part in said), None)
