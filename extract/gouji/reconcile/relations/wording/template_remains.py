"""Remains of a template, slips of the pen, words and sentences printed twice: what no finished text has."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.document import Span
from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.printed_twice import doubled_words, sentences_twice
from gouji.reconcile.statements.readings.template_remains import Remains, remains

_WORD, _SENTENCE = "wording.word_again", "wording.sentence_again"


@relation(
    "wording.placeholder",
    "wording.blank_reason",
    "wording.blank_use",
    "wording.marks_twice",
    "wording.mark_for_sign",
    "wording.stop_before_amount",
    "wording.word_twice",
    "wording.choice",
    "wording.instruction",
    "wording.misspelt",
    "wording.figure_missing",
    "wording.denial_missing",
    "wording.contradicting",
    _WORD,
    _SENTENCE,
)
def template_remains(context: Context) -> Iterator[Tried]:
    """What needs no proof; words printed twice that the document has once elsewhere; sentences printed twice."""
    told: list[Span] = []
    for found in remains(context):
        told.append(found.span)
        yield _remains(found)
    for twice, once in doubled_words(context):
        if not any(twice.overlaps(span) for span in told):
            told.append(twice)
            yield _doubled(context, twice, once)
    for again in sentences_twice(context):
        yield attempt(_SENTENCE, again, Severity.MINOR, why=say("why.sentence_again"))


def _remains(found: Remains) -> Tried:
    code, why = f"wording.{found.kind}", f"why.{found.kind}"
    told = say(why, meant=found.meant) if found.meant else say(why)
    return attempt(code, found.span, Severity(found.severity), why=told, rule=found.rule, reworded=found.meant)


def _doubled(context: Context, twice: Span, once: Span) -> Tried:
    words = context.document.slice(once)
    return attempt(
        _WORD,
        twice,
        Severity.MINOR,
        why=say("why.word_again", words=words),
        says={"words": words},
        extra=((once, words, "value"),),
    )
