"""Forms of lists: the words by which prose goes from a total to its parts, and all amounts between."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence

from gouji.claims import Label, Relation
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

_OF_FIGURES = ".,，%％"
_STOP = "。"


def form_of(context: Context, whole: Term, first: Term) -> str:
    """The words from a total to the name of its first part (，具体包括：) without figures; "" where no word is."""
    between = "".join(context.document.text[whole.span.end : first.span.start].split())
    name = context.called.get(first.id, "")
    words = between[: between.rfind(name)] if name and name in between else between
    form = "".join(c for c in words if not c.isdecimal() and c not in _OF_FIGURES)
    return form if any(map(str.isalpha, form)) else ""


def goes_on(context: Context, before: Term, part: Term) -> bool:
    """Whether a part stands in the sentence of the part before it."""
    return _STOP not in context.document.text[before.span.end : part.span.start]


class Amounts:
    """The amounts of prose in order, but for those by which something changed and those that it changed from."""

    def __init__(self, context: Context) -> None:
        self._document = context.document
        changes = (c for c in context.claims if c.relation is Relation.CHANGE)
        changed = {figure for c in changes for role, figure in c.figures.items() if role in ("delta", "base")}
        amounts = (e for e in context.entities if e.label is Label.AMOUNT and e.id not in changed)
        self._placed = sorted((e.span.start, e.id) for e in amounts)

    def all_in(self, whole: Term, parts: Sequence[Term]) -> bool:
        """Whether every one of them from a total to its last part is one of these."""
        return self._only(whole, parts, max(p.span.end for p in parts))

    def all_below(self, whole: Term, parts: Sequence[Term]) -> bool:
        """Whether that is so up to the end of the paragraph: none stands behind that a stray full stop cut off."""
        last = max(parts, key=lambda p: p.span.end)
        block = self._document.block_at(last.span.start)
        return self._only(whole, parts, block.span.end if block else last.span.end)

    def _only(self, whole: Term, parts: Sequence[Term], end: int) -> bool:
        here = self._placed[bisect(self._placed, (whole.span.start, "")) : bisect(self._placed, (end, ""))]
        return {entity for _, entity in here} <= {whole.id, *(p.id for p in parts)}
