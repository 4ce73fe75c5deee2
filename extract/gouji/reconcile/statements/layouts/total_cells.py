"""Which cells stand in a row of totals."""

from __future__ import annotations

from gouji.document import Fact
from gouji.language import rules
from gouji.reconcile.statements.readings.row_labels import unnumbered


def in_total_row(fact: Fact) -> bool:
    """Whether a cell stands in a row that its own label, without numbering, calls a total."""
    if fact.code or not fact.row:
        return False
    return bool(rules.load("tables")["tables.row.total"].search(unnumbered(fact.row[-1])))
