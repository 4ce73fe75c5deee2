"""The HTML report in Chromium: no error, no request outside, filters that show what they name, numbered paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

import browser
import gouji
import pdffiles
import sample
from gouji import report
from gouji.records.verdicts import Conclusion, Verdict
from gouji.report import page_pictures

pytestmark = browser.needed

HEAD = pdffiles.text("云溪县气象站2023年度部门决算", y=760)
LINES = ("一、支出情况", "2023年度支出合计100.00万元，比上年增加20.00万元，", "增长35.00%。")
PROSE = "\n".join([HEAD, *(pdffiles.text(line, y=700 - 24 * i) for i, line in enumerate(LINES))])
INCOME = pdffiles.text("二、2023年度收入合计90.00万元，比上年增加10.00万元，增长48.88%。", y=700)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser.chromium() as found:
        yield found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder: a PDF of two pages, its report, the report of the hand-made result, and one of several documents."""
    folder = tmp_path_factory.mktemp("pages")
    source = pdffiles.write(folder / "决算 甲.pdf", PROSE, INCOME)
    result = gouji.check(source)
    report.write(result, folder / "own.html")
    told = sample.result()
    verdict = Verdict(told.keys["m1"], Conclusion.ARGUABLE, "王五", "2024-01-02T03:04:05", "待查")
    report.write(told.judged([verdict]), folder / "sample.html")
    nothing = replace(told, findings=(), checks=())
    report.write([result, told, nothing], folder / "many.html")
    return folder


