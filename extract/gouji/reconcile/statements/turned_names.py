"""Names of the tables' items that prose prints with two words changed over: 一般行政事务管理 for 一般行政管理事务."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.document import PROSE, Block, Span, Zone
from gouji.language import classification, rules
from gouji.language.view import View, make_view
from gouji.reconcile.statements.codebook import Printed
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.item_names import WrongItem
from gouji.reconcile.statements.item_paths import Mention

_READ = (*PROSE, Zone.GLOSSARY)
_LONG = 8  # characters; shorter names turned round are words of the language
_WORD = 2  # characters of a word


def turned_names(context: Context) -> Iterator[WrongItem]:
    """Each such name in a paragraph that is about items of the classification: another of them stands in it."""
    turned = dict(_turned(context))
    if not turned:
        return
    names = {p.name for p in context.codes.printed if len(p.name) >= _LONG}
    for block in context.document.blocks:
        if block.zone in _READ:
            yield from _of_block(context, block, turned, names)


def _of_block(context: Context, block: Block, turned: dict[str, Printed], names: set[str]) -> Iterator[WrongItem]:
    view = make_view(context.document.text, block.span.start, block.span.end, block.holes)
    for name, printed in turned.items():
        if name in view.text and _about_items(view, names):
            for span in _places(view, name):
                yield WrongItem("turned", Mention(name, len(printed.code), span), printed, printed.name)


def _about_items(view: View, names: set[str]) -> bool:
    path = rules.load("subjects")["subject.item_path"].search(view.text)
    return path is not None or any(name in view.text for name in names)


def _places(view: View, name: str) -> Iterator[Span]:
    at = view.text.find(name)
    while at >= 0:
        yield view.span(at, at + len(name))
        at = view.text.find(name, at + len(name))


def _turned(context: Context) -> Iterator[tuple[str, Printed]]:
    """The names that two words changed over make of those of the tables, where nothing is called so."""
    known = {classification.key(item.name) for item in classification.items()}
    for printed in context.codes.printed:
        name = printed.name
        for at in range(len(name) - 2 * _WORD + 1) if len(name) >= _LONG else ():
            middle, end = at + _WORD, at + 2 * _WORD
            other = name[:at] + name[middle:end] + name[at:middle] + name[end:]
            key = classification.key(other)
            if other != name and not context.codes.called(key) and not any(key in one for one in known):
                yield other, printed
