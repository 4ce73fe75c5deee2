"""Plain text: bytes to text, lines to blocks and raw grids."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gouji.document import Document, Zone
from gouji.errors import GoujiError
from gouji.printed import visible
from gouji.readers.lines import split_lines
from gouji.readers.plain.reader import document_of, read_text
from gouji.tables import facts, resolve

CORPUS = Path(os.environ.get("GOUJI_CORPUS", Path(__file__).parents[2] / "shared" / "corpus")) / "seeds"


def grid(doc: Document, table: int = 0) -> list[list[str]]:
    return [[c.text for c in row] for row in doc.tables[table].rows]


def prose(doc: Document) -> list[str]:
    return [doc.slice(b.span) for b in doc.blocks if b.zone is Zone.NARRATIVE]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E002"),
        (b" \n\t\n", "E002"),
        (b"%PDF-1.7 ...", "E003"),
        (b"PK\x03\x04rest", "E003"),
        (b"abc\0def", "E003"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(GoujiError) as error:
        read_text(path)
    assert error.value.code == code


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoujiError) as error:
        read_text(tmp_path / "none.txt")
    assert error.value.code == "E001"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("清溪县档案馆本年支出12.30万元。\r\n".encode(encoding))
    doc = read_text(path)
    assert doc.encoding == encoding
    assert doc.text.lstrip("\ufeff") == "清溪县档案馆本年支出12.30万元。\r\n"


def test_offsets_count_in_the_file_as_it_is(tmp_path: Path) -> None:
    """The byte order mark and carriage returns keep their places."""
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeff甲\r\n乙\r丙\n".encode())
    doc = read_text(path)
    with path.open(encoding="utf-8", newline="") as file:
        assert doc.text == file.read()
    assert [doc.slice(b.span) for b in doc.blocks] == ["\ufeff甲", "乙", "丙"]


def test_word_table_with_a_cell_of_several_lines() -> None:
    doc = document_of(
        "正文一句。\n\n\t项目\n\t金额\n\t说明\n\n\t河道清淤\n（一期）\n\t5.20\n\t1.上半年动工\n\n2.年底完工\n\n\t合计\n\t5.20\n\t\n\n\n\n正文又一句。"
    )
    assert grid(doc) == [
        ["项目", "金额", "说明"],
        ["河道清淤\n（一期）", "5.20", "1.上半年动工\n\n2.年底完工"],
        ["合计", "5.20", ""],
    ]
    assert prose(doc) == ["正文一句。", "正文又一句。"]


def test_word_cell_goes_on_after_an_empty_line() -> None:
    """Lines without a tab directly above a cell line belong to the cell before them."""
    doc = document_of("\t类别\n\t内容\n\n\t管理\n\n健全\n（3分）\n\t制度齐备\n\n")
    assert grid(doc) == [["类别", "内容"], ["管理\n\n健全\n（3分）", "制度齐备"]]


def test_caption_lines_belong_to_the_table() -> None:
    doc = document_of("说明如下。\n\n# 表4\n\n# 2030年收支总表\n\n单位：万元\n\n项目\t预算数\n一、收入\t3.50\n")
    assert prose(doc) == ["说明如下。"]
    assert doc.slice(doc.tables[0].span).startswith("# 表4")


def test_tabs_that_indent_paragraphs_make_no_table() -> None:
    doc = document_of(
        "\t本年度我馆按照要求完成了全部档案的整理和数字化加工工作。\n\t下一年度将继续推进库房改造，确保安全。\n"
    )
    assert not doc.tables
    assert len(prose(doc)) == 2


def test_contents_with_page_numbers_are_no_table() -> None:
    doc = document_of("目录\n\n一、\t馆情概况\t1\n二、\t收支说明\t2\n\t(一) 收入\t2\n\t(二) 支出\t4\n")
    assert not doc.tables


def test_a_number_cut_by_a_tab_is_one_cell() -> None:
    doc = document_of("项目\t金额\t项目\t金额\n收入总计\t1, 203.\t45 支出总计\t1,203.45\n")
    assert grid(doc)[1] == ["收入总计", "1, 203.\t45", "支出总计", "1,203.45"]


def test_markdown_table() -> None:
    doc = document_of("| 项目 | 金额 |\n|---|---:|\n| 修缮 | 3.20 |\n| 合计 | 3.20 |\n\n后文。")
    assert grid(doc) == [["项目", "金额"], ["修缮", "3.20"], ["合计", "3.20"]]


def test_rows_parted_by_blanks() -> None:
    doc = document_of(
        "本年支出见下表，单位为万元。\n支出决算表\n单位：万元\n科目名称 合计 基本支出\n"
        "201 一般公共服务支出 12.30 12.30\n三、国防支出\n208 社会保障和就业支出 2.00 2.00\n"
        "合计 14.30 14.30\n注：本表反映支出。\n二、收入情况说明\n"
    )
    assert prose(doc) == ["本年支出见下表，单位为万元。", "二、收入情况说明"]
    assert grid(doc)[0] == ["201", "一般公共服务支出", "12.30", "12.30"]


def test_prose_with_many_numbers_stays_prose() -> None:
    text = "本年支出12.30万元，其中：基本支出10.30\n万元，项目支出2.00万元。\n与 2029 年度相比，增加 1.30 万元"
    text += "，增长\n11.82%。"
    assert not document_of(text).tables


def test_charts_take_the_tail_of_the_document() -> None:
    doc = document_of(
        "全文结束于此句。\n\n支出构成\n基本支出30.00万元，75%\n项目支出\n10.00万元，25%\n\n基本支出\t项目支出\t0.75\t0.25\t\n\n"
        "收支变动图\n\n2029年\t2030年\t38.5\t40\t\n\n"
    )
    assert prose(doc) == ["全文结束于此句。"]
    assert [(t.title, t.chart, len(t.rows)) for t in doc.tables] == [
        ("支出构成", True, 2),
        ("支出构成", True, 2),
        ("收支变动图", True, 2),
    ]


def test_a_chart_with_a_series_name() -> None:
    doc = document_of("本年收入图\n上年收入\t财政拨款\t事业收入\t12.5\t0\t\n")
    assert [[(c.text, c.column) for c in row] for row in doc.tables[0].rows] == [
        [("财政拨款", 1), ("事业收入", 2)],
        [("上年收入", 0), ("12.5", 1), ("0", 2)],
    ]


def check_spans(doc: Document) -> None:
    end = 0
    for block in doc.blocks:
        assert end <= block.span.start < block.span.end <= len(doc.text)
        end = block.span.end
    for table in doc.tables:
        for row in table.rows:
            for cell in row:
                assert visible(doc.slice(cell.span)) == cell.text == cell.text.strip()
                assert table.span.holds(cell.span)


PIECES = st.sampled_from(
    [
        "\t",
        "\n",
        "\n\n",
        " ",
        "|",
        "一、",
        "收入",
        "1.20",
        "合计",
        "表1",
        "单位：万元",
        "。",
        "\r\n",
        "2,3",
        "%",
    ]
)


@settings(max_examples=300, deadline=None)
@example("|\t1.20\t\xad")
@example("|\t\xad1.20\t")
@given(st.lists(PIECES | st.text(max_size=3), max_size=60).map("".join))
def test_any_text_is_read(text: str) -> None:
    doc = document_of(text)
    check_spans(doc)
    resolved = resolve(doc)
    assert [t.id for t in resolved.tables] == list(range(len(resolved.tables)))
    for fact in facts(resolved):
        assert visible(resolved.slice(fact.span)) == fact.text


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus")
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_corpus_spans(number: str) -> None:
    path = next(CORPUS.glob(f"{number}_*.txt"))
    doc = read_text(path)
    check_spans(doc)
    assert doc.encoding == "utf-8"
    lines = [line for line in doc.text.splitlines() if line.strip()]
    covered = "".join(doc.slice(b.span) for b in doc.blocks)
    assert all(line.strip() in covered for line in lines)


@pytest.mark.parametrize("order", ["le", "be"])
def test_text_in_utf_32_with_a_mark_is_read(tmp_path: Path, order: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeff本年支出12.30万元。\n".encode(f"utf-32-{order}"))
    doc = read_text(path)
    assert (doc.encoding, doc.text) == ("utf-32", "本年支出12.30万元。\n")


def test_blank_lines_between_some_lines_are_no_doubled_line_ends() -> None:
    text = "一\n\n二\n\n三\n\n四\n\n五\n六\n"
    assert [line.text for line in split_lines(text)].count("") == 4
    doubled = text.replace("\n", "\n\n")
    assert [line.text for line in split_lines(doubled)] == [line.text for line in split_lines(text)]
