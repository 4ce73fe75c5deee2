"""PDF tables whose columns alignment alone keeps, printed by LibreOffice; and what looks like one and is none."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from gouji import api
from gouji.document import Document
from gouji.readers.pdf.aligned.table_finder import aligned_grids
from gouji.readers.pdf.glyphs import Glyph
from gouji.readers.pdf.text_lines import TextLine
from gouji.tables import facts

STYLE = "td, th { padding: 2px 10px; font-weight: normal } td + td { text-align: right } p { margin: 6px 0 }"
PLAIN = "<p align=center>部门收支情况表</p><p>部门：云溪县气象站　　　　　　　　单位：万元</p>"


def _font() -> str:
    run = subprocess.run(["fc-match", "-f", "%{family[0]}", ":lang=zh"], capture_output=True, text=True)
    return run.stdout.strip() or "serif"


@pytest.fixture
def printed(tmp_path: Path) -> Printer:
    if not shutil.which("soffice"):
        pytest.skip("soffice (LibreOffice Writer) is not installed")
    return Printer(tmp_path)


class Printer:
    """Prints the body of a web page and reads the PDF."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, body: str) -> Document:
        page = self.folder / "page.html"
        style = f"body {{ font-family: '{_font()}'; font-size: 10pt }} {STYLE}"
        page.write_text(f"<html><meta charset=utf-8><style>{style}</style><body>{body}", encoding="utf-8")
        command = ["soffice", f"-env:UserInstallation=file://{self.folder}/profile", "--headless"]
        command += ["--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export", "--outdir"]
        subprocess.run([*command, self.folder, page], check=True, capture_output=True)
        return api.read(page.with_suffix(".pdf"))


def table(rows: str, attributes: str = "", head: int = 1, widths: tuple[int, ...] = ()) -> str:
    """`a | b | c` lines as a table without borders; `x*2` covers two columns, `x^2` two rows."""
    out = ""
    for i, line in enumerate(rows.strip().splitlines()):
        cells = ""
        for j, cell in enumerate(line.split("|")):
            text, _, columns = cell.strip().partition("*")
            text, _, high = text.partition("^")
            tag = "th" if i < head else "td"
            span = f" colspan={columns}" * bool(columns) + f" rowspan={high}" * bool(high)
            width = f" width={widths[j]}" if widths and i == 0 else ""
            cells += f"<{tag}{span}{width}>{text}</{tag}>"
        out += f"<tr>{cells}</tr>"
    return f"<table cellspacing=0 {attributes}>{out}</table>"


def stated(document: Document) -> dict[tuple[str, str], str]:
    return {("/".join(f.row), "/".join(f.column)): f.figure.norm for f in facts(document)}


ROWS = """
    项目 | 年初预算数 | 决算数
    人员经费 | 1,205.30 | 1,198.06
    公用经费 | 86.00 | 79.41
    项目支出 | 340.55 | 12.00
    合计 | 1,631.85 | 1,289.47
"""


def test_table_without_any_rules(printed: Printer) -> None:
    document = printed(PLAIN + table(ROWS, "width=100%") + "<p>注：本表数字含上年结转。</p>")
    got = stated(document)
    assert len(got) == 8
    assert got["人员经费", "年初预算数"] == "12053000"
    assert got["项目支出", "决算数"] == "120000"
    (found,) = document.tables
    assert found.title == "部门收支情况表" and found.department == "云溪县气象站"
    assert found.unit is not None and found.unit.symbol == "万元"
    assert "上年结转" not in document.slice(found.span)


def test_narrow_table_without_any_rules(printed: Printer) -> None:
    got = stated(printed(PLAIN + table(ROWS, "cellpadding=6", widths=(110, 90, 90))))
    assert len(got) == 8 and got["公用经费", "决算数"] == "794100"


def test_blank_cells_and_nil_signs_keep_their_columns(printed: Printer) -> None:
    rows = """
        项目 | 基本支出 | 项目支出 | 经营支出
        气象观测 | 25.10 | |
        气象服务 | | 31.20 | -
        防雷检测 | - | | 4.75
        科学普及 | 9.00 | 8.40 | 0.30
        设备维护 | 7.15 | 6.00 |
        数据处理 | 1.10 | 2.00 | 1.50
    """
    got = stated(printed(PLAIN + table(rows, "width=100%")))
    assert got["气象观测", "基本支出"] == "251000" and ("气象观测", "项目支出") not in got
    assert got["气象服务", "项目支出"] == "312000"
    assert got["防雷检测", "经营支出"] == "47500"
    assert len(got) == 11


def test_three_line_table_with_merged_heads(printed: Printer) -> None:
    rows = """
        科目^2 | 合计^2 | 一般公共预算*2 | 政府性基金预算*2
        基本支出 | 项目支出 | 基本支出 | 项目支出
        教育支出 | 100.00 | 40.00 | 30.00 | 20.00 | 10.00
        卫生健康支出 | 57.50 | 31.00 | 12.25 | 9.25 | 5.00
        农林水支出 | 18.20 | 8.00 | 4.20 | 3.00 | 3.00
        住房保障支出 | 6.40 | 1.10 | 2.20 | 1.30 | 1.80
    """
    rule = "rules=groups frame=hsides border=1"
    body = table(rows, f"{rule} width=100%", head=2)
    top = body.index("<tr><td>")
    body = body[:top].replace("<tr>", "<thead><tr>", 1) + "</thead><tbody>" + body[top:]
    got = stated(printed(PLAIN + body))
    assert len(got) == 20
    assert got["卫生健康支出", "合计"] == "575000"
    assert got["卫生健康支出", "一般公共预算/项目支出"] == "122500"
    assert got["农林水支出", "政府性基金预算/基本支出"] == "30000"