@pytest.mark.parametrize("name", ["own.html", "sample.html", "many.html", "many.pages/0001.html"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_error_no_request_outside_and_nothing_wider_than_the_screen(
    name: str, width: int, chromium: Any, made: Path
) -> None:
    with browser.opened(chromium, made / name, width) as seen:
        assert seen.errors == []
        assert all(url.startswith(("file:", "data:")) for url in seen.requests)
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_column_of_a_phone_is_a_character_wide(chromium: Any, made: Path) -> None:
    for name in ("own.html", "many.html"):
        with browser.opened(chromium, made / name, 390) as seen:
            narrow = seen.page.evaluate(
                """() => [...document.querySelectorAll(".short td, .index td, .message, .card dd")].filter((e) => {
                    const box = e.getBoundingClientRect();
                    return e.textContent.trim().length > 6 && box.height > 60 && box.width < 60; }).length"""
            )
            assert narrow == 0


def test_the_first_place_in_the_source_is_two_clicks_away(chromium: Any, made: Path) -> None:
    with browser.opened(chromium, made / "own.html") as seen:
        seen.page.click("#list tbody tr:first-child td.was a")  # one
        card = seen.page.locator(".card:target")
        assert card.is_visible() and "35.00%" in card.inner_text()
        link = card.locator("a.source")
        href = link.evaluate("e => e.href")
        assert href == (made / "决算 甲.pdf").resolve().as_uri() + "#page=1"
        card.locator("a[href^='#at-']").click()  # two: the place in the text
        mark = seen.page.locator(".fd:target")
        assert mark.inner_text().startswith("35.00%") and mark.evaluate(
            "e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight; }"
        )
        seen.page.locator(".fd:target + .back, .fd:target .back").first.click()
        assert card.is_visible()


def test_filters_show_what_they_name(chromium: Any, made: Path) -> None:
    with browser.opened(chromium, made / "sample.html") as seen:
        cards = lambda: seen.page.evaluate(  # noqa: E731
            "[...document.querySelectorAll('.card')].filter((c) => !c.hidden).map((c) => c.dataset.severity)"
        )
        assert cards() == ["material", "minor", "rounding"]
        seen.page.click(".chip.minor")
        assert cards() == ["minor"] and seen.page.locator("#list tbody tr:visible").count() == 1
        assert seen.page.inner_text(".shown") == "1 / 3"
        seen.page.click(".chip.rounding")
        assert cards() == ["minor", "rounding"] and seen.page.locator("#card-m3").is_visible()
        seen.page.click(".chip.minor")
        seen.page.click(".chip.rounding")
        assert len(cards()) == 3 and seen.page.inner_text(".shown") == ""
        seen.page.fill(".search", "本年支出增长率")
        assert cards() == ["material"]
        seen.page.goto(seen.page.url.partition("#")[0] + "#card-m2")  # a link takes the filters away
        assert len(cards()) == 3


def test_a_page_picture_shows_the_figure_in_a_box(chromium: Any, made: Path) -> None:
    with browser.opened(chromium, made / "own.html") as seen:
        shot = seen.page.locator(".shot img").first
        shot.scroll_into_view_if_needed()
        assert shot.evaluate("e => e.complete && e.naturalWidth") > 500
        assert seen.page.locator(".shot img").count() == 2
        red = shot.evaluate(
            """e => {
              const c = document.createElement("canvas");
              [c.width, c.height] = [e.naturalWidth, e.naturalHeight];
              const d = c.getContext("2d");
              d.drawImage(e, 0, 0);
              const p = d.getImageData(0, 0, c.width, c.height).data;
              let n = 0;
              for (let i = 0; i < p.length; i += 4) n += p[i] > 140 && p[i + 1] < 90 && p[i + 2] < 90;
              return n;
            }"""
        )
        assert red > 100


def test_a_report_has_no_more_pictures_than_it_can_carry(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_pictures, "MOST", 1)
    report.write(gouji.check(made / "决算 甲.pdf"), tmp_path / "few.html")
    text = (tmp_path / "few.html").read_text(encoding="utf-8")
    assert text.count("data:image/webp") == 1 and text.count('class="source"') == 2


def test_verdicts_and_titles_are_shown_and_no_path_is(chromium: Any, made: Path) -> None:
    with browser.opened(chromium, made / "sample.html") as seen:
        assert seen.page.title() == "勾稽核对报告 · 云麓市清溪河管理处2023年度部门决算"
        assert "有争议 · 王五 · 2024-01-02 · 待查" in seen.page.inner_text("#card-m1")
    with browser.opened(chromium, made / "own.html") as seen:
        assert str(made) not in seen.page.content() and seen.page.inner_text("h1") == "云溪县气象站2023年度部门决算"


def test_the_index_groups_what_cannot_be_said_to_be_right(chromium: Any, made: Path) -> None:
    with browser.opened(chromium, made / "many.html") as seen:
        assert [e.inner_text() for e in seen.page.locator(".states b").all()] == ["2", "0", "1"]
        assert "没有可核对的内容" in seen.page.inner_text(".index tr.doubtful")
        seen.page.click(".index tbody tr:first-child a")
        assert seen.page.inner_text("h1") == "云溪县气象站2023年度部门决算"
        seen.page.click(".brand a")
        assert seen.page.locator(".index").is_visible()


def test_paper_has_page_numbers_the_list_first_and_no_document(chromium: Any, made: Path, tmp_path: Path) -> None:
    with browser.opened(chromium, made / "own.html") as seen:
        seen.page.pdf(path=tmp_path / "p.pdf", prefer_css_page_size=True)
    file = pdfium.PdfDocument(tmp_path / "p.pdf")
    texts = ["".join(page.get_textpage().get_text_bounded().split()) for page in file]
    assert [round(x) for x in file[0].get_size()] == [595, 842] or [round(x) for x in file[0].get_size()] == [596, 842]
    file.close()
    assert all(f"{i}/{len(texts)}" in text for i, text in enumerate(texts, 1))
    assert texts[0].index("问题清单") < texts[0].index("35.00%") and len(texts) <= 2
    assert "全文" not in "".join(texts)


def test_dark_and_light_both_can_be_read(chromium: Any, made: Path) -> None:
    for scheme, dark in (("light", False), ("dark", True)):
        with browser.opened(chromium, made / "own.html", color_scheme=scheme) as seen:
            ink, ground = seen.page.evaluate(
                "() => { const s = getComputedStyle(document.body); return [s.color, s.backgroundColor]; }"
            )
            brightness = [sum(map(int, c[4:-1].split(","))) for c in (ink, ground)]
            assert (brightness[0] > brightness[1]) is dark and abs(brightness[0] - brightness[1]) > 400


def test_keys_go_from_finding_to_finding(chromium: Any, made: Path) -> None:
    with browser.opened(chromium, made / "sample.html") as seen:
        for key, card in (("n", "card-m1"), ("n", "card-m2"), ("p", "card-m1")):
            seen.page.keyboard.press(key)
            assert seen.page.evaluate("document.activeElement.id") == card
