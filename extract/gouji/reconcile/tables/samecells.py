"""Two cells that state one quantity."""

from __future__ import annotations

from gouji.document import Fact, Table
from gouji.figures import same_quantity_agrees
from gouji.reconcile import constraints
from gouji.reconcile.context import Context
from gouji.reconcile.links.linking import cut_short
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.reconcile.relation import MINOR_PLACES, Tried, printed, same, table_name


def label(fact: Fact) -> str:
    """The row and the innermost head of a cell, as messages print them."""
    return "".join(" ".join((*fact.row[-1:], *fact.column[-1:])).split())


def same_cells(
    context: Context, tables: tuple[Table, Table], facts: tuple[Fact, Fact], relation: str, rule: str, certainty: float
) -> Tried:
    """The second cell against the first, each in its table; a cell cut short by its width is unreadable."""
    one, two = (context.terms[f.id] for f in facts)
    agrees = same_quantity_agrees(one.figure, two.figure)
    lost = not agrees and (cut_short(one, two) or cut_short(two, one))
    status = Status.UNREADABLE if lost else Status.HOLDS if agrees else Status.VIOLATED
    place = max(one.figure.place(), two.figure.place())
    minor = abs(one.figure.base - two.figure.base) <= MINOR_PLACES * place
    where = table_name(tables[0])
    return Tried(
        kind=FindingKind.CROSS_TABLE,
        relation=relation,
        status=status,
        span=two.span,
        why=f"{where}为{printed(one)}",
        roles=(same(two, "cell", one), same(one, "cell", two)),
        severity=None if status is not Status.VIOLATED else Severity.MINOR if minor else Severity.MATERIAL,
        computation=f"{printed(two)} ≠ {printed(one)}" if status is Status.VIOLATED else "",
        message=f"{table_name(tables[1])}“{label(facts[1])}”为{{stated}}，{where}为{printed(one)}",
        certainty=certainty,
        linear=constraints.equal(two, one),
        rule=rule,
    )
