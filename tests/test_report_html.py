"""The HTML report: whole, self-contained, escaped, and well formed where marks cross."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from random import Random

import pytest

import chains
import gouji
import sample
from gouji import report
from gouji.document import Document, Span
from gouji.learn import synth
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.report import wording
from gouji.report.finding_table import DOUBTFUL
from gouji.report.html import page
from gouji.report.place_names import Places
from gouji.report.text_marks import Mark, Marked

VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """Collects ids, links and text; fails on tags that do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.classes: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert not self.stack, f"left open: {self.stack}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.stack.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                self.links.append(value or "")
            if name == "class":
                self.classes += (value or "").split()

    def handle_endtag(self, tag: str) -> None:
        assert self.stack and self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.stack[-1:] not in (["style"], ["script"]):
            self.words.append(data)

    @property
    def text(self) -> str:
        return "".join("".join(self.words).split())


@pytest.fixture(scope="module")
def checked() -> str:
    return page(sample.result())


def test_links_lead_somewhere_and_nowhere_outside(checked: str) -> None:
    seen = Page(checked)
    assert len(seen.ids) == len(set(seen.ids))
    for link in seen.links:
        assert link.startswith("#") and link[1:] in seen.ids, link
    assert not re.search(r"(?:src|href|url\()\s*=?\s*[\"']?(?:https?:)?//", checked)
    assert "default-src 'none'" in checked


def test_finding_card_has_what_an_auditor_needs(checked: str) -> None:
    card = checked[checked.index('id="card-m1"') : checked.index('id="card-m2"')]
    for piece in ("增减变动", "重要", "2.05%", "20.50%", "小数点错位", "relation.change"):
        assert piece in card
    assert "20.50 ÷ (120.50 − 20.50) = 20.50%" in card
    assert '<span class="disputed">2.05%</span>' in card
    assert '<span class="evidence" title="增减额">20.50万元</span>' in card


def test_card_tells_how_a_finding_follows_and_draws_it() -> None:
    html = page(replace(sample.result(), findings=(chains.growth(),)))
    how = html[html.index('<details class="how">') : html.index("</details>", html.index('<details class="how">'))]
    assert "两区间不相交" in how and "改后①②成立" in how
    assert how.count("<svg") == 1 and "<script" not in how and "href" not in how
    Page(html)


def test_nothing_is_drawn_where_no_figure_is_disputed(checked: str) -> None:
    assert "<svg" not in checked and 'class="how"' not in checked


def test_table_rows_of_a_finding_are_shown_with_the_cell_marked(checked: str) -> None:
    card = checked[checked.index('id="card-m2"') : checked.index('id="card-m3"')]
    assert "公开03表 支出决算表" in card and "201 一般公共服务支出" in card
    assert re.search(r'<td class="num disputed">-12.50</td>', card)
    assert re.search(r'<td class="num evidence" title="分项">50.00</td>', card)


def test_findings_come_first_and_roundings_are_folded(checked: str) -> None:
    order = [checked.index(f'id="{i}"') for i in ("card-m1", "card-m2", "card-m3", "ledger", "text")]
    assert order == sorted(order)
    assert checked.index('<details class="roundings"') < checked.index('id="card-m3"')


def test_ledger_tells_what_was_tried(checked: str) -> None:
    text = Page(checked).text
    assert "共核对3处勾稽关系" in text and "相符1" in text and "未能核对1" in text and "缺少表头" in text


def test_document_text_is_whole_and_escaped(checked: str) -> None:
    shown = checked[checked.index("<article>\n") : checked.index("</main>")]
    without_links = Page(re.sub(r'<a class="back".*?</a>', "", shown[: shown.index("</section>")]))
    assert without_links.text == "".join(sample.TEXT.split())
    assert "<说明>" in without_links.text and "<说明>" not in checked
    labels = {"en-AMOUNT", "en-PERCENT", "en-CAUSE", "en-PROJECT"}
    assert labels | {"fd-material", "ev", "zone-debris"} <= set(without_links.classes)


def test_extraction_makes_a_page_without_findings() -> None:
    html = page(sample.extraction())
    assert 'id="findings"' not in html and "en-CAUSE" in html
    Page(html)


def test_several_documents_make_an_index_and_pages(tmp_path: Path) -> None:
    report.write([sample.result()] * 3, tmp_path / "all.html")
    index = Page((tmp_path / "all.html").read_text(encoding="utf-8"))
    assert len(index.links) == 3
    for link in index.links:
        assert '<a href="../all.html">' in (tmp_path / link).read_text(encoding="utf-8")


def test_marks_that_nest_and_cross_stay_well_formed() -> None:
    rng = Random(1)
    text = "".join(rng.choice("甲乙<&\"'>12") for _ in range(60))
    document = Document("x", text, "")
    for _ in range(300):
        starts = [rng.randrange(60) for _ in range(8)]
        marks = [Mark(Span(s, rng.randint(s + 1, 60)), f"c{i}", "t", f"i{i}") for i, s in enumerate(starts)]
        low = rng.randrange(59)
        high = rng.randint(low + 1, 60)
        seen = Page(str(Marked(document, marks).html(low, high)))
        assert "".join(seen.words) == text[low:high]
        assert sorted(seen.ids) == sorted(m.id for m in marks if low <= m.span.start < high)


def test_sentence_stays_in_its_paragraph() -> None:
    places = Places(sample.document())
    assert sample.document().slice(places.sentence(sample.span("2.05%"))).startswith("2023年本年支出")
    assert places.name(sample.span("2.05%")) == "一、收支情况<说明>"


@pytest.mark.parametrize("seed", range(3))
def test_every_code_of_a_real_check_has_a_name(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "disclosure.txt"
    path.write_text(synth.demo(seed).text, encoding="utf-8", newline="")
    result = gouji.check(path)
    named = {group: set(names) for group, names in wording.words().items()}
    assert {c.relation for c in result.checks} <= named["relations"]
    assert {f.diagnosis for f in result.findings} - {""} <= named["diagnoses"]
    roles = {e.role.partition(".")[0] for f in result.findings for e in f.evidence}
    assert roles <= named["roles"]
    Page(page(result))


def test_every_code_has_a_name() -> None:
    for group, codes in {"kinds": FindingKind, "severities": Severity, "statuses": Status}.items():
        assert set(wording.words()[group]) - {DOUBTFUL} == {c.value for c in codes}
    assert wording.pair("kinds", "unheard_of") == ("unheard_of", "")


@pytest.mark.parametrize(("rate", "cause"), [("17.39%", "未能判断成因"), ("4.0%", "取整后小数位补零")])
def test_a_figure_has_a_cause_or_is_said_to_have_none(rate: str, cause: str, tmp_path: Path) -> None:
    path = tmp_path / "disclosure.txt"
    path.write_text(
        "白鹭湖管理处2023年度部门决算\n一、支出情况\n"
        f"2023年度本年支出合计6256.31万元，比上年增加268.28万元，增长{rate}。\n",
        encoding="utf-8",
    )
    assert f'<dd class="slip">{cause}</dd>' in page(gouji.check(path))
