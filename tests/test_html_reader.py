"""Web pages: the main text in order, nothing of what stands around it, tables with their spans."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from gouji.document import Document
from gouji.errors import GoujiError
from gouji.readers.html.reader import read_html
from gouji.tables import facts, resolve

FIRST = "清溪县档案馆2031年收入预算120.50万元，比上年增加3.20万元，主要原因是增加了库房维护的经费。"
SECOND = "2031年支出预算120.50万元，其中：基本支出100.00万元，项目支出20.50万元，收支平衡。"
TABLE = """<table border=1><tr><td colspan=3>2031年收支总表</td></tr><tr><td colspan=3>单位：万元</td></tr>
<tr><th rowspan=2>项目</th><th colspan=2>预算数</th></tr><tr><th>上年</th><th>本年</th></tr>
<tr><td>文书整理</td><td>12.50</td><td>13.00</td></tr><tr><td>库房维护</td><td>7.00</td><td>8.25</td></tr></table>"""


def read(folder: Path, body: str, head: str = "", encoding: str = "utf-8") -> Document:
    path = folder / "page.html"
    path.write_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding))
    return read_html(path)


def prose(doc: Document) -> list[str]:
    return [doc.slice(b.span) for b in doc.prose]


def grid(doc: Document, at: int = 0) -> list[list[str]]:
    return [[c.text for c in row] for row in doc.tables[at].rows]


def places(doc: Document, at: int = 0) -> dict[str, tuple[int, int, int, int]]:
    return {c.text: (c.row, c.column, c.rows, c.columns) for row in doc.tables[at].rows for c in row if c.text}


# ---- encodings ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "encoding", "found"),
    [
        ('<meta charset="utf-8">', "utf-8", "utf-8"),
        ("", "utf-8-sig", "utf-8-sig"),
        ("", "utf-16", "utf-16"),
        ('<meta charset="gb2312">', "gb18030", "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GBK">', "gb18030", "gb18030"),
        ('<meta charset="big5">', "big5", "big5"),
        ("", "gb18030", "gb18030"),
        ('<meta charset="utf-8">', "gb18030", "gb18030"),
        ('<meta charset="gb2312">', "utf-8", "utf-8"),
        ('<meta charset="nonsense">', "gb18030", "gb18030"),
    ],
)
def test_the_encoding_is_found_whatever_the_page_declares(tmp_path: Path, head: str, encoding: str, found: str) -> None:
    text = "㐱镕里的绿化费用" if encoding == "gb18030" and "gb2312" in head else "文化中心的支出一共是三十元。"
    doc = read(tmp_path, f"<p>{text}</p>", head, encoding)
    assert prose(doc) == [text]
    assert doc.encoding == found


def test_a_stray_byte_does_not_lose_the_page(tmp_path: Path) -> None:
    page = f"<html><head><meta charset=gbk></head><body><p>{FIRST * 60}</p></body></html>".encode("gb18030")
    path = tmp_path / "page.html"
    path.write_bytes(page.replace("收入".encode("gb18030"), b"\xff\xca\xd5\xc8\xeb", 1))
    doc = read_html(path)
    assert doc.encoding == "gb18030"
    assert doc.text.count("库房维护") == 60
    assert len(doc.warnings) == 1


# ---- the main text --------------------------------------------------------------------------------------------


def test_navigation_and_what_is_hidden_are_left_out(tmp_path: Path) -> None:
    links = "".join(f"<li><a href='/{i}'>栏目{i}</a></li>" for i in range(9))
    doc = read(
        tmp_path,
        f"""<div class=top><ul>{links}</ul></div><nav>首页 政务</nav><script>var 脚本 = 1</script><style>p{{}}</style>
        <div><form>搜索 <input value=x><select><option>本站</option></select></form>
        <div class=breadcrumb>位置：首页 &gt; 公开</div>
        <div class=zoom><h1>清溪县档案馆2031年预算说明</h1><p>{FIRST}</p>
        <p style="display: none">隐藏的句子，不应读到。</p><p>{SECOND}</p><p><a href="/a.xlsx">附件下载</a></p></div>
        <div class=side><ul>{links}</ul></div></div>
        <div>主办：清溪县信息中心 <a href=x>网站地图</a></div>""",
        "<title>清溪县档案馆2031年预算说明_清溪县人民政府网</title>",
    )
    assert prose(doc) == ["清溪县档案馆2031年预算说明", FIRST, SECOND]


def test_a_title_outside_the_text_comes_first(tmp_path: Path) -> None:
    body = (
        f"<div class=a><h3>2031年部门预算</h3><p>来源：本馆</p></div><div class=b><p>{FIRST}</p><p>{SECOND}</p></div>"
    )
    assert prose(read(tmp_path, body, "<title>2031年部门预算-某县门户</title>"))[0] == "2031年部门预算"
    assert prose(read(tmp_path, body, "<title>别的标题_某县门户</title>"))[0] == "别的标题"


def test_a_page_without_a_title_has_its_only_heading(tmp_path: Path) -> None:
    body = f"<h2>2031年部门预算</h2><div><p>{FIRST}</p></div>"
    assert prose(read(tmp_path, body)) == ["2031年部门预算", FIRST]


def test_a_page_made_with_a_blog_program_is_no_office_document(tmp_path: Path) -> None:
    body = f"<div><a href=/>首页</a> 搜索</div><div><p>{FIRST}</p><p>{SECOND}</p></div>"
    assert prose(read(tmp_path, body, "<meta name=generator content='WordPress 6.1'>")) == [FIRST, SECOND]


def test_text_in_two_parts_of_the_page_is_all_kept(tmp_path: Path) -> None:
    last = FIRST[:-1] + "，另有结余。"
    body = f"<div><div><p>{FIRST}</p><p>{SECOND}</p></div><div>{TABLE}</div><div><p>{last}</p></div></div>"
    doc = read(tmp_path, f"<div><a href=x>首页</a></div>{body}")
    assert prose(doc) == [FIRST, SECOND, last]
    assert len(doc.tables) == 1


def test_a_page_inside_one_form_is_read(tmp_path: Path) -> None:
    assert prose(read(tmp_path, f"<form id=aspnet><div><p>{FIRST}</p><p>{SECOND}</p></div></form>")) == [FIRST, SECOND]


def test_links_inside_a_sentence_and_to_the_page_itself_stay(tmp_path: Path) -> None:
    body = f"<p><a href='#a'>一、收入情况</a></p><p>{FIRST}见<a href='/t'>总表</a>。</p>"
    assert prose(read(tmp_path, body)) == ["一、收入情况", FIRST + "见总表。"]


def test_a_page_without_text_says_so(tmp_path: Path) -> None:
    doc = read(tmp_path, "<div id=app></div><script>load()</script>")
    assert doc.text.strip() == ""
    assert len(doc.unread) == 1


# ---- paragraphs -----------------------------------------------------------------------------------------------


def test_blocks_and_breaks_part_paragraphs_and_inline_elements_do_not(tmp_path: Path) -> None:
    body = "<div>甲<br>&nbsp;&nbsp;　　乙<span>丙</span><b>1</b><i>2.5</i>万元<p>丁<p>戊</div>己<ul><li>庚<li>辛</ul>"
    assert prose(read(tmp_path, body)) == ["甲", "乙丙12.5万元", "丁", "戊", "己", "庚", "辛"]


def test_white_space_is_one_blank_and_none_where_a_source_line_ends_between_words(tmp_path: Path) -> None:
    body = "<p>收入\n    预算 &nbsp; 12.50\n万元，annual\nreport</p><pre>第一行\n第二行</pre>"
    assert prose(read(tmp_path, body)) == ["收入预算 12.50万元，annual report", "第一行", "第二行"]


# ---- tables ---------------------------------------------------------------------------------------------------


def test_a_table_keeps_its_spans_and_its_figures(tmp_path: Path) -> None:
    doc = read(tmp_path, f"<p>{FIRST}</p>{TABLE}<p>{SECOND}</p>")
    assert places(doc)["项目"] == (2, 0, 2, 1)
    assert places(doc)["预算数"] == (2, 1, 1, 2)
    assert places(doc)["上年"] == (3, 1, 1, 1)
    assert prose(doc) == [FIRST, SECOND]
    found = resolve(doc)
    table = found.tables[0]
    assert (table.title, table.unit and table.unit.symbol, table.header_rows) == ("2031年收支总表", "万元", 2)
    stated = {(f.row[-1], f.column): f.text for f in facts(found)}
    assert stated["库房维护", ("预算数", "本年")] == "8.25"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # A cell that reaches down takes its column; the next row's cells go around it.
        (
            "<tr><td rowspan=2>甲<td>1<tr><td>2<tr><td>乙<td>3",
            {"甲": (0, 0, 2, 1), "1": (0, 1, 1, 1), "2": (1, 1, 1, 1), "乙": (2, 0, 1, 1), "3": (2, 1, 1, 1)},
        ),
        # A wide cell ends before one that reaches into its row.
        (
            "<tr><td>甲<td rowspan=2>1<td>5<tr><td colspan=3>宽",
            {"甲": (0, 0, 1, 1), "1": (0, 1, 2, 1), "5": (0, 2, 1, 1), "宽": (1, 0, 1, 1)},
        ),
        # rowspan=0 reaches to the end, too large spans to what is there.
        (
            "<tr><td rowspan=0>甲<td>1<tr><td>2<tr><td rowspan=99 colspan=900>3",
            {"甲": (0, 0, 3, 1), "1": (0, 1, 1, 1), "2": (1, 1, 1, 1), "3": (2, 1, 1, 1)},
        ),
        # A cell ends with its row group.
        (
            "<thead><tr><td rowspan=5>甲<td>1</thead><tbody><tr><td>乙<td>2",
            {"甲": (0, 0, 1, 1), "1": (0, 1, 1, 1), "乙": (1, 0, 1, 1), "2": (1, 1, 1, 1)},
        ),
        # The foot is shown last, wherever it is written.
        (
            "<tfoot><tr><td>合<td>9</tfoot><tbody><tr><td>乙<td>2",
            {"乙": (0, 0, 1, 1), "2": (0, 1, 1, 1), "合": (1, 0, 1, 1), "9": (1, 1, 1, 1)},
        ),
        ("<tr><td colspan=x>甲<td colspan=-2>1<tr><td>乙<td>2", {"甲": (0, 0, 1, 1), "1": (0, 1, 1, 1)}),
    ],
)
def test_cells_stand_where_browsers_put_them(
    tmp_path: Path, rows: str, expected: dict[str, tuple[int, int, int, int]]
) -> None:
    found = places(read(tmp_path, f"<table>{rows}</table>"))
    assert {text: found[text] for text in expected} == expected


def test_no_place_has_two_cells(tmp_path: Path) -> None:
    rows = "<tr><td rowspan=3 colspan=2>甲<td>1<td rowspan=2>2<tr><td colspan=4>3"
    rows += "<tr><td>4<td colspan=2 rowspan=9>5<tr><td>6"
    doc = read(tmp_path, f"<table>{rows}</table>")
    taken = [
        (r, c)
        for row in doc.tables[0].rows
        for cell in row
        for r in range(cell.row, cell.row + cell.rows)
        for c in range(cell.column, cell.column + cell.columns)
    ]
    assert len(taken) == len(set(taken))


def test_tables_that_only_lay_out_are_walked(tmp_path: Path) -> None:
    doc = read(
        tmp_path,
        f"<table><tr><td>左</td><td><table><tr><td>{FIRST}</td></tr></table>{TABLE}"
        f"<table><tr><td>一</td><td>{SECOND * 3}</td></tr><tr><td>二</td><td>{FIRST * 3}</td></tr></table></td></tr>"
        "</table>",
    )
    assert len(doc.tables) == 1
    assert grid(doc)[-1] == ["库房维护", "7.00", "8.25"]
    assert prose(doc)[-4:] == ["一", SECOND * 3, "二", FIRST * 3]


def test_lines_inside_a_cell_stay_in_it(tmp_path: Path) -> None:
    doc = read(
        tmp_path, "<table><tr><td>名称<td>数<br>额</tr><tr><td><p>库房</p><p>维护</p><td>&nbsp;12.50&nbsp;</table>"
    )
    assert grid(doc) == [["名称", "数\n额"], ["库房\n维护", "12.50"]]
    assert all(doc.slice(c.span) == c.text for row in doc.tables[0].rows for c in row)


def test_the_caption_of_a_table_is_its_title(tmp_path: Path) -> None:
    doc = read(tmp_path, TABLE.replace("<table border=1>", "<table><caption>2031年收支一览表</caption>"))
    assert doc.tables[0].title == "2031年收支一览表"
    assert doc.text.count("2031年收支一览表") == 1


def test_a_document_saved_by_an_office_program_is_read_whole(tmp_path: Path) -> None:
    head = "<meta name=Generator content='Microsoft Word 15'><title>附件1</title>"
    body = f"""<div class=WordSection1><p class=MsoTitle>部门预算说明</p>
    <p class=MsoNormal><span lang=EN-US>1.<o:p></o:p></span>
    {FIRST}</p></div><div style='mso-element:footer'><p class=MsoFooter>第 3 页</p></div>
    <div class=WordSection2><table class=MsoNormalTable><tr><td><p class=MsoNormal>接待<o:p></o:p></p></td>
    <td><p>3.00</p></td></tr><tr><td><p>出国</p></td><td><p>0.00</p></td></tr></table><p class=MsoNormal>完</p></div>"""
    doc = read(tmp_path, body, head)
    assert prose(doc) == ["部门预算说明", "1." + FIRST, "完"]
    assert grid(doc) == [["接待", "3.00"], ["出国", "0.00"]]


# ---- hostile pages --------------------------------------------------------------------------------------------


def refused(folder: Path, body: str) -> str:
    with pytest.raises(GoujiError) as caught:
        read(folder, body)
    return caught.value.code


def test_tables_nested_too_deep_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "<table><tr><td>" * 30 + "深" + "</table>" * 30) == "E014"


def test_elements_nested_too_deep_are_told(tmp_path: Path) -> None:
    doc = read(tmp_path, f"<p>{FIRST}</p>" + "<div>" * 2000 + "深" + "</div>" * 2000)
    assert FIRST in doc.text
    assert len(doc.unread) == 1


def test_spans_do_not_make_a_table_endless(tmp_path: Path) -> None:
    rows = "<tr><td colspan=1000>甲<td>1" * 3000
    assert refused(tmp_path, f"<table>{rows}</table>") == "E014"
    pillar = "<tr><td colspan=1000 rowspan=65534>甲<td>1" + "<tr><td>2" * 3000
    assert refused(tmp_path, f"<table>{pillar}</table>") == "E014"


@pytest.mark.parametrize(("data", "code"), [(b"", "E002"), (b"\x89PNG\0\0\0\xff\xfe\0", "E003"), (b"<!-- -->", "E009")])
def test_what_is_no_page_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(data)
    with pytest.raises(GoujiError) as caught:
        read_html(path)
    assert caught.value.code == code


def test_entities_read_no_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    path = tmp_path / "page.html"
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>甲&x;乙</p></body></html>'
    path.write_bytes(page.encode())
    assert "秘密" not in read_html(path).text


def test_rows_are_counted_before_they_are_read(tmp_path: Path) -> None:
    start = time.process_time()
    assert refused(tmp_path, "<table>" + "<tr><td>1</td><td>2</td></tr>" * 200_000 + "</table>") == "E014"
    assert time.process_time() - start < 10


def test_a_long_title_costs_little_and_is_cut(tmp_path: Path) -> None:
    start = time.process_time()
    doc = read(tmp_path, "<p>支出十二万元</p>" * 20_000, f"<title>{'标题很长' * 100_000}</title>")
    assert time.process_time() - start < 3
    assert len(prose(doc)[0]) == 300


@pytest.mark.parametrize(
    "char", ["\x01", "\x0b", "\x1f", "\ufffe", "&#11;", "&#x1F;", "&#xFFFE;", "&#1&#1;1;", "&#99999999999;"]
)
@pytest.mark.parametrize("tag", ["script", "style", "nav"])
def test_characters_that_no_tree_holds_are_left_out(tmp_path: Path, char: str, tag: str) -> None:
    page = f"<html><body><{tag}>x{char}</{tag}>{char}<p>本年支出12.3{char}0万元，占{char}20%。</p></body></html>"
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")
    text = read_html(path).text
    assert "本年支出12.3" in text and "20%。" in text
    assert not any(c < " " and c not in "\t\n" for c in text)


def test_characters_that_print_nothing_part_no_number(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<p>本年支出12&#8203;34.50&#8203;万元，占2&shy;0%。</p>", encoding="utf-8")
    assert "本年支出1234.50万元，占20%。" in read_html(path).text


def test_a_page_in_utf_32_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes("<p>本年支出12.30万元。</p>".encode("utf-32"))
    document = read_html(path)
    assert (document.text.strip(), document.encoding) == ("本年支出12.30万元。", "utf-32")
