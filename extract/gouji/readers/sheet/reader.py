"""Spreadsheets (xlsx, xls, ods) to documents: cells as the program shows them, tables cut out of their sheets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import python_calamine as calamine
import regex
from openpyxl.utils import get_column_letter

from gouji.document import Document
from gouji.errors import GoujiError
from gouji.language import rules
from gouji.readers.archive import check_archive
from gouji.readers.caption_lines import caption_kind, is_title
from gouji.readers.compose import Composer, Grid, GridCell, Written
from gouji.readers.decode import ENCRYPTED, read_bytes
from gouji.readers.limits import LIMITS, Clock
from gouji.readers.sheet.workbook import Sheet, plain_sheets
from gouji.readers.sheet.xlsx_cells import xlsx_sheets

_NUMBER = regex.compile(
    r"""(?x)
    [-+¥￥(（]?
    [\d.,，]+
    [%％)）]?
    """
)
_SENTENCE = 25  # characters; a longer cell reads like prose
_TOP = 8  # rows of a table that may be its caption
_LISTED = 20  # cells, rows or columns that a message names
_EMPTY = "表格文件没有可读的单元格，未能读取"
_NO_FORMATS = "表格文件的数字格式未能读出，数字按所在列通常的小数位数显示"


def read_sheet(path: Path) -> Document:
    """The document of a spreadsheet: each cell as it is shown, its place an address like 支出表!B7.

    The formats of numbers are known for xlsx only. In xls and ods a number is printed with the decimals that its
    column needs, at most two; so percentages appear as fractions there.

    Raises GoujiError E001, E002, E009 (damaged), E010 (encrypted), E014 (a limit).
    """
    data = read_bytes(path)
    clock = Clock(path)
    sheets, warnings = _sheets(data, path, clock)
    composer = Composer()
    cells = 0
    for sheet in sheets:
        clock.check()
        warnings += [*_hidden(sheet), *_unshown(sheet)]
        if sheet.lost:
            rows_lost = _listed([str(r + 1) for r in sheet.lost], "")
            composer.unread(f"工作表“{sheet.name}”的第 {rows_lost}行含无法表示的时间，未能读取")
        titled = _is_default(sheet.name)  # the first table takes a sheet's name where it says much
        for rows in _blocks(sheet):
            columns = _columns(sheet, rows)
            cells += len(rows) * len(columns)
            LIMITS.check("cells", cells, path)
            _uncached(composer, sheet, rows)
            titled = titled or _has_title(sheet, rows[:_TOP])
            if _is_prose(sheet, rows, columns):
                _paragraphs(composer, sheet, rows)
                continue
            composer.grid(Grid(tuple(_cells(sheet, rows, columns, clock)), "" if titled else sheet.name))
            titled = True
    if composer.is_blank:
        composer.unread(_EMPTY)
    return composer.document(str(path), sha256(data).hexdigest(), warnings=warnings)


def _is_default(name: str) -> bool:
    return rules.load("tables_layout")["layout.sheet_name"].fullmatch(name) is not None


def _columns(sheet: Sheet, rows: Sequence[int]) -> list[int]:
    """The columns in which one of the rows has a filled cell."""
    return sorted(set().union(*(sheet.rows[r] for r in rows)))


def _has_title(sheet: Sheet, rows: Sequence[int]) -> bool:
    """Whether one of the rows, or a cell in them, is a table's title."""
    texts = [text for row in rows for text in (sheet.words(row), *sheet.rows[row].values())]
    return any(map(is_title, texts))


def _sheets(data: bytes, path: Path, clock: Clock) -> tuple[list[Sheet], list[str]]:
    """The sheets, and a warning when only their values could be read."""
    if ENCRYPTED in data:
        raise GoujiError("E010", path=path)
    if not data.startswith(b"PK"):
        return _values_only(data, path, clock), []
    check_archive(data, path)
    if _holds(data, "META-INF/manifest.xml", b"encryption-data"):
        raise GoujiError("E010", path=path)
    if not _holds(data, "xl/workbook.xml"):
        return _values_only(data, path, clock), []
    try:
        return list(xlsx_sheets(data, path, clock)), []
    except GoujiError:
        raise
    except Exception:  # whatever openpyxl stumbles over; calamine reads much that it refuses
        return _values_only(data, path, clock), [_NO_FORMATS]


def _values_only(data: bytes, path: Path, clock: Clock) -> list[Sheet]:
    """The sheets with the values of their cells. Raises GoujiError E009 (damaged), E010 (encrypted)."""
    try:
        return list(plain_sheets(data, path, clock))
    except calamine.PasswordError as exc:
        raise GoujiError("E010", path=path) from exc
    except GoujiError:
        raise
    except BaseException as exc:
        # A panic of calamine is no Exception: it derives from BaseException.
        if not isinstance(exc, Exception) and type(exc).__name__ != "PanicException":
            raise
        raise GoujiError("E009", path=path, reason=exc) from exc


def _holds(data: bytes, member: str, mark: bytes = b"") -> bool:
    try:
        with ZipFile(BytesIO(data)) as archive:
            return member in archive.namelist() and mark in archive.read(member)
    except (BadZipFile, OSError, EOFError, ValueError):
        return False


