"""Two cells that state one quantity, and the words by which sentences name a cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gouji.document import Fact, Table
from gouji.reconcile.kernel.equal import try_equal
from gouji.reconcile.kernel.relation import Tried, printed, table_name
from gouji.reconcile.model import Status, Words, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.links.linker import cut_short


def label(fact: Fact) -> str:
    """The row and the innermost head of a cell, as messages print them."""
    return "".join(" ".join((*fact.row[-1:], *fact.column[-1:])).split())


def listed(names: Iterable[Words]) -> Words:
    """Names as a sentence lists them; '' for none."""
    found: Words = ""
    for name in names:
        found = say("list.more", some=found, more=name) if found else name
    return found


def same_cells(
    context: Context,
    code: str,
    tables: tuple[Table, Table],
    facts: tuple[Fact, Fact],
    *,
    rule: str,
    certainty: float | None = None,
) -> Tried:
    """The second cell against the first, each in its table; the second is disputed first."""
    other, figure = table_name(tables[0]), printed(context.terms[facts[0].id])
    why = say("table.states", table=other, figure=figure)
    return equal_cells(context, code, facts, why=why, rule=rule, certainty=certainty)


def equal_cells(
    context: Context,
    code: str,
    facts: tuple[Fact, Fact],
    *,
    why: Words,
    rule: str,
    certainty: float | None = None,
) -> Tried:
    """As `same_cells`, in other words. A cell that its width cut short is unreadable and accuses none."""
    one, two = (context.terms[f.id] for f in facts)
    tried = try_equal(code, two, one, why=why, names=("cell", "cell"), certainty=certainty, rule=rule)
    lost = tried.misses and (cut_short(one, two) or cut_short(two, one))
    return replace(tried, status=Status.UNREADABLE, severity=None, computation="") if lost else tried
