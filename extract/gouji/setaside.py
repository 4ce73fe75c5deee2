"""Sets aside the paragraph or table that a rule does not get through in time: the rest of the document is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from gouji.document import Block, Document, Span, Table, Unread, Zone
from gouji.language.rules import RuleTimeout
from gouji.language.view import fold
from gouji.printed import visible

T = TypeVar("T")
Part = tuple[Block | Table, str]  # what may be set aside, with a text of its

_PIECE = 30  # characters by which a text is found that was put together from several


def finished(document: Document, step: Callable[[Document], T]) -> tuple[T, Document]:
    """What a step makes of the document, and the document it was made of: without what took too long.

    Each part set aside is one more of `Document.unread`. Raises RuleTimeout when the text is of no single part.
    """
    while True:
        try:
            return step(document), document
        except RuleTimeout as late:
            document = _without(document, late)


def until_late(document: Document, found: Iterable[T], late: Callable[[Span, str], None]) -> Iterator[T]:
    """What is found until a rule takes too long on a text of the document: `late` is then told where and why."""
    try:
        yield from found
    except RuleTimeout as exc:
        late(place(document, exc), why(exc))


def place(document: Document, late: RuleTimeout) -> Span:
    """Where the text stands on which a rule took too long: its paragraph or table; the start when it cannot be told."""
    found = _part(document, late.text)
    return found.span if found else Span(0, 0)


def why(late: RuleTimeout) -> str:
    return f"规则{late.rule}超时，未能读取"


def _without(document: Document, late: RuleTimeout) -> Document:
    found = _part(document, late.text)
    if found is None:
        raise late
    blocks = tuple(block for block in document.blocks if not found.span.holds(block.span))
    tables = tuple(_emptied(table) if table is found else table for table in document.tables)
    told = Unread(found.span, why(late))
    return replace(document, blocks=blocks, tables=tables, unread=(*document.unread, told))


def _emptied(table: Table) -> Table:
    """A table that states nothing and keeps its number."""
    return replace(table, rows=(), header_rows=0, title="", span=Span(table.span.start, table.span.start))


def _part(document: Document, text: str) -> Block | Table | None:
    """The paragraph or table with this text; blanks and widths do not count, for rules see texts without them."""
    sought = _bare(text)
    if not sought:
        return None
    parts = list(_parts(document))
    whole = (part for part, told in parts if told == sought)
    return next(chain(whole, _holding(parts, sought), _holding(parts, _middle(sought))), None)


def _middle(text: str) -> str:
    middle = len(text) // 2
    return text[max(0, middle - _PIECE // 2) : middle + _PIECE // 2]


def _holding(parts: Iterable[Part], sought: str) -> Iterator[Block | Table]:
    return (part for part, told in parts if sought in told)


def _parts(document: Document) -> Iterator[Part]:
    """Paragraphs, cells, whole tables, each with its text as rules may see it."""
    for block in document.blocks:
        if block.zone is not Zone.TABLE:
            yield block, _bare(document.slice(block.span))
    tables = [table for table in document.tables if table.rows]
    for table in tables:
        yield from ((table, _bare(cell.text)) for cell in chain.from_iterable(table.rows))
    for table in tables:
        yield table, _bare(document.slice(table.span))


def _bare(text: str) -> str:
    return "".join(fold(visible(text)).split())
