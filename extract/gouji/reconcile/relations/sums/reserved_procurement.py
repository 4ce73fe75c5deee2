"""Government procurement from small firms: what they won, reserved for them or not, is part of all procurement."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.figures import ZERO
from gouji.language import rules
from gouji.reconcile.kernel.relation import Role, Tried, bare, printed, show
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term


def reserved_procurement(context: Context) -> Iterator[Tried]:
    """Each amount won outside the reserved projects, together with the one won inside, against all procurement."""
    data = rules.load("links")
    inside: Term | None = None
    for term in context.terms.prose:
        if not term.figure.unit:
            continue
        lead = context.lead(term)
        if data["link.procurement_reserved"].search(lead):
            inside = term
        elif inside and data["link.procurement_other"].search(lead):
            if whole := _procurement(context, term):
                yield _tried(whole, inside, term)
            inside = None


def _procurement(context: Context, term: Term) -> Term | None:
    """The last amount of all procurement before a figure."""
    levels = [c for c in context.levels if c.name.core == "政府采购" and c.span.end <= term.span.start]
    return context.value(levels[-1]) if levels else None


def _tried(whole: Term, inside: Term, outside: Term) -> Tried:
    together = inside.interval + outside.interval
    holds = together.lo <= whole.interval.hi
    rest = whole.interval - inside.interval
    expected = show(max(rest.mid, ZERO), outside.figure, outside.usual)
    return Tried(
        kind=FindingKind.SUM,
        relation="procurement",
        status=Status.HOLDS if holds else Status.VIOLATED,
        span=outside.span,
        why=f"{bare(inside)} + {bare(outside)} 与采购总额{printed(whole)}",
        roles=(Role(outside, "part", said=expected), Role(inside, "part"), Role(whole, "total")),
        severity=None if holds else Severity.MATERIAL,
        computation=f"{bare(whole)} − {bare(inside)} = {expected}",
        message=f"政府采购总额为{printed(whole)}，其中预留项目已占{printed(inside)}，其他项目写{{stated}}，至多应为{expected}",
        certainty=0.8,
        rule="procurement.parts",
        fixed=True,
    )
