"""Roles: what each figure of a passage is there for, read from its lead."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.figures import Kind
from gouji.language import rules
from gouji.language.quantities import Quantity
from gouji.narrative.passages import Passage

_FOLLOWS = {Kind.MONEY: "money", Kind.PERCENT: "percent", Kind.POINT: "percent"}


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


def mentions(passage: Passage, entities: dict[int, str], asides: tuple[tuple[int, int], ...]) -> tuple[Mention, ...]:
    """The money and per cent figures of a passage in order, each with its role.

    `entities` maps a quantity's start to its entity id; `asides` are the bounds of reasons.
    """
    found: list[Mention] = []
    previous = 0
    for quantity in passage.quantities:
        group = _group(quantity)
        if quantity.start not in entities or group is None:
            continue
        start, _ = passage.sentence(quantity.start)
        lead_start = max(previous, start, *(end for _, end in asides if end <= quantity.start))
        lead = passage.text[lead_start : quantity.start]
        if found and _shares_lead(found[-1], lead, lead_start):
            lead_start = found[-1].lead_start
            lead = passage.text[lead_start : found[-1].start] + lead
        aside = any(begin <= quantity.start < end for begin, end in asides)
        found.append(_mention(quantity, entities[quantity.start], group, lead, lead_start, start, aside, passage.text))
        previous = quantity.end
    return tuple(found)


def _group(quantity: Quantity) -> str | None:
    """The group of roles that a quantity may have; a bare number is money, a count has none."""
    unit = quantity.figure.unit
    return _FOLLOWS.get(unit.kind) if unit else "money"


def _shares_lead(before: Mention, lead: str, lead_start: int) -> bool:
    """Whether a figure right behind another goes on with the lead of that one."""
    return before.end == lead_start and rules.load("roles")["role.shares_lead"].search(lead) is not None


def _mention(
    quantity: Quantity, entity: str, group: str, lead: str, lead_start: int, sentence: int, aside: bool, text: str
) -> Mention:
    roles = rules.load("roles")
    behind = text[quantity.end : quantity.end + 8]
    if group == "money" and roles["role.threshold_behind"].search(behind):
        rule_id = "role.amount.threshold"
        return Mention(quantity, entity, "threshold", None, lead_start, quantity.start, sentence, "", rule_id, aside)
    if group == "money" and roles["role.from"].search(lead) and roles["role.base_behind"].search(behind):
        rule_id, end = "role.base_behind", quantity.start - 1
        return Mention(quantity, entity, "base", None, lead_start, end, sentence, "", rule_id, aside)
    bare = lead.rstrip("：: ")
    for rule in rules.ranked("roles", "of", group):
        match = rule.search(bare)
        if match:
            names = match.groupdict()
            name = names.get("whole") or names.get("base") or names.get("name") or ""
            end = lead_start + match.start()
            role, direction = rule.yields["role"], rule.yields.get("direction")
            return Mention(quantity, entity, role, direction, lead_start, end, sentence, name, rule.id, aside)
    raise AssertionError("the last rule of each group matches everything")
