"""What is not read is never called clean: each way in which a file keeps its text to itself is a line of the ledger."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import openpyxl
import pytest

import pdffiles
from gouji import api, report
from gouji.commands import summary
from gouji.document import Document, Span, Unread
from gouji.errors import GoujiError
from gouji.learn import synth
from gouji.records.results import CheckResult
from gouji.report import html
from gouji.report.own_reports import is_report, parted

PROSE = pdffiles.lines([pdffiles.WORDS] * 5)
GARBLED = "\n".join(pdffiles.codes("""!"#$%&'()*+,-./0123456789:;<=>?@ABC!#%'"&$*+""", 700 - 20 * i) for i in range(5))
SLANTED = "\n".join(
    pdffiles.text(pdffiles.WORDS, 60 + 30 * i, 100, turn="0.7071 0.7071 -0.7071 0.7071") for i in range(5)
)
DOWNWARDS = "\n".join(
    pdffiles.text(c, 500 - 40 * i, 700 - 14 * j) for i in range(5) for j, c in enumerate(pdffiles.WORDS)
)
FINE = "一、收支情况\n2030年本年支出100.00万元，比上年增加20.00万元，增长25.00%，主要原因是新增值班。\n"


def unread(path: Path) -> list[str]:
    """The reasons in the ledger, which are those of the document."""
    result = api.check(path)
    lines = [c for c in result.checks if c.relation == "reading"]
    assert all(c.status == "unreadable" for c in lines)
    assert [c.why for c in lines] == [u.why for u in result.document.unread] == [c.why for c in result.unread]
    records = [r for r in result.to_records() if r.get("relation") == "reading"]
    assert [r["page"] for r in records if r["why"][0] == "第"] == [int(c.why[1]) for c in lines if c.why[0] == "第"]
    assert result.incomplete is bool(lines) and not (result.clean and lines)
    return [c.why for c in lines]


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (pdffiles.OUTLINES, "第2页的内容是图像或描成图形的文字"),
        (pdffiles.OUTLINES + pdffiles.codes("2", 40), "第2页的内容是图像或描成图形的文字"),
        (pdffiles.OUTLINES + pdffiles.text("云溪县气象站部门预算", y=750), "第2页的内容是图像或描成图形的文字"),
        ("/X1 Do", "第2页没有文字层"),
        (GARBLED, "第2页的字体没有可用的文字编码"),
        (SLANTED, "第2页的文字斜排"),
        (DOWNWARDS, "第2页的文字竖排"),
    ],
    ids=["outlines", "page-number", "head", "picture-in-forms", "codes", "slanted", "downwards"],
)
def test_a_page_that_keeps_its_text_is_unread(page: str, why: str, tmp_path: Path) -> None:
    path = pdffiles.write(tmp_path / "a.pdf", PROSE, page, forms=6)
    (reason,) = unread(path)
    assert reason.startswith(why) and reason.endswith("未能读取")
    assert pdffiles.WORDS in api.read(path).text


@pytest.mark.parametrize(
    "page",
    [
        "",
        "q 40 0 0 40 60 740 cm /X0 Do Q\n" + PROSE,
        pdffiles.text("第二部分", y=400),
        "\n".join(f"60 {y} m 540 {y} l S" for y in range(100, 700, 20)),  # the end of an empty form
        "\n".join(pdffiles.codes("The budget of the station, in English.", 700 - 20 * i) for i in range(9)),
        PROSE + pdffiles.text("内部资料", 200, 300, turn="0.7071 0.7071 -0.7071 0.7071"),
    ],
    ids=["blank", "logo", "divider", "rules", "english", "watermark"],
)
def test_a_page_that_says_what_it_shows_is_read(page: str, tmp_path: Path) -> None:
    assert unread(pdffiles.write(tmp_path / "a.pdf", PROSE, page)) == []


def test_a_page_of_figures_without_names_is_read_and_fails_its_audit(tmp_path: Path) -> None:
    figures = [pdffiles.codes(f"{i},234.50   {i}.00%  2030-01-0{i % 9}", 700 - 20 * i) for i in range(9)]
    path = pdffiles.write(tmp_path / "a.pdf", PROSE, "\n".join(figures))
    assert api.read(path).unread == ()
    (line,) = api.check(path).unread
    assert line.page == 2 and line.why.startswith("第2页所印数字")


@pytest.mark.parametrize("pages", [[None], ["", ""]], ids=["no-contents", "blank"])
def test_a_file_without_any_text_is_unread(pages: list[str | None], tmp_path: Path) -> None:
    assert unread(pdffiles.write(tmp_path / "a.pdf", *pages)) == ["文件的各页都没有文字，未能读取"]


def test_a_file_without_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoujiError, match=r"E009: .*a\.pdf: no pages"):
        api.read(pdffiles.write(tmp_path / "a.pdf"))


def test_pages_one_after_the_other_keep_their_numbers(tmp_path: Path) -> None:
    path = pdffiles.write(tmp_path / "a.pdf", PROSE, *[pdffiles.OUTLINES] * 3, PROSE)
    assert [why[:3] for why in unread(path)] == ["第2页", "第3页", "第4页"]
    (tmp_path / "b.txt").write_text(FINE, encoding="utf-8")
    both = api.check(api.bundle([tmp_path / "b.txt", path]))
    assert [c.page for c in both.unread] == [2, 3, 4]


def test_text_that_is_not_shown_is_told_and_read(tmp_path: Path) -> None:
    path = pdffiles.write(tmp_path / "a.pdf", PROSE, pdffiles.text(pdffiles.WORDS, mode=3))
    document = api.read(path)
    assert document.warnings == ("第2页有不显示的文字，已照常读取",)
    assert not document.unread and document.text.count(pdffiles.WORDS) == 6


def test_an_endless_paragraph_is_read_in_pieces() -> None:
    said = "某中心办公费支出{}.00万元，比上年增加1.00万元；"
    text = "一、收支情况\n" + "".join(said.format(n) for n in range(2000)) + "\n"
    document = api.read_text(text)
    assert max(len(b.span) for b in document.blocks) <= 5000 and not document.unread
    assert "".join(document.slice(b.span) for b in document.blocks) == text.replace("\n", "")
    amounts = [e.text for e in api.extract(document, models=False).entities if e.label == "AMOUNT"]
    assert amounts.count("1.00万元") == 2001 and "1999.00万元" in amounts


def test_a_sentence_without_end_is_unread() -> None:
    text = FINE + "某" * 40_000 + "\n" + "支出2.00万元。\n"
    document = api.read_text(text)
    (part,) = document.unread
    assert document.slice(part.span).strip() == "某" * 40_000 and "未能读取" in part.why
    assert any(e.text == "2.00万元" for e in api.extract(document, models=False).entities)


HTML = "<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize("style", ["font-size:0", "color: #FFF", "color:white;"])
def test_hidden_text_of_a_web_page_is_told(style: str, tmp_path: Path) -> None:
    body = f"<p>本年支出100.00万元，其中办公费<span style='{style}'>不算</span>20.00万元。</p>"
    path = tmp_path / "a.html"
    path.write_text(HTML.format(head="", body=body), encoding="utf-8")
    (warning,) = api.read(path).warnings
    assert warning.startswith("网页有 1 处不显示的文字")
    dark = body.replace("<p>", "<p style='background:#036'>").replace("font-size:0", "font-size:0.9em")
    path.write_text(HTML.format(head="", body=dark), encoding="utf-8")
    assert api.read(path).warnings == ()


@pytest.mark.parametrize("inline", [True, False])
def test_a_web_page_of_placed_lines_is_unread(inline: bool, tmp_path: Path) -> None:
    how = "style='position:absolute;top:{0}px'" if inline else "class='t y{0}'"
    body = "".join(f"<div {how.format(20 * i)}>办公费 {i}.00 12.00</div>" for i in range(30))
    head = "" if inline else "<style>.t{position:absolute;white-space:pre}</style>"
    path = tmp_path / "a.html"
    path.write_text(HTML.format(head=head, body=f"<div>{body}</div>"), encoding="utf-8")
    (reason,) = unread(path)
    assert "绝对位置" in reason
    path.write_text(HTML.format(head="", body=body.replace("position:absolute", "")), encoding="utf-8")
    assert api.read(path).unread == ()
    (line,) = api.check(path).unread  # lines of words and bare figures: no amount of prose and no table
    assert line.why.startswith("该文件所印数字")


def test_text_of_four_bytes_a_character_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(FINE.encode("utf-32"))
    assert "增长25.00%" in api.read(path).text


# ---- what may be said ---------------------------------------------------------------------------------------------


def checked(text: str, *unread: str, error: str = "") -> CheckResult:
    document = api.read_text(text, "甲.txt") if text else Document("甲.txt", "", "", error=error)
    parts = tuple(Unread(Span(0, 0), why) for why in unread)
    return api.check(Document(**{**_fields(document), "unread": parts}), triage=False)


def _fields(document: Document) -> dict[str, object]:
    return {name: getattr(document, name) for name in Document.__dataclass_fields__}


CASES = {
    "clean": (checked(FINE), "没有发现不一致之处（核对 2 处关系）"),
    "part": (checked(FINE, "第2页没有文字层，未能读取"), "已核对的 2 处关系没有发现不一致之处，但有 1 处未能读取"),
    "nothing": (checked("云溪县气象站值班表\n"), "没有可核对的内容，不能说无误"),
    "pages": (checked("", "第1页没有文字层，未能读取"), "有 1 处未能读取，没有可核对的内容，不能说无误"),
    "refused": (checked("", "E009: damaged", error="E009"), "未能读取：E009: damaged"),
}


@pytest.mark.parametrize("name", CASES)
def test_only_what_was_checked_is_called_free_of_disagreement(name: str) -> None:
    result, sentence = CASES[name]
    assert result.clean is (name == "clean")
    assert f"  {sentence}\n" in summary.check(result)
    page = html.page(result)
    assert f"{sentence}。" in page and ("empty unsure" in page) is not result.clean
    (record,) = [r for r in result.to_records() if r["type"] == "document"]
    assert record["checked"] == result.checked == (2 if name in ("clean", "part") else 0)
    assert record.get("unread", 0) == len(result.unread)


def test_the_index_calls_no_unread_document_clean(tmp_path: Path) -> None:
    report.write([result for result, _ in CASES.values()], tmp_path / "all.html")
    index = (tmp_path / "all.html").read_text(encoding="utf-8")
    rows = dict(zip(CASES, index.split("<tr class=")[1:], strict=True))
    assert [name for name in CASES if rows[name].startswith('"clean"')] == ["clean"]
    assert re.search(r'<td class="outcome"[^>]*>2 <', rows["clean"]) and ">·</td>" in rows["clean"]
    assert "2，1 处未能读取" in rows["part"] and 'class="outcome minor"' in rows["part"]
    for name, said in {"nothing": "没有可核对的内容", "pages": "1 处未能读取", "refused": "未能读取（E009）"}.items():
        assert said in rows[name] and ">·</td>" not in rows[name] and 'class="outcome minor"' in rows[name]


def test_tables_have_a_row_for_what_was_not_read(tmp_path: Path) -> None:
    results = [result for result, _ in CASES.values()]
    report.write(results, tmp_path / "all.csv")
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [(r["kind"], r["severity"], r["message"]) for r in csv.DictReader(file)]
    assert rows == [
        ("reading", "unreadable", "第2页没有文字层，未能读取"),
        ("", "unchecked", "没有可核对的内容，不能说无误"),
        ("reading", "unreadable", "第1页没有文字层，未能读取"),
        ("reading", "unreadable", "E009: damaged"),
    ]
    report.write([r.extraction for r in results], tmp_path / "said.csv")
    with (tmp_path / "said.csv").open(encoding="utf-8-sig", newline="") as file:
        told = [r["text"] for r in csv.DictReader(file) if r["label"] == "unreadable"]
    assert told == [row[2] for row in rows if row[1] == "unreadable"]
    report.write(results, tmp_path / "all.xlsx")
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    head, *found = book["汇总"].iter_rows(min_row=4, values_only=True)
    told = [tuple(row[head.index(c)] for c in ("重要", "相符", "未读部分")) for row in found]
    assert told == [(0, 2, 0), (0, 2, 1), (None, 0, 0), (None, 0, 1), (None, None, 1)]
    outcomes = [row[head.index("结论")] for row in found]
    assert outcomes[0].startswith("没有发现不一致之处") and not any("没有发现" in o for o in outcomes[2:])
    assert [row[3] for row in book["未能核对"].iter_rows(min_row=2, values_only=True)] == [
        row[2] for row in rows if row[1] == "unreadable"
    ]


# ---- reports of our own -------------------------------------------------------------------------------------------


def test_reports_are_told_from_pages_that_only_say_so(tmp_path: Path) -> None:
    result = api.check(api.read_text(synth.demo(1).text, "甲.txt"))
    for name in ("one.html", "book.xlsx"):
        report.write(result, tmp_path / name)
    report.write([result, result], tmp_path / "all.html")
    ours = [*tmp_path.glob("*.html"), *tmp_path.glob("*.xlsx"), *(tmp_path / "all.pages").glob("*.html")]
    assert len(ours) == 5
    page = (tmp_path / "one.html").read_text(encoding="utf-8")
    published = tmp_path / "published"
    published.mkdir()
    meta = '<meta name="generator" content="gouji 1.0">'
    (published / "meta.html").write_text(HTML.format(head=meta, body=FINE), encoding="utf-8")
    (published / "head.html").write_text(
        page[: page.index("</style>")] + "</style></head><body>" + FINE, encoding="utf-8"
    )
    (published / "tail.html").write_text(FINE + page[page.index("<footer>") :], encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.title = "支出表"
    book.save(published / "other.xlsx")
    theirs = list(published.iterdir())
    documents, skipped = parted([*ours, *theirs])
    assert documents == theirs and [s.path for s in skipped] == ours
    assert all("报告" in s.why for s in skipped) and not is_report(tmp_path / "none.html")
    json.dumps(result.to_records())