# ---- tables and paragraphs ------------------------------------------------------------------------------------


def _blocks(sheet: Sheet) -> list[list[int]]:
    """The filled rows, cut where empty rows part tables. Rows that a merged cell reaches into are not empty."""
    down = _reaches(sheet)
    blocks: list[list[int]] = []
    reach = -1  # the last row that a cell so far reaches into
    for row in sorted(sheet.rows):
        if not blocks or _is_parted(sheet, row, reach, blocks[-1]):
            blocks.append([])
        blocks[-1].append(row)
        reach = max(reach, down.get(row, row))
    return blocks


def _reaches(sheet: Sheet) -> dict[int, int]:
    """The last row that the filled merged cells of a row reach into, by row."""
    down: dict[int, int] = {}
    for (top, left), (bottom, _) in sheet.merged.items():
        if sheet.rows.get(top, {}).get(left):
            down[top] = max(bottom, down.get(top, top))
    return down


def _is_parted(sheet: Sheet, row: int, reach: int, block: list[int]) -> bool:
    """Whether empty rows part a row from the block above it: more than one, or one above a caption."""
    empty = row - reach - 1
    return empty > 1 or (empty == 1 and _opens(sheet, row, block))


def _opens(sheet: Sheet, row: int, block: list[int]) -> bool:
    """Whether the row is the caption of a new table: not when all above it is caption too."""
    if not caption_kind(sheet.words(row)):
        return False
    return not all(caption_kind(sheet.words(r)) for r in block[: _TOP + 1])


def _is_prose(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> bool:
    """Whether a block has one cell a row: sentences, or words that no figure stands beside."""
    texts: list[str] = []
    for row in rows:
        filled = [text for text in sheet.rows[row].values() if text]
        if len(filled) > 1:
            return False
        texts += filled
    long = sum(map(_is_long, texts))
    if 2 * long >= len(texts):
        return True
    return len(columns) == 1 and not any(map(_NUMBER.fullmatch, texts))


def _is_long(text: str) -> bool:
    return len(text) > _SENTENCE or text.endswith("。")


def _paragraphs(composer: Composer, sheet: Sheet, rows: Sequence[int]) -> None:
    for row in rows:
        for column, text in sorted(sheet.rows[row].items()):
            for line in text.splitlines():
                composer.paragraph(Written(line.strip()), address=f"{sheet.name}!{sheet.address(row, column)}")


def _cells(sheet: Sheet, rows: Sequence[int], columns: Sequence[int], clock: Clock) -> Iterator[GridCell]:
    """The grid of a block in columns and rows counted without empty ones; empty cells included."""
    covered: set[tuple[int, int]] = set()
    for i, row in enumerate(rows):
        clock.check()
        for j, column in enumerate(columns):
            if (i, j) in covered:
                continue
            written = Written(sheet.rows[row].get(column, ""))
            cell = GridCell(written, i, j, address=f"{sheet.name}!{sheet.address(row, column)}")
            if end := sheet.merged.get((row, column)):
                last_row, last_column = bisect_right(rows, end[0]), bisect_right(columns, end[1])
                cell = replace(cell, columns=max(last_column - j, 1), rows=max(last_row - i, 1))
                covered.update((a, b) for a in range(i, last_row) for b in range(j, last_column))
            yield cell


# ---- what the reader of the result is told --------------------------------------------------------------------


def _uncached(composer: Composer, sheet: Sheet, rows: Sequence[int]) -> None:
    """Says which formulas of a block have no value."""
    found = [sheet.address(r, c) for r in rows for c in sorted(sheet.rows[r]) if (r, c) in sheet.uncached]
    if found:
        composer.unread(f"工作表“{sheet.name}”的 {_listed(found, '个单元格')}为公式且没有缓存值，未能读取")


def _unshown(sheet: Sheet) -> Iterator[str]:
    """A sentence when cells are not shown in their own format."""
    if sheet.unshown:
        cells = _listed([sheet.address(r, c) for r, c in sorted(sheet.unshown)], "个单元格")
        yield f"工作表“{sheet.name}”的 {cells}数字格式未能读出，按常规格式显示"


def _hidden(sheet: Sheet) -> Iterator[str]:
    """A sentence when the sheet is hidden, one when filled rows or columns of it are."""
    if sheet.hidden:
        yield f"工作表“{sheet.name}”是隐藏的，已照常读入"
    where: list[str] = []
    rows = [str(r + 1) for r in sheet.hidden_rows if r in sheet.rows]
    if rows:
        where.append(f"第 {_listed(rows, '')}行")
    columns = [get_column_letter(c + 1) for c in _columns(sheet, list(sheet.rows)) if sheet.hides(c)]
    if columns:
        where.append(f"{_listed(columns, '')}列")
    if where:
        yield f"工作表“{sheet.name}”有隐藏的行或列（{'，'.join(where)}），已照常读入"


def _listed(names: Sequence[str], what: str) -> str:
    more = f"等 {len(names)} {what}" if len(names) > _LISTED else ""
    return "、".join(names[:_LISTED]) + " " + more