def test_wrapped_labels_join_their_row(printed: Printer) -> None:
    rows = """
        项目 | 预算数 | 决算数
        一般公共服务和机关事务管理方面的支出 | 12.00 | 11.50
        教育支出 | 8.00 | 7.25
        城乡社区公共设施维护与环境卫生方面的支出 | 6.00 | 5.75
        住房保障支出 | 3.00 | 2.50
    """
    for align in ("middle", "top"):
        style = f"style='line-height:110%' valign={align} cellpadding=8"
        got = stated(
            printed(PLAIN + table(rows, style, widths=(130, 120, 120)).replace("<td>", f"<td valign={align}>"))
        )
        assert got["一般公共服务和机关事务管理方面的支出", "预算数"] == "120000", align
        assert got["城乡社区公共设施维护与环境卫生方面的支出", "决算数"] == "57500"
        assert len(got) == 8


def test_codes_and_the_row_that_counts_columns(printed: Printer) -> None:
    rows = """
        科目编码 | 科目名称 | 本年支出 | 其中：基本支出
        栏次 | | 1 | 2
        201 | 一般公共服务支出 | 2,310.00 | 1,010.00
        20103 | 政府办公厅事务 | 2,310.00 | 1,010.00
        208 | 社会保障和就业支出 | 96.12 | 90.02
        210 | 卫生健康支出 | 33.40 | 33.40
    """
    document = printed(PLAIN + table(rows, "width=100%"))
    by_code = {(f.code, "/".join(f.column)): f.figure.norm for f in facts(document)}
    assert by_code["20103", "本年支出"] == "23100000"
    assert by_code["208", "其中：基本支出"] == "900200"
    assert len(by_code) == 8


def test_two_tables_with_prose_between(printed: Printer) -> None:
    second = ROWS.replace("年初预算数", "上年数").replace("决算数", "本年数").replace("86.00", "77.00")
    prose = "<p>下面按同一口径列出上年与本年的比较情况，供参阅。</p>"
    document = printed(PLAIN + table(ROWS, "width=100%") + prose + PLAIN + table(second, "width=80%"))
    assert len(document.tables) == 2
    got = stated(document)
    assert got["公用经费", "年初预算数"] == "860000" and got["公用经费", "上年数"] == "770000"


CONTENTS = table(
    "\n".join(
        f"第{n}部分　{t} | {p}"
        for n, t, p in [("一", "概况", 1), ("二", "报表", 4), ("三", "说明", 9), ("四", "名词", 15)]
    ),
    "width=100%",
    head=0,
)
LEADERS = "".join(f"<p>{t}{'.' * 80}{p}</p>" for t, p in [("一、概况", 1), ("二、收支总表", 12), ("三、说明", 20)])
JUSTIFIED = (
    "<p>"
    + "<br>".join(
        f"本年　　　　支出　　　　{a}　　　　万元，比上年增加　　　　{b}　　万元"
        for a, b in [(12, 3), (1450, 20), (7, 180)]
    )
    + "</p>"
)
CAPTIONS = "".join(f"<p>部门：云溪县气象站{'&nbsp;' * 60}单位：万元</p>" for _ in range(4))
SIGNED = "<p>负责人：&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;经办人：</p>" + "".join(
    f"<p align=right>2024&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;年&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;{m}</p>"
    for m in (3, 4)
)
PROSE = (
    "<p style='text-align: justify'>"
    + "本站全年支出 1,289.47 万元，其中人员经费 1,198.06 万元，公用经费 79.41 万元，Meteorological-Service "
    "项目支出 12.00 万元，比年初预算 减少 342.38 万元，主要原因是 2024 年 部分项目 推迟 实施。" * 6
)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<p align=center>目录</p>{CONTENTS}", id="contents"),
        pytest.param(f"<p align=center>目录</p>{LEADERS}", id="contents with leaders"),
        pytest.param(JUSTIFIED, id="prose with wide gaps"),
        pytest.param(PROSE, id="justified prose"),
        pytest.param(CAPTIONS, id="caption lines"),
        pytest.param(SIGNED, id="signature"),
    ],
)
def test_no_table(printed: Printer, body: str) -> None:
    assert printed(body).tables == ()


def line(top: float, *words: tuple[float, str]) -> TextLine:
    """Words of 6-point characters at their places from left."""
    found = [Glyph(c, x + 3 * i, top, x + 3 * i + 3, top + 6, 0) for x, word in words for i, c in enumerate(word)]
    return TextLine(tuple(found), 1)


def test_rows_out_of_line_before_and_after_are_left_out() -> None:
    ragged = [line(9.0 * i, (50, "Label"), (150 + 37 * i % 80, f"{10 + i % 90}.5")) for i in range(1300)]
    table = [line(9.0 * i, (50, "Label"), (400, "12.5")) for i in range(1300, 1330)]
    after = [line(9.0 * i, (50, "Label"), (150 + 37 * i % 80, "9.5")) for i in range(1330, 1340)]
    (grid,), rest = aligned_grids([*ragged, *table, *after], [])
    assert len(grid.lattice.ys) == 31 and grid.lattice.box[1] > ragged[-1].top
    assert rest == [*ragged, *after]


def test_a_page_of_stretches_without_end_is_given_up() -> None:
    """Words over the columns cut each stretch again and again; every line stays, in a grid or outside."""
    rows = [(50, "Label"), (200, "12.5"), (300, "13.5")]
    lines = [line(9.0 * i, *(rows if i % 4 else [(150, "words over the columns all of them")])) for i in range(2000)]
    grids, rest = aligned_grids(lines, [])
    inside = sum(len(grid.lattice.ys) - 1 for grid in grids)
    assert 0 < inside < 1500 and inside + len(rest) == 2000
