"""Project forms: the money of a project, and the rows of the funds that pay for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from gouji.document import Fact
from gouji.language import rules
from gouji.reconcile.statements.layouts.footing import Sum


def form_sums(facts: Iterable[Fact]) -> Iterator[Sum]:
    """In each column of a form the one amount above the funds, against the funds."""
    by_column: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        by_column[fact.column].append(fact)
    for column in by_column.values():
        parts = [f for f in column if _is_fund(f)]
        top = min((p.row_index for p in parts), default=-1)
        wholes = [f for f in column if f.row_index < top]
        if len(wholes) == 1:
            yield Sum(wholes[0], tuple(parts), complete=True)


def _is_fund(fact: Fact) -> bool:
    """Whether a row of a project form is a fund that pays for it."""
    rule = rules.load("tables_totals")["totals.form.part"]
    return bool(fact.row) and rule.search(_bare(fact.row[-1])) is not None


def _bare(text: str) -> str:
    return "".join(text.split())
