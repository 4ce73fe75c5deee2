"""Marks of footnotes behind numbers and names, and blanks inside numbers: part of the text and of no cell.

A reader writes what stands raised in raised characters. Here such marks become holes of prose, and cells are cut
before them, so that 60.00 with a raised 1 is never 60.001.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import regex

from gouji.document import Block, Cell, Span, Table, Zone

_RAISED = str.maketrans("0123456789()[]（）［］〔〕", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁽⁾⁽⁾⁽⁾⁽⁾")
_ONLY_MARKS = regex.compile(r"[\s\d()\[\]（）［］〔〕]+")
_MARK = regex.compile(r"(?<=\d[%％)）]?)[①-⑳⑴-⒇⁰¹²³⁴-⁹⁽⁾]+")
_LAST_MARK = regex.compile(r"(?<=[\p{Han}）)])[①-⑳⑴-⒇⁰¹²³⁴-⁹⁽⁾]+$")
_ANY_MARK = regex.compile(r"[①-⑳⑴-⒇]")
_NUMBER = regex.compile(r"[-+−－(（]?[\d,，.．\s]*\d[)）]?[%％]?")
_GROUPED = regex.compile(r"[-+−－(（]?\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?P<decimals>[.．]\d+)?[)）]?")
_UNPARTED = regex.compile(r"[-+−－(（]?\d{4,}[.．]\d+[)）]?")


def raised(text: str) -> str:
    """What stands raised in raised characters, where all of it is numbers and brackets; else the text as it is."""
    return text.translate(_RAISED) if _ONLY_MARKS.fullmatch(text) else text


def with_holes(text: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of a text, those of prose with the marks behind their numbers as holes."""
    marks = [Span(*m.span()) for m in _MARK.finditer(text)]
    if not marks:
        return tuple(blocks)
    return tuple(b if b.zone is Zone.TABLE else _with_holes(b, marks) for b in blocks)


def _with_holes(block: Block, marks: list[Span]) -> Block:
    inside = [mark for mark in marks if block.span.holds(mark) and mark not in block.holes]
    return replace(block, holes=tuple(sorted([*block.holes, *inside]))) if inside else block


def without_marks(table: Table) -> Table:
    """The table with its cells free of marks and of blanks that part thousands.

    A name loses the mark that it ends with where it holds no other: in ③＝①＋② they are the names of columns.

    A blank parts thousands where a number of the table that is printed so has decimals, for two codes side by side have
    none, and where no number has them unparted.
    """
    texts = [c.text for row in table.rows for c in row]
    parted = _parts_thousands(texts)
    if not parted and not any(map(_mark, texts)):
        return table
    return replace(table, rows=tuple(tuple(_plain(c, parted) for c in row) for row in table.rows))


def _parts_thousands(texts: Sequence[str]) -> bool:
    """Whether blanks part the thousands of a table: of a number with decimals, and none of these is left unparted."""
    grouped = any(m["decimals"] for m in map(_GROUPED.fullmatch, texts) if m)
    return grouped and not any(map(_UNPARTED.fullmatch, texts))


def _plain(cell: Cell, parted: bool) -> Cell:
    if mark := _mark(cell.text):
        end = cell.span.end - len(mark.group())
        cell = replace(cell, text=cell.text[: mark.start()], span=Span(cell.span.start, end))
    if parted and _GROUPED.fullmatch(cell.text):
        return replace(cell, text="".join(cell.text.split()))
    return cell


def _mark(text: str) -> regex.Match[str] | None:
    """The mark that a number or a name ends with; None where there is none."""
    mark = _MARK.search(text)
    if mark and mark.end() == len(text) and _NUMBER.fullmatch(text, endpos=mark.start()):
        return mark
    last = _LAST_MARK.search(text)
    return last if last and not _ANY_MARK.search(text, endpos=last.start()) else None
