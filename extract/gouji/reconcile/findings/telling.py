"""How a finding is told: as codes with arguments, which `render` puts into Chinese or English.

Nothing is decided on rendered words. What a finding says is in `Told`; the sentences are in `patterns/relations.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.places import Place
from gouji.reconcile.findings.grounds import Grounds, tells
from gouji.reconcile.findings.whereabouts import Whereabouts
from gouji.reconcile.kernel.catalogue import Catalogue, load
from gouji.reconcile.kernel.relation import Role, Tried, printed, show
from gouji.reconcile.model import Sentence, Severity, Told, Words, say
from gouji.reconcile.solving.disputed_figures import Disputed
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

_NAMES_TABLES = frozenset({"table", "other", "others"})  # arguments of sentences
_MOST = 2  # figures, and steps of the arithmetic, that one sentence adds
_ALONG = 2  # figures that are off by the same error, of which one line has room for the names


def told(context: Context, grounds: Grounds, expected: str, diagnosis: str, slip: Sentence | None) -> Told:
    """What a finding says: where, what is written, what contradicts it, what it should be.

    Parameters
    ----------
    expected : what should stand there, as printed; '' where that is not known.
    diagnosis : the code of the likely slip; '' where none is known.
    slip : the slip with what was confused with what; None where the relation tells it itself.
    """
    where = Whereabouts(context, grounds)
    sentence = _filled(where, grounds, _sentence(grounds, expected), expected)
    return Told(
        place=where.place,
        section=where.section,
        cell=where.cell,
        stated=printed(grounds.role.term) if grounds.role else squeezed(context.document.slice(grounds.span)),
        sentence=sentence,
        clauses=tuple(_clauses(where, grounds, sentence, expected, slip)),
        computation=tuple(_computation(where, grounds)),
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
    if told.cell is not None:
        named = words.words(told.cell, language)
    else:
        named = words.render(say("finding.section", section=told.section), language) if told.section else ""
    where = words.render(say("finding.at", place=place, named=named), language) if place and named else place or named
    return words.render(say("finding.place", place=where), language) if where else ""


def _computed(words: Catalogue, told: Told, language: str) -> str:
    steps = words.render(say("list.steps"), language).join(words.words(s, language) for s in told.computation)
    return words.render(say("finding.computation", computation=steps), language) if steps else ""


def _likely(words: Catalogue, told: Told, language: str) -> str:
    """What was confused with what."""
    return words.render(say("finding.likely", slip=told.slip), language) if told.slip else ""


def _sentence(grounds: Grounds, expected: str) -> Sentence:
    """The sentence of the relation as the disputed figure has it; or that its figures only together cannot be true."""
    main, role = grounds.main, grounds.role
    if main.message is None or (not grounds.alone and not main.misses):
        return say("finding.follows" if grounds.computes else "finding.jointly")
    if role is None or role.term.id == main.roles[0].term.id:
        return main.message
    if main.message and "limited" in main.message:
        return say("finding.turned.limit", limited=main.message["limited"], other=printed(main.roles[0].term))
    if not expected:
        return main.message
    return _from_its_side(main, role, expected)


def _from_its_side(main: Tried, role: Role, expected: str) -> Sentence:
    """What a relation says of a figure that is not its first: of an amount by its rate, of a part by its total."""
    first = printed(main.roles[0].term)
    kernel = load()[main.code].kernel
    if kernel == "equal":
        return _equal_from_its_side(main, role, expected)
    if kernel == "rate":
        return say("finding.turned.rate", expected=expected, rate=first)
    if main.message and "count" in main.message:
        return say("finding.turned.sum", expected=expected, total=first, sum=main.message["expected"])
    return say("finding.turned", expected=expected, other=first)


def _equal_from_its_side(main: Tried, role: Role, expected: str) -> Sentence:
    """What two figures that should be equal say of the second; its place names a cell, the relation may name prose.

    A sentence that leaves the name of its figure open says the same of both.
    """
    if main.message and "of" in load().template(main.message.code).places:
        return main.message
    if not role.term.cell and main.message and "subject" in main.message:
        return say("finding.turned.subject", subject=main.message["subject"], expected=expected)
    return say("finding.turned.equal", expected=expected)


def _filled(where: Whereabouts, grounds: Grounds, sentence: Sentence, expected: str) -> Sentence:
    """A sentence with the places that only the finding knows: what should stand there, and beside which figure."""
    places = load().template(sentence.code).places
    known = dict(sentence.arguments)
    if "expected" in places and expected:
        known["expected"] = expected
    if "where" in places and "where" not in known:
        known["where"] = where.counterpart(expected)
    if "of" in places:
        known["of"] = where.named
    if "comes" in places:
        known["comes"] = say("sum.is" if grounds.disputed.confirmed else "sum.should")
    return Sentence(sentence.code, tuple(known.items()))


def _clauses(
    where: Whereabouts, grounds: Grounds, sentence: Sentence, expected: str, slip: Sentence | None
) -> Iterator[Sentence]:
    """What is added to the sentence of the relation."""
    one, terms = grounds.disputed, where.context.terms
    if grounds.severity is Severity.ROUNDING:
        yield say("finding.rounding")
    if expected and expected not in dict(sentence.arguments).values():
        yield say("finding.expected", expected=expected)
    if one.confirmed:
        yield say(_borne_out(terms[one.term], grounds, slip))
    elif one.open:
        yield say("finding.open")
    if one.along:
        yield _along(where, one.along)
    ties = tuple(printed(terms[i]) for i in one.ties[:_MOST] if i in terms)
    if ties:
        yield say("finding.tied", figures=ties)


def _borne_out(total: Term, grounds: Grounds, slip: Sentence | None) -> str:
    """The phrase that a total is right: its parts are then wrong, missing, or too many where they come to more."""
    allowed = grounds.role.allowed if grounds.role else None
    over = allowed is not None and allowed.lo > total.interval.hi
    return "finding.confirmed.slip" if slip else "finding.confirmed.over" if over else "finding.confirmed"


def _along(where: Whereabouts, others: Sequence[Disputed]) -> Sentence:
    """The figures that are off by the same error: one with what it should be, several by their names."""
    if len(others) == 1:
        return say("finding.along", figures=(_followed(where, others[0]),))
    figures = tuple(where.told(where.context.terms[other.term]) for other in others[:_ALONG])
    if len(others) == _ALONG:
        return say("finding.along", figures=figures)
    return say("finding.along.many", figures=figures, count=len(others))


def _followed(where: Whereabouts, other: Disputed) -> Sentence:
    """A figure that is off by the same error, and what it should be."""
    term = where.context.terms[other.term]
    if other.confirmed or not tells(other, other.group):
        return say("finding.along.bare", figure=where.told(term))
    expected = show(other.allowed.mid, term) if other.allowed else ""
    return say("finding.along.one", figure=where.told(term), expected=expected)


def _computation(where: Whereabouts, grounds: Grounds) -> Iterator[Words]:
    """The arithmetic of the relation and where its other figures stand; or that of what only together contradicts.

    What rounding explains is told in short: there are many of them, and none is acted on.
    """
    main = grounds.main
    if grounds.severity is Severity.ROUNDING:
        return
    if not main.misses:
        yield from dict.fromkeys(t.computation or t.why for t in grounds.disputed.joint[:_MOST])
        return
    if main.steps:
        yield main.steps
    kernel = load()[main.code].kernel
    if kernel != "equal" and (kernel != "wording" or main.steps):
        named = main.message is not None and not _NAMES_TABLES.isdisjoint(dict(main.message.arguments))
        yield from where.elsewhere(main.roles, named)


def squeezed(text: str) -> str:
    """A text without its blanks and line breaks."""
    return "".join(text.split())
