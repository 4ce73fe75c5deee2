"""Two cells that state one quantity."""

from __future__ import annotations

from dataclasses import replace

from gouji.document import Fact, Table
from gouji.reconcile.kernel.equal import printed_twice
from gouji.reconcile.kernel.relation import Tried, printed, table_name
from gouji.reconcile.model import FindingKind, Status
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.links.linker import cut_short


def label(fact: Fact) -> str:
    """The row and the innermost head of a cell, as messages print them."""
    return "".join(" ".join((*fact.row[-1:], *fact.column[-1:])).split())


def same_cells(
    context: Context, tables: tuple[Table, Table], facts: tuple[Fact, Fact], relation: str, rule: str, certainty: float
) -> Tried:
    """The second cell against the first, each in its table; a cell cut short by its width is unreadable."""
    one, two = (context.terms[f.id] for f in facts)
    where = table_name(tables[0])
    tried = printed_twice(
        FindingKind.CROSS_TABLE,
        two,
        one,
        names=("cell", "cell"),
        relation=relation,
        why=f"{where}为{printed(one)}",
        message=f"{table_name(tables[1])}“{label(facts[1])}”为{{stated}}，{where}为{printed(one)}",
        certainty=certainty,
        rule=rule,
    )
    lost = tried.misses and (cut_short(one, two) or cut_short(two, one))
    return replace(tried, status=Status.UNREADABLE, severity=None, computation="") if lost else tried
