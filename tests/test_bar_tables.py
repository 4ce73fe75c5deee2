"""Tables copied from web pages, their cells closed by bars."""

from __future__ import annotations

from gouji.document import Document
from gouji.readers.plain.reader import document_of

HEAD = "白鹭湖管理处2023年度决算\n三公经费支出决算表\n单位：万元\n"


def grids(text: str) -> list[list[list[str]]]:
    document: Document = document_of(text)
    for table in document.tables:
        for row in table.rows:
            for cell in row:
                assert document.slice(cell.span) == cell.text
    return [[[c.text for c in row] for row in t.rows] for t in document.tables]


def test_a_row_to_the_line() -> None:
    rows = "项 目 | 预 算 数 | 决 算 数 |\n合 计 | 8.00 | 7.50 |\n公务接待费 | 3.00 | 2.50 |\n因公出国（境）费 | ||\n"
    assert grids(HEAD + rows) == [
        [
            ["项 目", "预 算 数", "决 算 数"],
            ["合 计", "8.00", "7.50"],
            ["公务接待费", "3.00", "2.50"],
            ["因公出国（境）费", "", ""],
        ]
    ]


def test_a_cell_to_the_line() -> None:
    cells = "项 目 |\n预 算 数 |\n决 算 数 |\n合 计 |\n8.00 |\n7.50 |\n公务接待费 |\n3.00 |\n|\n"
    assert grids(HEAD + cells) == [
        [["项 目", "预 算 数", "决 算 数"], ["合 计", "8.00", "7.50"], ["公务接待费", "3.00", ""]]
    ]


def test_cells_that_come_to_no_columns_are_no_table() -> None:
    cells = "项目 |\n预算数 |\n决算数 |\n合计 |\n8.00 |\n7.50 |\n公务接待费 |\n其他 |\n3.00 |\n"
    assert grids(HEAD + cells) == []


def test_a_line_of_links_is_no_table() -> None:
    assert grids("首页 | 政务公开 | 预决算\n三公经费支出8.00万元。\n") == []
