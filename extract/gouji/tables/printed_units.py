"""Which unit a table, a column or a row is printed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import regex

from gouji.document import Document
from gouji.figures import PERCENT, Kind, Unit
from gouji.language import quantities, rules
from gouji.tables.cell_values import rule

_PRINTED = regex.compile(r"\d\s*(亿元|万元|元)")


def noted(text: str) -> Unit | None:
    """The money unit of a note (单位：万元, 金额单位: 元), misread or not; None when there is none."""
    found = rules.load("tables_layout")["layout.unit_note"].search(text)
    if found is None:
        return None
    symbol = found["unit"]
    return quantities.unit("万元" if symbol.startswith("万") else symbol)


def without_note(text: str) -> str:
    """The text without a unit note in it."""
    return rules.load("tables_layout")["layout.unit_note"].pattern.sub("", text)


@lru_cache(maxsize=65536)
def in_label(text: str) -> Unit | None:
    """The unit that a header or row label names: （万元） gives money, （%） or a rate word per cent."""
    if found := rule("tables.unit.bracket").search(text):
        return quantities.unit(found["unit"])
    if found := rules.load("tables_layout")["layout.unit_note"].search(text):
        return noted(text)
    return PERCENT if rule("tables.column.percent").search(text) else None


def in_heads(paths: Iterable[tuple[str, ...]]) -> Unit | None:
    """The money unit that some columns' heads name, where none names another: it holds for the others too."""
    named = {u for path in paths for words in path if (u := in_label(words)) and u.kind is Kind.MONEY}
    return named.pop() if len(named) == 1 else None


@lru_cache(maxsize=65536)
def counts(text: str) -> bool:
    """Whether a header or row label names a count, not money."""
    return bool(rule("tables.column.count").search(text))


def usual(document: Document) -> Unit | None:
    """The money unit that the document uses where a table names none: its own, else the most frequent one."""
    if document.unit:
        return quantities.unit(document.unit)
    seen = Counter(_PRINTED.findall(document.text))
    return quantities.unit(seen.most_common(1)[0][0]) if seen else None
