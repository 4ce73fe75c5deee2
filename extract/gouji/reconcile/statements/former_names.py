"""Former names of items that prose gives alone, in a list or a sentence, without the 类, 款 and 项 above them."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.claims import Claim, Relation
from gouji.document import Span
from gouji.language import classification, rules
from gouji.language.view import make_view
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.item_names import WrongItem
from gouji.reconcile.statements.item_paths import Mention, tied_within

_LONG = 5  # characters; shorter names (文化) are words of the language


def former_names(context: Context) -> Iterator[WrongItem]:
    """Each name that a code had in another year, where its tables print another and its amount is what is said.

    A name that some item has in the year of the document is none.
    """
    for claim in context.told(Relation.LEVEL):
        code = _once(context, claim)
        if code:
            yield from _named(context, claim, code)


def _once(context: Context, claim: Claim) -> str:
    """The code of the tables that once had a claim's name; '' for none, and for names that are in use."""
    name = claim.name.core
    if claim.name.path or len(name) < _LONG or classification.codes_of(name, context.document.year):
        return ""
    if context.codes.called(classification.key(name)):
        return ""
    codes = [code for code in classification.codes_of(name) if code in context.codes.by_code]
    return codes[0] if len(codes) == 1 else ""


def _named(context: Context, claim: Claim, code: str) -> Iterator[WrongItem]:
    value = context.value(claim)
    span = _place(context, claim.name.core, value.span.start) if value else None
    if value and span and tied_within(context, value.span.start, value.span.end, code):
        mention = Mention(context.document.slice(span), len(code), span)
        yield WrongItem("former", mention, context.codes.by_code[code][0], claim.name.core)


def _place(context: Context, name: str, end: int) -> Span | None:
    """Where the words of a name stand last before an offset, in its paragraph, with the word that closes it."""
    block = context.document.block_at(end)
    if block is None:
        return None
    view = make_view(context.document.text, block.span.start, end, block.holes)
    at = view.text.rfind(name)
    if at < 0:
        return None
    more = rules.load("codes")["code.ending"].match(view.text, at + len(name))
    return view.span(at, more.end() if more else at + len(name))
