"""Several files as one document: prose in one, the tables that it refers to in others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from gouji.document import Block, Cell, Document, Span, Table
from gouji.places import joined

_BETWEEN = "\n\n"


def bundle(members: Sequence[Document], name: str) -> Document:
    """One document of the members' texts, one after the other, each place with the member it is from.

    The members' tables are resolved and their lines joined to paragraphs; the whole is not yet structured. The
    digest is that of the members' digests.
    """
    offsets, length = [], 0
    for member in members:
        offsets.append(length)
        length += len(member.text) + len(_BETWEEN)
    tables = [t for m, offset in zip(members, offsets, strict=True) for t in _tables(m, offset)]
    names = _names([Path(m.name) for m in members])
    return Document(
        name,
        "".join(m.text + _BETWEEN for m in members),
        sha256("".join(m.sha256 for m in members).encode()).hexdigest(),
        blocks=tuple(b for m, o in zip(members, offsets, strict=True) for b in _blocks(m, o)),
        tables=tuple(replace(t, id=i) for i, t in enumerate(tables)),
        pages=sum(m.pages or 0 for m in members) or None,
        warnings=tuple(f"{n}：{w}" for m, n in zip(members, names, strict=True) for w in m.warnings),
        wrapped=False,
        unread=tuple(
            replace(u, span=_moved(u.span, o)) for m, o in zip(members, offsets, strict=True) for u in m.unread
        ),
        places=joined(zip(offsets, (m.places for m in members), names, strict=True), length),
    )


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


def _tables(member: Document, by: int) -> list[Table]:
    def cell(c: Cell) -> Cell:
        return replace(c, span=_moved(c.span, by))

    return [
        replace(t, span=_moved(t.span, by), rows=tuple(tuple(map(cell, row)) for row in t.rows)) for t in member.tables
    ]
