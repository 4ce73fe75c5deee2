"""Word processor files (docx) to documents."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from docx.opc.part import Part

from gouji.document import Document
from gouji.readers.archive import check_archive
from gouji.readers.compose import Composer, Grid, GridCell, Written
from gouji.readers.decode import read_bytes
from gouji.readers.limits import LIMITS, Clock
from gouji.readers.word.numbering import Numbering
from gouji.readers.word.package_parts import Parts, open_parts, parts_of
from gouji.readers.word.paragraph_text import Paragraph, is_mark_hidden, read_paragraph, runs_on
from gouji.readers.word.table_cells import Placed, placed
from gouji.readers.word.traced_lines import TracedLine
from gouji.readers.word.wordprocessingml import BOX, CHUNK, DRAWN, ID, PARAGRAPH, TABLE, Element, children

_CHANGED = "文档含修订标记：插入内容已读入，删除内容未读入"
_EMBEDDED = "文档嵌有其他文件（altChunk），其内容未读入"
_PICTURES = "文档没有文字，只有图片等对象，其中的内容未读入"
_LONG_NUMBERS = "自动编号的文字过长，未能读取"
_EMPTY = "文档没有可读的文字，未能读取"


def read_docx(path: Path) -> Document:
    """The document of a docx file. Headers and footers of its pages are not in it.

    Raises GoujiError E001, E002, E009 (damaged), E010 (encrypted), E014 (a limit).
    """
    return read_docx_bytes(read_bytes(path), path)


def read_docx_bytes(data: bytes, path: Path) -> Document:
    """The document of a docx file in memory; `path` names it. Raises GoujiError E009, E010, E014."""
    check_archive(data, path, trees=True)
    parts = open_parts(data, path)
    composer = _composed(parts, path)
    warnings = [_CHANGED] * parts.changed + [_EMBEDDED] * _has(parts.body, CHUNK)
    if composer.is_blank:
        composer.unread(_EMPTY)
        warnings += [_PICTURES] * _has(parts.body, *DRAWN)
    return composer.document(str(path), sha256(data).hexdigest(), warnings=warnings)


def trace(main: Part, path: Path) -> tuple[str, list[tuple[int, TracedLine]]]:
    """The text of an opened main part, as `read_docx` has it, and where in it each line begins that was read.

    The elements of the lines are those of the part: what is put beside them stands where their text does.
    """
    composer = _composed(parts_of(main), path)
    return composer.text, [(start, line) for start, line in composer.origins if isinstance(line, TracedLine)]


def _composed(parts: Parts, path: Path) -> Composer:
    reader = _Reader(parts, path)
    reader.blocks(parts.body)
    if reader.numbering.too_long:
        reader.composer.unread(_LONG_NUMBERS)
    return reader.composer


def _has(body: Element, *tags: str) -> bool:
    return next(body.iter(*tags), None) is not None


class _Reader:
    """Walks what holds paragraphs and tables: the body, text boxes, notes."""

    def __init__(self, parts: Parts, path: Path) -> None:
        self.composer = Composer()
        self._parts, self._path, self._clock = parts, path, Clock(path)
        self.numbering = Numbering(parts.numbering, parts.styles)
        self._positions = 0  # of table grids; a cell may claim any number of them
        self._seen: set[tuple[str, str]] = set()  # notes, which may refer to themselves

    def blocks(self, container: Element, depth: int = 0) -> None:
        """Paragraphs and tables in order; `depth` is how many tables, text boxes and notes are around them."""
        LIMITS.check("depth", depth, self._path)
        for part in self._content(container):
            if not isinstance(part, Paragraph):
                self._table(part, depth)
                continue
            for line in filter(None, part.lines):
                self.composer.paragraph(Written(str(line), origin=line))
            for element in part.after:
                self._follow(element, depth)

    def _content(self, container: Element) -> Iterator[Paragraph | Element]:
        """Paragraphs with their numbers, and the elements of tables, in order."""
        found = Paragraph()
        for child in children(container):
            self._clock.check()
            if child.tag == TABLE:
                yield child
            elif child.tag == PARAGRAPH:
                found = found.join(read_paragraph(child, self._parts.styles))
                if not runs_on(child):
                    if not found.is_empty or not is_mark_hidden(child, self._parts.styles):
                        found.lines[0] = found.lines[0].after(self.numbering.before(child))
                    yield found
                    found = Paragraph()

    def _table(self, table: Element, depth: int) -> None:
        LIMITS.check("depth", depth, self._path)
        found: list[Placed] = []
        for row in placed(table):
            self._positions += row[-1].column + row[-1].columns if row else 0
            LIMITS.check("cells", self._positions, self._path)
            found.extend(row)
        after: list[Element] = []
        cells = tuple(self._cell(at, after) for at in found)
        if cells:
            self.composer.grid(Grid(cells))
        for element in after:
            self._follow(element, depth + 1)

    def _cell(self, at: Placed, after: list[Element]) -> GridCell:
        """The cell's paragraphs as one text; `after` takes what stands in it and is no text."""
        text = TracedLine()
        for part in self._content(at.element):
            if isinstance(part, Paragraph):
                after.extend(part.after)
                for line in part.lines:
                    text = _joined(text, line)
            else:
                after.append(part)
        text = text.stripped()
        return GridCell(Written(str(text), origin=text), at.row, at.column, at.columns, at.rows)

    def _follow(self, element: Element, depth: int) -> None:
        """What hangs on a paragraph or cell: a text box, a table, a reference to a note."""
        if element.tag == BOX:
            self.blocks(element, depth + 1)
        elif element.tag == TABLE:
            self._table(element, depth)
        else:
            name = (element.tag, element.get(ID, ""))
            note = self._parts.notes.get(name)
            if note is not None and name not in self._seen:
                self._seen.add(name)
                self.blocks(note, depth + 1)


def _joined(left: TracedLine, right: TracedLine) -> TracedLine:
    """Two lines of a cell; a blank only between letters or figures, which would become one word."""
    before, after = str(left), str(right)
    if before and after and all(c.isascii() and c.isalnum() for c in (before[-1], after[0])):
        return left + right.after(" ")
    return left + right
