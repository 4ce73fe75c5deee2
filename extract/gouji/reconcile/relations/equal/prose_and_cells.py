"""Links and what they tell: each linked amount of the prose against its cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.language import rules
from gouji.narrative.model import Claim
from gouji.reconcile.diagnosis import TELLING, slipped
from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.equal import discrepancy, gravity, tied
from gouji.reconcile.kernel.relation import Tried, doubted, printed, same, table_name
from gouji.reconcile.model import Link, Severity, Status
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context, main_funds
from gouji.reconcile.statements.links.linker import RULES, Linked, cut_short
from gouji.reconcile.statements.terms import Term

_CODE = "link.cell"
_SHOWN = 4  # cells that one relation names
_VALUES = 2  # values of the best cells, at most, that leave no doubt
_UNIT = frozenset({"unit_slip"})
_INSTEAD = 0.35  # certainty that two quantities which are usually the same are meant to be


def to_links(context: Context, linked: list[Linked]) -> tuple[Link, ...]:
    """Links of the contract: every cell that fits and agrees, else the best cell, one printed in full before others."""
    found = []
    for one in linked:
        term = context.value(one.claim)
        assert term is not None
        for named in shown(one):
            cell = named.fact
            found.append(Link(term.id, cell.id, term.span, cell.span, bool(one.agreeing), _confidence(one), one.source))
    return tuple(found)


def shown(one: Linked) -> tuple[Named, ...]:
    """The cells that a link is told to reach."""
    return one.agreeing or (_fullest(one),)


def _fullest(one: Linked) -> Named:
    """The best cell; another of them where that prints only the first digits of what the other does."""
    first, *others = one.cells
    digits = _digits(first)
    if "." not in digits:
        return first
    return next((other for other in others if _continues(digits, _digits(other))), first)


def _digits(named: Named) -> str:
    return f"{named.fact.figure.value:f}"


def _continues(digits: str, longer: str) -> bool:
    return len(longer) > len(digits) and longer.startswith(digits)


def _confidence(one: Linked) -> float:
    if one.likely is not None:
        return round(one.likely, 2)
    return round(min(0.99, 0.4 + one.score / 15 + 0.1 * bool(one.agreeing)), 2)


@relation(_CODE)
def prose_against_cells(context: Context, linked: list[Linked]) -> Iterator[Tried]:
    """Each linked amount against its cell."""
    for one in linked:
        term = context.value(one.claim)
        assert term is not None
        yield _agreeing(context, one, term) if one.agreeing else _missing(context, one, term)


def _agreeing(context: Context, one: Linked, term: Term) -> Tried:
    """An amount that its cells repeat; a cell that lost its last digits is not readable."""
    cells = [context.terms[n.fact.id] for n in one.agreeing]
    cut = cut_short(term, cells[0]) and not tied(term, cells[0])
    tried = _tried(one, term, cells[:_SHOWN], None)
    return replace(tried, status=Status.UNREADABLE) if cut or discrepancy(term, cells[0]) else tried


def _missing(context: Context, one: Linked, term: Term) -> Tried:
    """An amount that no cell repeats: it accuses by a slip of the hand, or where no doubt is left which cell is meant.

    What only the model links accuses nobody.
    """
    cells = [context.terms[n.fact.id] for n in one.cells]
    tried = _tried(one, term, cells, gravity(term, cells[0]))
    if one.source == RULES and _accuses(context, one, tried):
        return tried
    return doubted(tried, f"与{_where(one)}的对应不够确定", f"name {one.claim.name.core or one.claim.name}")


def _accuses(context: Context, one: Linked, tried: Tried) -> bool:
    return slipped(tried, _telling(context, one)) or _certain(context, one)


def _telling(context: Context, one: Linked) -> frozenset[str]:
    """The slips that let a loose link accuse: between one fund or extent and another only a wrong unit does.

    By chance, different quantities of about one size are a digit or a decimal place apart now and then, but hardly
    ever exactly a myriad times each other.
    """
    same_extent = one.claim.name.extent == one.cells[0].name.extent
    return TELLING if same_extent and _same_fund(context, one) else _UNIT


def _same_fund(context: Context, one: Linked) -> bool:
    """Whether an amount and its cell are of one fund, or of a quantity that is one whatever fund is named."""
    core, cell = one.claim.name.core, one.cells[0]
    if _fundless(context, one.claim):
        return True
    funds = {context.fund(one.claim), cell.fund}
    return len(funds) == 1 or all(context.fund_neutral(core, cell.side, f) for f in funds)


def _fundless(context: Context, claim: Claim) -> bool:
    """Whether a quantity is one whatever fund is named. It then has parts of no fund either."""
    if context.fundless(claim.name.core):
        return True
    whole = context.whole_of.get(claim.figures["value"])
    return whole is not None and context.fundless(whole.name.core)


def _certain(context: Context, one: Linked) -> bool:
    """Whether the words are sure, and the cells leave no doubt which one is meant."""
    if one.score < rules.load("links").data["weights"]["sure"]:
        return False
    another = _share_of_item(context, one) or _of_all_funds(one)
    return not another and _one_quantity(context, one)


def _share_of_item(context: Context, one: Linked) -> bool:
    """Whether a known term stands in what is said of an item, and is that item's share of it."""
    if not one.claim.name.known:
        return False
    return any(within.name.core and not within.name.known for within in context.within(one.claim))


def _of_all_funds(one: Linked) -> bool:
    """Whether the cell is of all funds, and the total of a smaller one is asked for: its own cell may be blank."""
    name, cell = one.claim.name, one.cells[0]
    total_of_fund = bool(name.fund) and not name.core
    return total_of_fund and not cell.fund and name.fund not in main_funds()


def _one_quantity(context: Context, one: Linked) -> bool:
    """Whether the cells state few values, and no column of a table states two for one row."""
    stated = {((n.table.id, n.fact.column_index, n.fact.row), context.terms[n.fact.id].figure.base) for n in one.cells}
    values, places = {base for _, base in stated}, {place for place, _ in stated}
    return len(values) <= _VALUES and len(places) == len(stated)


def _bound(term: Term, cells: list[Term], level: Severity | None) -> list[Term]:
    """The cells that tell an amount's true value: none that lost digits, and the best alone where they differ."""
    return [c for c in cells[: 1 if level else _SHOWN] if not cut_short(term, c)]


def _where(one: Linked) -> str:
    best = (one.agreeing or one.cells)[0]
    row = "/".join("".join(t.split()) for t in (*best.fact.row[-1:], *best.fact.column[-1:]))
    return f"{table_name(best.table)}“{row}”"


def _tried(one: Linked, term: Term, cells: list[Term], level: Severity | None) -> Tried:
    where, figure = _where(one), printed(cells[0])
    return attempt(
        _CODE,
        term.span,
        level,
        roles=(same(term, "value", cells[0]), *(same(c, "cell", term) for c in cells[:_SHOWN])),
        why=f"{where}为{figure}",
        computation=f"{printed(term)} ≠ {figure}" if level else "",
        says={"where": where, "figure": figure},
        certainty=_INSTEAD if one.instead else _confidence(one),
        linear=tuple(row for c in _bound(term, cells, level) for row in tied(term, c)),
        rule=_CODE,
    )
