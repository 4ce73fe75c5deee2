"""Links and what they tell: each linked amount of the prose against its cell."""

from __future__ import annotations

from collections.abc import Iterator

from gouji import rules
from gouji.figures import same_quantity_agrees
from gouji.reconcile.context import Context
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.linking import Linked
from gouji.reconcile.model import FindingKind, Link, Severity, Status
from gouji.reconcile.relation import MINOR_PLACES, Role, Tried
from gouji.reconcile.terms import Term

_SHOWN = 4  # cells that one relation names


def to_links(context: Context, linked: list[Linked]) -> tuple[Link, ...]:
    """Links of the contract: every cell that fits and agrees, else the best cell."""
    found = []
    for one in linked:
        term = context.value(one.claim)
        assert term is not None
        for named in one.agreeing or one.cells[:1]:
            cell = named.fact
            found.append(Link(term.id, cell.id, term.span, cell.span, bool(one.agreeing), _confidence(one)))
    return tuple(found)


def _confidence(one: Linked) -> float:
    return round(min(0.99, 0.4 + one.score / 15 + 0.1 * bool(one.agreeing)), 2)


def prose_against_cells(context: Context, linked: list[Linked]) -> Iterator[Tried]:
    """Each linked amount against its cell."""
    sure = rules.load("links").data["weights"]["sure"]
    for one in linked:
        term = context.value(one.claim)
        assert term is not None
        cells = [context.terms[n.fact.id] for n in (one.agreeing or one.cells)]
        if one.agreeing:
            lost = not same_quantity_agrees(term.figure, cells[0].figure, term.usual)
            yield _tried(one, Status.UNREADABLE if lost else Status.HOLDS, term, cells[:_SHOWN], None)
            continue
        tried = _tried(one, Status.VIOLATED, term, cells, _severity(term, cells[0]))
        if slipped(tried) or (one.score >= sure and len({c.figure.base for c in cells}) <= 2):
            yield tried
        else:
            yield _tried(one, Status.NOT_APPLICABLE, term, [], None)


def _severity(term: Term, cell: Term) -> Severity:
    place = max(term.figure.place(term.usual), cell.figure.place())
    return Severity.MINOR if abs(term.figure.base - cell.figure.base) <= MINOR_PLACES * place else Severity.MATERIAL


def _tried(one: Linked, status: Status, term: Term, cells: list[Term], level: Severity | None) -> Tried:
    best = (one.agreeing or one.cells)[0]
    where = f"{best.table.number}{best.table.title}".strip() or "表"
    row = " / ".join((*best.fact.row[-1:], *best.fact.column[-1:]))
    roles: tuple[Role, ...] = ()
    if cells:
        roles = (Role(term, "value", cells[0].interval), *(Role(c, "cell", term.interval) for c in cells[:_SHOWN]))
    why = f"表“{where}”“{row}”为{cells[0].text}" if cells else f"与表“{where}”“{row}”的对应不够确定"
    return Tried(
        kind=FindingKind.NARRATIVE_TABLE,
        relation="equal",
        status=status,
        span=term.span,
        why="".join(why.split()),
        roles=roles,
        severity=level,
        computation=f"{term.text} ≠ {cells[0].text}" if level else "",
        message="".join(f"文字写{{stated}}，表“{where}”中“{row}”为{cells[0].text if cells else ''}".split()),
        certainty=_confidence(one),
        rule="link.cell",
    )
