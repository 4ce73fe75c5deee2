"""Paragraphs too long to be read at once, in pieces that end where sentences do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from gouji.document import Block, Document, Span, Unread, Zone

LONGEST = 30_000  # characters that are read at once: patterns run on a text in more than the time of its length
_PIECE = 5_000  # characters of a piece, where sentences are no longer
_ENDS = regex.compile(r"[。！？；\n]")  # after any of which a sentence begins


def in_pieces(document: Document) -> Document:
    """The document with its endless paragraphs cut at ends of sentences.

    What has no such end within reach is debris, and unread: nobody writes such a sentence.
    """
    if not any(map(_is_endless, document.blocks)):
        return document
    pieces = [piece for block in document.blocks for piece in _pieces(document.text, block)]
    unread = (_unread(piece.span) for piece in filter(_is_endless, pieces))
    return replace(document, blocks=tuple(map(_readable, pieces)), unread=(*document.unread, *unread))


def _readable(piece: Block) -> Block:
    """The piece as it is, or debris where it is still endless."""
    return replace(piece, zone=Zone.DEBRIS) if _is_endless(piece) else piece


def _unread(span: Span) -> Unread:
    return Unread(span, f"一段文字连续{len(span)}字没有句末标点，未能读取")


def _is_endless(block: Block) -> bool:
    return block.zone is Zone.NARRATIVE and len(block.span) > LONGEST


def _pieces(text: str, block: Block) -> Iterator[Block]:
    """The block as it is, or the sentences of an endless one, as many together as may be read at once."""
    if not _is_endless(block):
        yield block
        return
    start = end = block.span.start
    cuts = [match.end() for match in _ENDS.finditer(text, start, block.span.end)]
    for cut in (*cuts, block.span.end):
        if cut - start > _PIECE and end > start:
            yield _part(block, start, end)
            start = end
        end = cut
    if end > start:
        yield _part(block, start, end)


def _part(block: Block, start: int, end: int) -> Block:
    """The part of a block; a hole belongs to the part in which it begins and ends."""
    span = Span(start, end)
    return replace(block, span=span, holes=tuple(h for h in block.holes if span.holds(h)))
