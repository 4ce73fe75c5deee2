"""Lists of changes: what a whole changed by, and behind it what its parts changed by (其中甲增加…，乙减少…)."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.claims import Claim, Relation
from gouji.language import rules
from gouji.language.view import make_view
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

Told = tuple[Claim, Term]  # a change, and the amount of it


def change_lists(context: Context) -> Iterator[tuple[Told, list[Told]]]:
    """Each change behind which its sentence opens a list of two or more, with those."""
    whole: Told | None = None
    parts: list[Told] = []
    last: Told | None = None
    for told in _told(context):
        between = _between(context, last, told)
        if between is None or _opens(between):
            if whole and len(parts) > 1:
                yield whole, parts
            whole, parts = (last if between else None), []
        if whole:
            parts.append(told)
        last = told
    if whole and len(parts) > 1:
        yield whole, parts


def _told(context: Context) -> list[Told]:
    """The changes that are told in an amount and a direction, in the order of the text."""
    changes = (c for c in context.claims if c.relation is Relation.CHANGE and c.direction in ("up", "down"))
    found = [(c, context.terms.of(c, "delta")) for c in changes if not c.aside]
    return sorted(((c, term) for c, term in found if term), key=lambda told: told[1].span)


def _between(context: Context, last: Told | None, told: Told) -> str | None:
    """The words between two amounts of one sentence; None where they stand in two."""
    if last is None:
        return None
    begin, end = last[1].span.end, told[1].span.start
    block = context.document.block_at(end)
    if block is None or begin < block.span.start or begin > end:
        return None
    words = make_view(context.document.text, begin, end).text
    return None if "。" in words else words


def _opens(words: str) -> bool:
    return rules.load("clauses")["clause.of_which"].search(words) is not None
