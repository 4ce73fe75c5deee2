"""Forms of lists: the words by which prose goes from a total to its parts, and all amounts between."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise, takewhile

from gouji.claims import Label, Relation
from gouji.language import rules
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

_OF_FIGURES = ".,，%％"
_STOP = "。"
_SEMICOLONS = frozenset("；;")
_BEFORE = 2  # characters before the word that opens a list, which tell 主要包括 from 具体包括


def forms_of(context: Context, whole: Term, first: Term) -> frozenset[str]:
    """The words from a total to the name of its first part, without figures, and those that open its list among them.

    None where no word stands between (本年支出8万元，（一）…).
    """
    between = "".join(context.document.text[whole.span.end : first.span.start].split())
    name = context.called.get(first.id, "")
    words = between[: between.rfind(name)] if name and name in between else between
    forms = {"".join(c for c in words if not c.isdecimal() and c not in _OF_FIGURES), _opening(between)}
    return frozenset(form for form in forms if any(map(str.isalpha, form)))


def _opening(words: str) -> str:
    """The word that opens a list, with what stands right before it (主要包括, 具体包括) or the stop that it follows.

    '' for one that follows a comma: 其中 there opens any list, of all parts or of some.
    """
    opener = rules.load("clauses")["clause.of_which"].search(words)
    if opener is None:
        return ""
    before = "".join(takewhile(str.isalpha, reversed(words[: opener.start()])))[:_BEFORE]
    if words[: opener.start()].endswith(_STOP):
        return _STOP + opener[0]
    return "".join(filter(str.isalpha, before[::-1] + opener[0])) if before else ""


def goes_on(context: Context, before: Term, part: Term) -> bool:
    """Whether a part stands in the sentence of the part before it."""
    return _STOP not in context.document.text[before.span.end : part.span.start]


def has_semicolon(words: str) -> bool:
    return not _SEMICOLONS.isdisjoint(words)


def begins_clause(context: Context, parts: Sequence[Term], n: int) -> bool:
    """Whether a part is the first of its sentence behind a semicolon: it may be of another clause."""
    marks = [context.document.text[a.span.end : b.span.start] for a, b in pairwise(parts[: n + 1])]
    *before, last = map(has_semicolon, marks)
    return bool(before) and last and not any(before) and _STOP not in "".join(marks)


class Amounts:
    """The amounts of prose in order, but for those by which something changed and those that it changed from."""

    def __init__(self, context: Context) -> None:
        self._document = context.document
        changes = (c for c in context.claims if c.relation is Relation.CHANGE)
        changed = {figure for c in changes for role, figure in c.figures.items() if role in ("delta", "base")}
        amounts = (e for e in context.entities if e.label is Label.AMOUNT and e.id not in changed)
        self._placed = sorted((e.span.start, e.id) for e in amounts)
        self._below: dict[str, set[str]] = defaultdict(set)
        for claim in context.claims:
            if claim.relation is Relation.PART_OF:
                self._below[claim.figures["whole"]] |= {*claim.figures.values()}

    def all_in(self, whole: Term, parts: Sequence[Term]) -> bool:
        """Whether every one of them from a total to its last part is one of these, or of the lists that divide them."""
        return self._only(whole, parts, max(p.span.end for p in parts))

    def all_below(self, whole: Term, parts: Sequence[Term]) -> bool:
        """Whether that is so up to the end of the paragraph: none stands behind that a stray full stop cut off."""
        last = max(parts, key=lambda p: p.span.end)
        block = self._document.block_at(last.span.start)
        return self._only(whole, parts, block.span.end if block else last.span.end)

    def _only(self, whole: Term, parts: Sequence[Term], end: int) -> bool:
        here = self._placed[bisect(self._placed, (whole.span.start, "")) : bisect(self._placed, (end, ""))]
        return {entity for _, entity in here} <= self._with_lists({whole.id, *(p.id for p in parts)})

    def _with_lists(self, figures: set[str]) -> set[str]:
        """Figures with those of the lists that divide them, and of the lists that divide these."""
        found, new = set(figures), figures
        while new:
            new = set[str]().union(*(self._below.get(figure, ()) for figure in new)) - found
            found |= new
        return found
