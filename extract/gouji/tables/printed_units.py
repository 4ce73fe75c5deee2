"""Which unit a table, a column or a row is printed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain

from gouji.document import Document
from gouji.figures import PERCENT, Kind, Unit
from gouji.language import quantities, rules
from gouji.tables.cell_values import rule


def noted(text: str) -> Unit | None:
    """The money unit of a note (单位：万元, 金额单位: 元), spaced out or misread or not; None when there is none."""
    misread = rules.load("noise")["noise.unit_note"]
    found = _note().search(text) or misread.search(text) or _note().search("".join(text.split()))
    if found is None:
        return None
    return quantities.unit(found["unit"] or misread.yields["unit"])


def without_note(text: str) -> str:
    """The text without a unit note in it."""
    return rules.load("noise")["noise.unit_note"].sub("", _note().sub("", text))


@cache
def _note() -> rules.Rule:
    return rules.load("tables_layout")["layout.unit_note"]


@lru_cache(maxsize=65536)
def in_label(text: str) -> Unit | None:
    """The unit that a header or row label names: （万元） gives money, （%） or a rate word per cent."""
    if found := rule("tables.unit.bracket").search(text):
        return quantities.unit(found["unit"])
    if unit := noted(text):
        return unit
    return PERCENT if rule("tables.column.percent").search(text) else None


def in_heads(paths: Iterable[tuple[str, ...]]) -> Unit | None:
    """The money unit that some columns' heads name, where none names another: it holds for the others too."""
    units = map(in_label, chain.from_iterable(paths))
    named = {u for u in units if u and u.kind is Kind.MONEY}
    return named.pop() if len(named) == 1 else None


@lru_cache(maxsize=65536)
def counts(text: str) -> bool:
    """Whether a header or row label names a count, not money."""
    return bool(rule("tables.column.count").search(text))


def usual(document: Document) -> Unit | None:
    """The money unit that the document uses where a table names none: its own, else the most frequent one."""
    if document.unit:
        return quantities.unit(document.unit)
    amounts = rules.load("roles")["role.any_amount"].finditer(document.text)
    seen = Counter(m["unit"] for m in amounts)
    return quantities.unit(seen.most_common(1)[0][0]) if seen else None
