"""Sentences that say that a department has no units below it, and the counts of such units that others state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Span
from gouji.language import rules
from gouji.language.view import make_view
from gouji.narrative.counts import PassageCount
from gouji.reconcile.statements.document_index import Context


@dataclass(frozen=True, slots=True)
class Subordinates:
    """A count of the units below a department, and the sentence that denies that there are any."""

    count: PassageCount
    denied: Span


def denied_subordinates(context: Context) -> Iterator[Subordinates]:
    """The counts of units below the department where a sentence says that it has none; in order."""
    denied = next(_denials(context), None)
    if denied is None:
        return
    symbol, rule = rules.load("counts").data["counted"]["offices"], rules.load("counts")["count.subordinates"]
    for count in context.counts:
        if count.row is None and count.symbol == symbol and rule.search(f"{count.before}|{count.after}"):
            yield Subordinates(count, denied)


def _denials(context: Context) -> Iterator[Span]:
    """Where the document says of its own department that no unit stands below it."""
    rule = rules.load("counts")["count.no_subordinates"]
    for block in context.document.prose:
        view = make_view(context.document.text, block.span.start, block.span.end, block.holes)
        yield from (view.span(*match.span()) for match in rule.finditer(view.text))
