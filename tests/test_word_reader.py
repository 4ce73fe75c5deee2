"""Word processor files: what is read of them, in which order, and where table cells stand."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest

from gouji.document import Document, Zone
from gouji.errors import GoujiError
from gouji.readers.archive import check_archive
from gouji.readers.limits import LIMITS
from gouji.readers.word.reader import read_docx, read_docx_bytes
from wordfiles import box, field, level, lists, numbered, p, run, tbl, tc, tr, write

CHANGE = 'w:id="7" w:author="审核" w:date="2023-01-01T00:00:00Z"'


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Document]:
    def inner(*body: str, **parts: str) -> Document:
        return read_docx(write(tmp_path / "案例.docx", *body, **parts))

    return inner


def lines(document: Document) -> list[str]:
    return document.text.splitlines()


def grid(document: Document, index: int = 0) -> dict[tuple[int, int], tuple[str, int, int]]:
    """{(row, column): (text, rows, columns)}; every span is checked against the text."""
    cells = [c for row in document.tables[index].rows for c in row]
    assert all(document.slice(c.span) == c.text for c in cells)
    return {(c.row, c.column): (c.text, c.rows, c.columns) for c in cells}


def texts(document: Document, index: int = 0) -> list[list[str]]:
    return [[c.text for c in row] for row in document.tables[index].rows]


def test_paragraphs_and_tables_in_order(read: Callable[..., Document]) -> None:
    found = read(
        p("开头一段。"),
        tbl(tr("项目", "金额"), tr("办公费", "3.20")),
        p("中间一段。"),
        tbl(tr("甲", "乙")),
        p("末尾。"),
    )
    assert lines(found) == ["开头一段。", "项目\t金额", "办公费\t3.20", "中间一段。", "甲\t乙", "末尾。"]
    assert [b.zone for b in found.blocks] == [Zone.NARRATIVE, Zone.TABLE, Zone.NARRATIVE, Zone.TABLE, Zone.NARRATIVE]
    assert not found.wrapped and not found.warnings and all(t.placed for t in found.tables)
    assert found.name.endswith("案例.docx") and len(found.sha256) == 64


def test_merged_cells_stand_once_and_tell_what_they_cover(read: Callable[..., Document]) -> None:
    down, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    found = read(
        tbl(
            tr(tc("科目", down), tc("支出合计", wide)),
            tr(tc("", more), "基本", "项目"),
            tr(tc("教育", down + wide), "8"),
            tr(tc("", more + wide), "9"),
        )
    )
    assert grid(found) == {
        (0, 0): ("科目", 2, 1),
        (0, 1): ("支出合计", 1, 2),
        (1, 1): ("基本", 1, 1),
        (1, 2): ("项目", 1, 1),
        (2, 0): ("教育", 2, 2),
        (2, 2): ("8", 1, 1),
        (3, 2): ("9", 1, 1),
    }
    assert found.tables[0].width == 3
    assert lines(found)[1] == "\t基本\t项目"


def test_rows_may_begin_later_and_merge_as_old_files_do(read: Callable[..., Document]) -> None:
    across = ('<w:hMerge w:val="restart"/>', "<w:hMerge/>")
    found = read(
        tbl(
            tr("甲", "乙", "丙"),
            tr("7", properties='<w:gridBefore w:val="2"/>'),
            tr(tc("丁", across[0]), tc("", across[1]), "8"),
        )
    )
    assert grid(found)[1, 2] == ("7", 1, 1)
    assert grid(found)[2, 0] == ("丁", 1, 2) and grid(found)[2, 2] == ("8", 1, 1)


def test_a_merge_does_not_go_on_past_a_cell_of_its_own(read: Callable[..., Document]) -> None:
    found = read(tbl(tr(tc("上", '<w:vMerge w:val="restart"/>')), tr("中"), tr(tc("下", "<w:vMerge/>"))))
    assert grid(found) == {(0, 0): ("上", 1, 1), (1, 0): ("中", 1, 1), (2, 0): ("下", 1, 1)}


def test_lines_of_a_cell_are_one_text(read: Callable[..., Document]) -> None:
    broken = f"<w:p>{run('一般公共')}<w:r><w:br/></w:r>{run('预算')}</w:p>"
    found = read(tbl(tr(tc(p("一般") + p("公共")), tc(p("Total") + p("2023")), tc(p("1,2") + p("（元）")), tc(broken))))
    assert texts(found) == [["一般公共", "Total 2023", "1,2（元）", "一般公共预算"]]


def test_nested_tables_follow_the_outer_one(read: Callable[..., Document]) -> None:
    inner = tbl(tr("里甲", "里乙"))
    found = read(tbl(tr("外甲", tc(p("外乙") + inner + p(""))), tr("外丙", "外丁")), p("其后。"))
    assert texts(found, 0) == [["外甲", "外乙"], ["外丙", "外丁"]]
    assert texts(found, 1) == [["里甲", "里乙"]]
    assert lines(found)[-1] == "其后。"


def nest(depth: int) -> str:
    inner = tbl(tr("最里"))
    for _ in range(depth):
        inner = tbl(tr(tc(inner + p(""))))
    return inner


def test_depth_of_tables_is_limited(read: Callable[..., Document]) -> None:
    assert len(read(nest(LIMITS.depth)).tables) == LIMITS.depth + 1
    with pytest.raises(GoujiError, match=f"E014.* {LIMITS.depth} levels"):
        read(nest(LIMITS.depth + 1))


def test_a_cell_cannot_claim_any_number_of_columns(read: Callable[..., Document]) -> None:
    with pytest.raises(GoujiError, match=r"E014.*cells"):
        read(tbl(tr(tc("甲", '<w:gridSpan w:val="900000000"/>'), "乙")))


def test_text_boxes_are_read_once_after_their_paragraph(read: Callable[..., Document]) -> None:
    found = read(p(run("锚定段落。") + box(p("框内文字。") + tbl(tr("框内", "5")))), p("下一段。"))
    assert lines(found) == ["锚定段落。", "框内文字。", "框内\t5", "下一段。"]
    assert texts(found) == [["框内", "5"]]


def test_a_text_box_in_a_cell_follows_the_table(read: Callable[..., Document]) -> None:
    found = read(tbl(tr("甲", tc(p(run("乙") + box(p("注一")))))), p("正文。"))
    assert lines(found) == ["甲\t乙", "注一", "正文。"]


def test_tracked_changes(read: Callable[..., Document]) -> None:
    gone = f"<w:del {CHANGE}><w:r><w:delText>99</w:delText></w:r></w:del>"
    sentence = f"{run('支出')}<w:ins {CHANGE}>{run('12.34')}</w:ins>{gone}"
    moved = f"<w:moveTo {CHANGE}>{run('移来。')}</w:moveTo>", f"<w:moveFrom {CHANGE}>{run('移走。')}</w:moveFrom>"
    found = read(
        p(sentence + run("万元。")),
        p(moved[0]),
        p(moved[1]),
        tbl(
            tr("留", "1"),
            tr("删", "2", properties=f"<w:del {CHANGE}/>"),
            tr("增", "3", properties=f"<w:ins {CHANGE}/>"),
        ),
    )
    assert lines(found) == ["支出12.34万元。", "移来。", "留\t1", "增\t3"]
    assert found.warnings == ("文档含修订标记：插入内容已读入，删除内容未读入",)
    assert [c.row for row in found.tables[0].rows for c in row] == [0, 0, 1, 1]


def test_a_deleted_paragraph_mark_joins_two_paragraphs(read: Callable[..., Document]) -> None:
    mark = f"<w:rPr><w:del {CHANGE}/></w:rPr>"
    one = level(0, "decimal", "%1、")
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = [
        p("前半句，", number + mark),
        p("后半句。", number),
        numbered("另一句。"),
        tbl(tr(tc(p("左", mark) + p("右")))),
    ]
    assert lines(read(*body, numbering=lists(one))) == ["1、前半句，后半句。", "2、另一句。", "左右"]


def test_wrappers_are_read_through(read: Callable[..., Document]) -> None:
    link = f"<w:hyperlink>{run('链接')}</w:hyperlink><w:smartTag>{run('标记')}</w:smartTag>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>"
    contents = f"<w:sdt><w:sdtContent>{p('目录')}{p('一、概况')}</w:sdtContent></w:sdt>"
    simple = f'<w:fldSimple w:instr="PAGE">{run("3")}</w:fldSimple>'
    row = f"<w:sdt><w:sdtContent>{tr('甲', '1')}</w:sdtContent></w:sdt>"
    assert lines(read(contents, p(link + control + simple), tbl(row))) == ["目录", "一、概况", "链接标记控件3", "甲\t1"]


def test_results_of_fields_without_their_codes(read: Callable[..., Document]) -> None:
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + field("DATE", "内层")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    unclosed = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    body = p(run("合计") + field(" =SUM(ABOVE) ", "15.60") + run("万元") + nested + run("。")), p(unclosed), p("仍在。")
    assert lines(read(*body)) == ["合计15.60万元。", "仍在。"]


def test_tabs_and_breaks(read: Callable[..., Document]) -> None:
    tab, line = "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>"
    dotted = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8296"/></w:tabs>'
    found = read(
        p(tab + run("首行") + tab + run("其后")),
        p(run("上") + line + run("下")),
        p(run("一、概况") + tab + run("3"), dotted),
    )
    assert lines(found) == ["首行  其后", "上", "下", "一、概况......3"]
    assert not found.tables


def test_hidden_text_is_left_out(read: Callable[..., Document]) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Derived"><w:basedOn w:val="Base"/></w:style>'
    )
    hidden = run("藏", "<w:vanish/>") + run("藏", '<w:rStyle w:val="Secret"/>')
    body = p(run("见") + hidden + run("显", '<w:vanish w:val="0"/>')), p("藏", '<w:pStyle w:val="Derived"/>'), p("末")
    assert lines(read(*body, styles=styles)) == ["见显", "末"]


def test_notes_follow_the_paragraph_that_refers_to_them(read: Callable[..., Document]) -> None:
    refer = '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:endnoteReference w:id="2"/></w:r>'
    line = f'<w:footnote w:id="0" w:type="separator">{p("分隔")}</w:footnote>'
    feet = f'{line}<w:footnote w:id="2">{p(run("脚注。") + refer[0])}</w:footnote>'
    ends = f'<w:endnote w:id="2">{p("尾注。")}</w:endnote>'
    body = p(run("支出5万元") + refer[0] + run("。")), tbl(tr("甲", tc(p(run("乙") + refer[1])))), p("末段。")
    found = read(*body, footnotes=feet, endnotes=ends)
    assert lines(found) == ["支出5万元。", "脚注。", "甲\t乙", "尾注。", "末段。"]


def test_headers_are_left_out_and_line_signs_are_blanks(read: Callable[..., Document], tmp_path: Path) -> None:
    path = write(tmp_path / "眉.docx", p("正&#x2028;文&#10;续"))
    document = docx.Document(str(path))
    document.add_section().header.paragraphs[0].text = "页眉"
    document.save(str(path))
    assert read_docx(path).text == "正 文 续\n"


def test_hidden_rows_symbols_and_formulas(read: Callable[..., Document]) -> None:
    signs = (
        '<w:r><w:sym w:font="Wingdings" w:char="F06C"/><w:sym w:font="Arial" w:char="2103"/><w:noBreakHyphen/></w:r>'
    )
    formula = "<m:oMath><m:r><m:t>5%</m:t></m:r></m:oMath>"
    found = read(p(run("增长") + formula + signs), tbl(tr("见"), tr("藏", properties="<w:hidden/>")))
    assert lines(found) == ["增长5%℃-", "见"]


def test_numbers_in_cells(read: Callable[..., Document]) -> None:
    found = read(tbl(tr(numbered_cell(), "甲"), tr(numbered_cell(), "乙")), numbering=lists(level(0, "decimal", "%1")))
    assert texts(found) == [["1", "甲"], ["2", "乙"]]


def numbered_cell() -> str:
    return tc(numbered("<w:r/>"))


def packed(members: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def claimed(data: bytes, size: int) -> bytes:
    """The archive with another unpacked size in the directory at its end."""
    at = data.rindex(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<I", size) + data[at + 4 :]


def test_a_bomb_is_refused() -> None:
    bomb = packed({"word/document.xml": b" " * 3_000_000})
    with pytest.raises(GoujiError, match=f"E014.* {LIMITS.ratio} unpacked"):
        read_docx_bytes(bomb, Path("bomb.docx"))
    with pytest.raises(GoujiError, match=r"E014.*unpacked"):
        check_archive(claimed(bomb, LIMITS.unpacked + 1), Path("bomb.docx"))
    with pytest.raises(GoujiError, match="E009"):  # it says that it is small
        check_archive(claimed(bomb, 1000), Path("bomb.docx"))


def test_large_members_of_usual_ratio_are_no_bomb() -> None:
    rows = "".join(f"<w:tr>{i * 7919 % 100003}</w:tr>" for i in range(120_000)).encode()
    assert len(rows) > 1_000_000
    check_archive(packed({"word/document.xml": rows, "blank": b" " * 900_000}), Path("large.docx"))


@pytest.mark.parametrize("cut", [100, 2000, -30])
def test_broken_files(tmp_path: Path, cut: int) -> None:
    path = write(tmp_path / "坏.docx", p("正文。"))
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(GoujiError, match=r"E009.*坏\.docx"):
        read_docx(path)


@pytest.mark.parametrize("members", [{"word/document.xml": b"<a/>"}, {"[Content_Types].xml": b"<no"}, {}])
def test_archives_that_are_no_docx(members: dict[str, bytes]) -> None:
    with pytest.raises(GoujiError, match="E009"):
        read_docx_bytes(packed(members), Path("其他.docx"))


def test_missing_and_empty_files(tmp_path: Path) -> None:
    with pytest.raises(GoujiError, match="E001"):
        read_docx(tmp_path / "无.docx")
    (tmp_path / "空.docx").write_bytes(b"")
    with pytest.raises(GoujiError, match="E002"):
        read_docx(tmp_path / "空.docx")


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("外部秘密", encoding="utf-8")
    path = write(tmp_path / "实体.docx", p("前MARK后"), p("末段。"))
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    uri = (tmp_path / "secret.txt").as_uri()
    kinds = f'<!DOCTYPE x [<!ENTITY out SYSTEM "{uri}"><!ENTITY in "内部秘密">]>'.encode()
    body = members["word/document.xml"].replace(b"MARK", b"&out;&in;")
    end = body.index(b"?>") + 2
    members["word/document.xml"] = body[:end] + kinds + body[end:]
    text = read_docx_bytes(packed(members), path).text
    assert "秘密" not in text and text.startswith("前") and "末段。" in text


@pytest.mark.parametrize("code", ["D83D", "0", "000A", "9", "7F", "F06C", "10FFFD", "110000", "-1", "x", ""])
def test_symbols_that_are_no_characters_are_left_out(read: Callable[..., Document], code: str) -> None:
    found = read(p(run("支出") + f'<w:r><w:sym w:char="{code}"/></w:r>' + run("12万元")))
    assert found.text == "支出12万元\n"


def chain(length: int) -> str:
    """Footnotes of which each refers to the next."""
    refer = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    return "".join(
        f'<w:footnote w:id="{i}">{p(run(f"注{i}") + refer.format(i + 1))}</w:footnote>' for i in range(1, length + 1)
    )


def test_a_chain_of_notes_is_limited(read: Callable[..., Document]) -> None:
    body = p(run("正文。") + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    assert lines(read(body, footnotes=chain(3))) == ["正文。", "注1", "注2", "注3"]
    with pytest.raises(GoujiError, match=r"E014.*levels"):
        read(body, footnotes=chain(1500))


def test_text_boxes_inside_one_another_are_limited(read: Callable[..., Document]) -> None:
    inner = p("最里")
    for _ in range(LIMITS.depth + 1):
        inner = p(f"<w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r>")
    with pytest.raises(GoujiError, match=r"E014.*levels"):
        read(inner)


def test_a_document_without_text_says_so(read: Callable[..., Document]) -> None:
    picture = "<w:p><w:r><w:drawing/></w:r></w:p>"
    assert [u.why for u in read(p()).unread] == ["文档没有可读的文字，未能读取"]
    assert [u.why for u in read(picture).unread] == ["文档没有可读的文字，未能读取"]
    assert read(picture).warnings == ("文档没有文字，只有图片等对象，其中的内容未读入",)
    with_text = read(p("正文。"), picture)
    assert not with_text.unread and not with_text.warnings


def test_other_files_inside_are_told(read: Callable[..., Document]) -> None:
    chunk = '<w:altChunk r:id="rId99"/>'
    assert read(p("正文。"), chunk).warnings == ("文档嵌有其他文件（altChunk），其内容未读入",)
    assert len(read(chunk).unread) == 1
