"""Marks of footnotes and blanks for thousands: kept apart from numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.document import Document
from gouji.readers.footnote_marks import raised
from gouji.readers.pdf.text_lines import text_lines
from gouji.readers.plain.reader import document_of
from pdfpages import glyphs


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1", "¹"), ("12", "¹²"), ("[3]", "⁽³⁾"), ("①", "①"), ("注", "注"), ("th", "th"), ("", "")],
)
def test_what_stands_raised_is_written_raised(text: str, expected: str) -> None:
    assert raised(text) == expected


def holes(text: str) -> list[str]:
    document = document_of(text)
    return [document.slice(hole) for block in document.blocks for hole in block.holes]


def test_marks_behind_numbers_are_holes_of_prose_and_others_are_not() -> None:
    assert holes("本年支出100.00①万元，占60.00%²，其中：①办公费2.00万元；②面积30m²。") == ["①", "²"]


def cells(document: Document) -> list[list[str]]:
    return [[c.text for c in row] for table in document.tables for row in table.rows]


def test_cells_are_cut_before_marks() -> None:
    document = document_of("项目①\t金额\n修缮①\t60.00①\n合计\t(25.00)¹²\n")
    assert cells(document) == [["项目", "金额"], ["修缮", "60.00"], ["合计", "(25.00)"]]
    assert [document.slice(c.span) for c in document.tables[0].rows[1]] == ["修缮", "60.00"]


def test_a_name_made_of_marks_keeps_them() -> None:
    document = document_of("项目\t合计③=①+②\n①办公费\t60.00\n面积（m²）\t25.00\n")
    assert cells(document)[0][1] == "合计③=①+②"
    assert [row[0] for row in cells(document)[1:]] == ["①办公费", "面积（m²）"]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (("1 525.57", "641 300"), ["1525.57", "641300"]),
        (("1\u00a0525.57", "12\u202f345 678.90"), ["1525.57", "12345678.90"]),
        (("208 101", "205 208"), ["208 101", "205 208"]),  # two codes side by side: nothing has decimals
        (("641 300.25", "1525.57"), ["641 300.25", "1525.57"]),  # the other number is not printed so
        (("1525.57 1604.86", "1525.57"), ["1525.57 1604.86", "1525.57"]),
    ],
)
def test_blanks_between_thousands(printed: tuple[str, str], read: list[str]) -> None:
    document = document_of("项目\t金额\n修缮\t{}\n合计\t{}\n".format(*printed))
    assert [row[1] for row in cells(document)[1:]] == read


@pytest.mark.parametrize(
    ("size", "rise", "read"), [(6.0, 5.0, "60.00¹万元"), (6.0, 0.0, "60.001万元"), (10.0, 3.0, "60.001万元")]
)
def test_small_digits_behind_a_number_that_stand_raised(size: float, rise: float, read: str) -> None:
    number, unit = glyphs("60.00", 50, 100), glyphs("万元", 75 + size / 2, 100)
    mark = glyphs("1", 75, 110 - size - rise, size)
    (line,) = text_lines([*number, *mark, *unit], 1)
    assert line.text == read


def test_a_table_that_lost_its_blank_cells_is_unread(tmp_path: Path) -> None:
    rows = ["201 行政 641,300 1,300 640,000", "20105 统计 641,300 1,300 640,000", "2010506统计管理 1,300 1,300"]
    ragged = document_of("\n".join([*rows, "2010507普查 640,000 640,000", "合计 3,478,900 1,300 3,477,600"]))
    assert not ragged.tables
    (part,) = ragged.unread
    assert ragged.slice(part.span).startswith("201 行政") and part.why.startswith("5行数字")
    whole = document_of("\n".join(f"20{n} 行政 641,300 1,300 640,000" for n in range(5)))
    assert whole.tables and not whole.unread
