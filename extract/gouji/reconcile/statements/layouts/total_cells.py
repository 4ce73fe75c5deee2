"""Which cells stand in a row of totals."""

from __future__ import annotations

from gouji.document import Fact
from gouji.language import rules


def in_total_row(fact: Fact) -> bool:
    """Whether a cell stands in a row that its own label, without numbering, calls a total."""
    if fact.code or not fact.row:
        return False
    return bool(rules.load("tables")["tables.row.total"].search(_unnumbered(fact.row[-1])))


def _unnumbered(label: str) -> str:
    words = "".join(label.split())
    number = rules.load("tables")["tables.row.number"].match(words)
    return words[number.end() :] if number else words
