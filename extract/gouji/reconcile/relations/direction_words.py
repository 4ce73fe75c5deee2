"""Direction words (增加, 下降): the word before a figure against what the figures say, and the word that is right."""

from __future__ import annotations

from dataclasses import replace

from gouji.figures import Interval, Kind
from gouji.reconcile.kernel.catalogue import load
from gouji.reconcile.kernel.relation import Role, Tried, printed
from gouji.reconcile.model import Severity, Status, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.direction_words import right_word, word_of
from gouji.reconcile.statements.terms import Term

_CODE = "direction.word"


def is_turned(term: Term, allowed: Interval | None) -> bool:
    """Whether what a figure should be is what is printed, with the sign turned round."""
    if allowed is None or term.zero:
        return False
    opposite = allowed.hi < 0 < term.figure.value
    return opposite and term.interval.meets(-allowed)


def turned(context: Context, tried: Tried, term: Term) -> Tried:
    """The violation that a direction word is wrong, where the figure itself fits; else the relation as it is."""
    word = word_of(context, term)
    if word is None:
        return tried
    right, entry = right_word(context, term, word), load()[_CODE]
    first = Role(term, "delta" if _is_amount(term) else "rate")
    return replace(
        tried,
        kind=entry.kind,
        relation=entry.relation,
        status=Status.VIOLATED,
        severity=Severity.MATERIAL,
        span=word.span,
        roles=(first, *(replace(r, allowed=None) for r in tried.roles if r.term.id != term.id)),
        message=say(_CODE, figure=printed(term), right=right),
        code=_CODE,
        diagnosis="direction_word",
        linear=(),
        doubtful=False,
        fixed=True,
        reworded=right,
    )


def _is_amount(term: Term) -> bool:
    return term.figure.unit is None or term.figure.unit.kind is Kind.MONEY
