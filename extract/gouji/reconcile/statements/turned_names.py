"""Names of the tables' items that prose prints with two words changed over: 一般行政事务管理 for 一般行政管理事务."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.document import PROSE, Span, Zone
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
    read = [block for block in context.document.blocks if block.zone in _READ]
    views = [make_view(context.document.text, b.span.start, b.span.end, b.holes) for b in read]
    turned = dict(_turned(context, "\n".join(view.text for view in views)))
    if not turned:
        return
    names = {p.name for p in context.codes.printed if len(p.name) >= _LONG}
    for view in views:
        yield from _of_block(view, turned, names)


def _of_block(view: View, turned: dict[str, Printed], names: set[str]) -> Iterator[WrongItem]:
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


def _turned(context: Context, text: str) -> Iterator[tuple[str, Printed]]:
    """The names that two words changed over make of those of the tables; a text has them, and nothing is called so."""
    made = {other: printed for printed in context.codes.printed for other in _changed_over(printed.name)}
    told = {other: printed for other, printed in made.items() if other in text}
    known = {classification.key(item.name) for item in classification.items()} if told else ()
    for other, printed in told.items():
        key = classification.key(other)
        if not context.codes.called(key) and not any(key in one for one in known):
            yield other, printed


def _changed_over(name: str) -> Iterator[str]:
    """A long name with every two words beside each other changed over."""
    for at in range(len(name) - 2 * _WORD + 1) if len(name) >= _LONG else ():
        middle, end = at + _WORD, at + 2 * _WORD
        other = name[:at] + name[middle:end] + name[at:middle] + name[end:]
        if other != name:
            yield other
