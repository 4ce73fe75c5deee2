"""Several files as one document: prose in one, the tables that it refers to in others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from gouji.document import Block, Cell, Document, Span, Table, Unread
from gouji.places import joined

_BETWEEN = "\n\n"


def bundle(members: Sequence[Document], name: str) -> Document:
    """One document of the members' texts, one after the other, each place with the member it is from.

    The members' tables are resolved and their lines joined to paragraphs; the whole is not yet structured. The
    digest is that of the members' digests.
    """
    offsets, length = _offsets(members)
    names = _names([Path(m.name) for m in members])
    blocks: list[Block] = []
    tables: list[Table] = []
    unread: list[Unread] = []
    warnings: list[str] = []
    for member, offset, called in zip(members, offsets, names, strict=True):
        blocks += _blocks(member, offset)
        tables += _tables(member, offset, len(tables))
        unread += [replace(u, span=_moved(u.span, offset)) for u in member.unread]
        warnings += [f"{called}：{warning}" for warning in member.warnings]
    return Document(
        name,
        "".join(m.text + _BETWEEN for m in members),
        sha256("".join(m.sha256 for m in members).encode()).hexdigest(),
        blocks=tuple(blocks),
        tables=tuple(tables),
        pages=sum(m.pages or 0 for m in members) or None,
        warnings=tuple(warnings),
        wrapped=False,
        unread=tuple(unread),
        places=joined(zip(offsets, (m.places for m in members), names, strict=True), length),
    )


def _offsets(members: Sequence[Document]) -> tuple[list[int], int]:
    """Where each member's text begins in the whole, and how long that is."""
    offsets: list[int] = []
    length = 0
    for member in members:
        offsets.append(length)
        length += len(member.text) + len(_BETWEEN)
    return offsets, length


def _names(paths: Sequence[Path]) -> list[str]:
    """What the members are called: their file names, with as much of the folder as tells them apart."""
    for depth in range(1, max(len(p.parts) for p in paths) + 1):
        names = [str(Path(*p.parts[-depth:])) for p in paths]
        if len(set(names)) == len(names):
            return names
    return [str(p) for p in paths]


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _blocks(member: Document, by: int) -> list[Block]:
    return [replace(b, span=_moved(b.span, by), holes=tuple(_moved(h, by) for h in b.holes)) for b in member.blocks]


def _tables(member: Document, by: int, first: int) -> list[Table]:
    """The member's tables, moved and numbered from `first` on."""

    def cell(c: Cell) -> Cell:
        return replace(c, span=_moved(c.span, by))

    found: list[Table] = []
    for number, table in enumerate(member.tables, first):
        rows = tuple(tuple(map(cell, row)) for row in table.rows)
        found.append(replace(table, id=number, span=_moved(table.span, by), rows=rows))
    return found
