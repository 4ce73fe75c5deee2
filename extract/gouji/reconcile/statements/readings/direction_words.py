"""Direction words (增加, 下降): which stands before a figure, and which would be right in place of a wrong one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.claims import Entity, Relation
from gouji.document import Document, Span
from gouji.figures import Kind
from gouji.language import rules
from gouji.language.view import make_view
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

OTHER = {"up": "down", "down": "up"}


@dataclass(frozen=True, slots=True)
class Word:
    """The word that says whether the figure behind it went `up` or `down`."""

    span: Span
    text: str
    direction: str


def word_of(context: Context, term: Term) -> Word | None:
    """The direction word right before a figure of prose, None where there is none."""
    block = context.document.block_at(term.span.start)
    kind = _kind(term)
    if block is None or kind is None:
        return None
    view = make_view(context.document.text, block.span.start, term.span.start)
    text = view.text.rstrip("：: ")
    for rule in rules.load("roles").of(of="money" if kind is Kind.MONEY else "percent"):
        match = rule.search(text) if rule.yields.get("direction") in OTHER else None
        if match:
            group = "cue" if match["cue"] else 0
            return Word(view.span(*match.span(group)), match[group], rule.yields["direction"])
    return None


def word_before_reason(context: Context, reason: Entity | None) -> Word | None:
    """The word that says which way the change went that a reason explains (减少的主要原因); None where none does."""
    block = context.document.block_at(reason.span.start) if reason else None
    if reason is None or block is None:
        return None
    view = make_view(context.document.text, block.span.start, reason.span.start, block.holes)
    for rule in rules.load("causes"):
        match = rule.search(view.text) if rule.yields.get("direction") in OTHER else None
        if match:
            return Word(view.span(*match.span("said")), match["said"], rule.yields["direction"])
    return None


def unmade_choices(document: Document) -> Iterator[Span]:
    """Where prose offers both directions of a change (增加（减少）3万元), in order."""
    rule = rules.load("roles")["role.unmade_choice"]
    for block in document.prose:
        view = make_view(document.text, block.span.start, block.span.end, block.holes)
        for match in rule.finditer(view.text):
            yield view.span(*match.span())


def _kind(term: Term) -> Kind | None:
    return term.figure.unit.kind if term.figure.unit else None


def right_word(context: Context, term: Term, word: Word) -> str:
    """What a wrong direction word should be: the opposite that the document mostly uses, else the usual opposite."""
    usual: str = rules.load("roles").data["opposite"].get(word.text, word.text)
    others = (w for w in _words(context, term) if w.span != word.span)
    said = Counter(w.text for w in others if w.direction != word.direction)
    return max(said, key=lambda w: (said[w], w == usual), default=usual)


def _words(context: Context, like: Term) -> Iterator[Word]:
    """The direction words before figures of the same kind (amounts, rates)."""
    changes = (c for c in context.claims if c.relation is Relation.CHANGE)
    for claim in changes:
        for role in ("delta", "rate"):
            term = context.terms.of(claim, role)
            alike = term is not None and _kind(term) is _kind(like)
            word = word_of(context, term) if term and alike else None
            if word:
                yield word
