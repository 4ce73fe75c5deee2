"""How a finding is told: as codes with arguments, which `render` puts into Chinese or English.

Nothing is decided on rendered words. What a finding says is in `Told`; the sentences are in `patterns/relations.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from gouji.document import Document, Span
from gouji.places import Place
from gouji.reconcile.findings.grounds import Grounds
from gouji.reconcile.kernel.catalogue import Catalogue, load
from gouji.reconcile.kernel.relation import printed, show
from gouji.reconcile.model import Sentence, Told, Words, say
from gouji.reconcile.solving.disputed_figures import Disputed
from gouji.reconcile.statements.document_index import Context


def told(context: Context, grounds: Grounds, expected: str, diagnosis: str, slip: Sentence | None) -> Told:
    """What a finding says: where, what is written, what it should be, how that follows.

    Parameters
    ----------
    expected : what should stand there, as printed; '' where that is not known.
    diagnosis : the code of the likely slip; '' where none is known.
    slip : the slip with what was confused with what; None where the relation tells it itself.
    """
    stated = _stated(context, grounds)
    sentence = _sentence(grounds)
    return Told(
        place=context.document.places.at(grounds.span.start, grounds.span.end),
        section=_section(context.document, grounds.span),
        stated=stated,
        sentence=sentence,
        clauses=tuple(_clauses(context, grounds, sentence, expected)),
        computation=_computation(grounds),
        diagnosis=diagnosis,
        slip=slip,
    )


def render(told: Told, language: str = "zh") -> str:
    """The sentence an auditor can paste into a report.

    Parameters
    ----------
    language : `zh` or `en`. Names and headings of the document stay as they are.

    Raises
    ------
    KeyError : for an unknown language.
    """
    words = load()
    parts = {
        "place": _placed(words, told, language),
        "sentence": words.render(told.sentence, language, stated=told.stated),
        "clauses": "".join(words.render(clause, language) for clause in told.clauses),
        "computation": _computed(words, told, language),
        "slip": _likely(words, told, language),
    }
    return words.render(say("finding.told", **parts), language)


def place_in_words(words: Catalogue, place: Place, language: str) -> str:
    """A place of the file (附表.xlsx 支出表!C7, page 5); empty where the format has no places."""
    page = "" if place.page is None else words.render(say("finding.page", page=place.page), language)
    return " ".join(filter(None, (place.file, page, place.cell)))


def _placed(words: Catalogue, told: Told, language: str) -> str:
    place = place_in_words(words, told.place, language)
    if told.section:
        return words.render(say("finding.section", place=place, section=told.section), language).lstrip()
    return words.render(say("finding.place", place=place), language) if place else ""


def _computed(words: Catalogue, told: Told, language: str) -> str:
    steps = words.render(say("list.steps"), language).join(words.words(s, language) for s in told.computation)
    return words.render(say("finding.computation", computation=steps), language) if steps else ""


def _likely(words: Catalogue, told: Told, language: str) -> str:
    """What was confused with what."""
    return words.render(say("finding.likely", slip=told.slip), language) if told.slip else ""


def _stated(context: Context, grounds: Grounds) -> str:
    """What the relation calls into question as printed: its first figure where it misses, else the disputed one."""
    main, role = grounds.main, grounds.role
    if role is None:
        return squeezed(context.document.slice(main.span))
    return printed(main.roles[0].term if main.misses else role.term)


def _sentence(grounds: Grounds) -> Sentence:
    """The sentence of the relation, or that its figures only together cannot be true."""
    message = grounds.main.message
    if message is None or (not grounds.alone and not grounds.main.misses):
        return say("finding.follows" if grounds.computes else "finding.jointly")
    return message


def _clauses(context: Context, grounds: Grounds, sentence: Sentence, expected: str) -> Iterator[Sentence]:
    """What is added to the sentence of the relation."""
    one = grounds.disputed
    yield from _suspicion(grounds)
    if expected and not _corrects(grounds, sentence, expected):
        yield say("finding.expected", expected=expected)
    if one.along:
        yield say("finding.along", figures=tuple(_followed(context, other) for other in one.along))
    ties = tuple(printed(context.terms[i]) for i in one.ties if i in context.terms)
    if ties:
        yield say("finding.tied", figures=ties)


def _suspicion(grounds: Grounds) -> Iterator[Sentence]:
    """Which figure is suspected, where it is not the one that the sentence of the relation names."""
    role, main = grounds.role, grounds.main
    if role and not grounds.alone and main.misses:
        yield say("finding.still", figure=printed(role.term))
    elif grounds.disputed.open:
        yield say("finding.open")
    elif role and grounds.alone and role is not main.roles[0]:
        yield say("finding.suspect", figure=printed(role.term))


def _corrects(grounds: Grounds, sentence: Sentence, expected: str) -> bool:
    """Whether the sentence of the relation says already what should stand there."""
    return load().corrects(sentence) and (bool(grounds.main.reworded) or sentence["expected"] == expected)


def _followed(context: Context, other: Disputed) -> Sentence:
    """A figure that is off by the same error, and what it should be."""
    term = context.terms[other.term]
    expected = show(other.allowed.mid, term.figure, term.usual) if other.allowed else ""
    return say("finding.along.one", figure=printed(term), expected=expected)


def _computation(grounds: Grounds) -> tuple[Words, ...]:
    """The arithmetic of the relation, or that of all which only together contradict the figure."""
    if grounds.main.misses:
        return (grounds.main.computation,) if grounds.main.computation else ()
    return tuple(t.why for t in grounds.disputed.joint)


def _section(document: Document, span: Span) -> str:
    block = document.block_at(span.start)
    return squeezed(document.section_label(block.section)) if block else ""


def squeezed(text: str) -> str:
    """A text without its blanks and line breaks."""
    return "".join(text.split())
