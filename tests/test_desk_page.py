"""The desk as annotators use it: a real browser, a real server, keys and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browsers import Page, chromium
from deskserver import Running, serving
from gouji.desk.annotations import Kind
from gouji.desk.exchange import FORMATS
from gouji.desk.store import layers
from gouji.desk.store.database import Database

# A table, prose that says it with two slips (32.20 for 30.20), a cause, a project, an astral character before figures.
DOCUMENT = """甲市乙局2023年度部门决算

第一部分 部门决算表

收入决算表
单位：万元
\t项目\t年初预算数\t决算数
\t一般公共预算财政拨款收入\t110.00\t120.50
\t事业收入\t12.00\t10.40
\t其他收入\t30.00\t30.20
\t本年收入合计\t152.00\t161.10

第二部分 决算情况说明

一、收入决算情况说明
𠮷林分局在内，2023年度本年收入合计161.10万元，其中：一般公共预算财政拨款收入120.50万元，占74.80%；\
事业收入10.40万元，占6.46%；其他收入32.20万元，占18.75%。
二、公务接待费支出情况说明
2023年度公务接待费支出2.00万元，比上年减少0.50万元，下降20.00%，主要原因是压缩接待批次。
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "annotations.db"


@pytest.fixture
def server(tmp_path: Path, database: Path) -> Iterator[Running]:
    (tmp_path / "a.txt").write_text(DOCUMENT, encoding="utf-8")
    with serving(database, tmp_path / "a.txt", annotators=("甲", "乙", "丙")) as running:
        yield running


def layer(database: Path, whose: str) -> layers.Layer:
    store = Database(str(database))
    try:
        with store.read() as connection:
            return layers.layer(connection, 1, whose)
    finally:
        store.close()


def spans(database: Path, whose: str) -> list[tuple[str, str]]:
    found = layer(database, whose).annotated
    return [(s.label, found.text[s.start : s.end]) for s in sorted(found.of(Kind.SPAN), key=lambda s: s.start)]


def to_span(page: Page, words: str) -> None:
    """Goes on by key until the span with these words is chosen."""
    for _ in range(40):
        if page.selected() == words:
            return
        page.press("j")
    raise AssertionError(f"{words} is never chosen; last was {page.selected()}")


def test_a_session_of_two_annotators(browser: Any, server: Running, database: Path, tmp_path: Path) -> None:
    """Open, correct by keyboard, judge, undo, link, a second annotator, adjudicate, export, import: equal."""
    first = Page(browser)
    first.open(server.links["甲"])
    # a span: shorter by a character, then grown to its number again, then accepted with what rests on it
    to_span(first, "161.10万元")
    first.press("}")
    assert ("AMOUNT", "161.10万") in spans(database, "甲")
    first.press("g")
    assert first.selected() == "161.10万元" and ("AMOUNT", "161.10万元") in spans(database, "甲")
    # a label by digit; taken back by z, done again by Z
    to_span(first, "压缩接待批次")
    first.press("4")
    assert ("PROJECT", "压缩接待批次") in spans(database, "甲")
    first.press("z")
    assert ("CAUSE", "压缩接待批次") in spans(database, "甲")
    first.press("Z")
    assert ("PROJECT", "压缩接待批次") in spans(database, "甲")
    first.press("z")
    # a cause explains another figure: the candidate nearest before it is the rate; one back is the amount
    first.press("r", "k", "Enter")
    found = layer(database, "甲").annotated
    (relation,) = found.of(Kind.RELATION)
    target = next(s for s in found.of(Kind.SPAN) if s.key == relation.target)
    assert found.text[target.start : target.end] == "0.50万元"
    # a new span, selected by keyboard alone
    to_span(first, "压缩接待批次")
    first.press("v", *["Shift+ArrowRight"] * 3, "4")
    assert ("PROJECT", "压缩接待") in spans(database, "甲")
    # a finding is wrong; undone; wrong again with a reason
    first.press("f", "n")
    assert [v.verdict for v in layer(database, "甲").annotated.of(Kind.FINDING)] == ["wrong"]
    first.press("z")
    assert not layer(database, "甲").annotated.of(Kind.FINDING)
    first.press("n", "i")
    first.page.keyboard.type("另有口径")
    first.press("Enter")
    (verdict,) = layer(database, "甲").annotated.of(Kind.FINDING)
    assert (verdict.verdict, verdict.reason) == ("wrong", "另有口径")
    # an amount is linked to a cell by arrow keys
    first.show(1)
    to_span(first, "10.40万元")
    first.press("l", "ArrowLeft", "Enter")
    found = layer(database, "甲").annotated
    key = next(s.key for s in found.of(Kind.SPAN) if found.text[s.start : s.end] == "10.40万元")
    (link,) = (one for one in found.of(Kind.LINK) if one.span == key)
    assert found.text[link.cell_start : link.cell_end] == "12.00"
    # an aspect, chosen
    first.press("a")
    first.page.select_option("#ask [name=measure]", label="年初预算") if first.page.query_selector(
        "#ask [name=measure] option[value=年初预算]"
    ) else first.page.select_option("#ask [name=measure]", index=0)
    first.page.click("#ask button.main")
    first.settle()
    before = dict(next(a for a in layer(database, "suggestions").annotated.of(Kind.ASPECTS) if a.key == key).values)
    after = dict(next(a for a in layer(database, "甲").annotated.of(Kind.ASPECTS) if a.key == key).values)
    assert before != after and {**before, **after}.keys() == before.keys()
    assert not first.wrong

    # gouji's own layer is as it was
    assert spans(database, "suggestions").count(("CAUSE", "压缩接待批次")) == 1

    second = Page(browser)
    second.open(server.links["乙"])
    to_span(second, "161.10万元")
    second.press("Enter")
    assert second.selected() != "161.10万元"  # accept and next in one key
    second.press("f", "y")
    for page in (first, second):
        page.page.click("#done")
        page.settle()
    second.page.goto(f"{server.base}/documents/1/compare?first=甲&second=乙")
    told = second.page.inner_text("main")
    assert "片段 F1" in told and "另有口径" in told
    differences = second.page.locator("[data-difference]")
    assert differences.count() >= 3
    for number in range(differences.count()):
        one = differences.nth(number)
        take = "second" if one.get_attribute("data-difference").startswith("finding") else "first"
        one.locator(f"button[value={take}]").click()
        one.locator("output", has_text="✓").wait_for()
    final = layer(database, "final")
    assert not final.open
    assert [v.verdict for v in final.annotated.of(Kind.FINDING)] == ["right"]
    assert ("PROJECT", "压缩接待") in spans(database, "final")
    assert not second.wrong

    # out in each format and in again as a third annotator's: equal
    third = Page(browser)
    third.page.goto(server.links["丙"])
    for format in FORMATS:
        third.page.goto(f"{server.base}/exchange")
        form = third.page.locator("form[action='/api/export']")
        form.locator("[name=format]").select_option(format)
        form.locator("[name=layer]").select_option("final")
        with third.page.expect_download() as download:
            form.locator("button").click()
        file = tmp_path / f"out-{format}{FORMATS[format].suffix}"
        download.value.save_as(file)
        import_ = third.page.locator("form[data-do=import]")
        import_.locator("[name=format]").select_option(format)
        import_.locator("[name=file]").set_input_files(file)
        import_.locator("[name=replace]").check()
        import_.locator("button").click()
        import_.locator("output", has_text="1").wait_for()
        assert import_.locator(".bad-records li").count() == 0
        mine, whole = layer(database, "丙").annotated, layer(database, "final").annotated
        assert mine.things == whole.things
    assert not third.wrong


def test_either_side_scrolls_the_other(browser: Any, server: Running) -> None:
    page = Page(browser)
    page.open(server.links["甲"])
    page.page.locator("#finding-list li").first.click()
    page.settle()
    assert page.selected() == "32.20万元"
    assert page.page.locator("#grid .marked").inner_text() == "30.20"
    heads = page.page.locator("#grid .head-of").all_inner_texts()
    assert "决算数" in heads and "其他收入" in heads
    page.page.locator("#grid td", has_text="120.50").click()
    page.settle()
    assert page.selected() == "120.50万元"
    page.page.locator("#prose [data-finding]").first.click()
    page.settle()
    assert page.page.locator("#finding-list [aria-selected=true]").count() == 1 or page.selected()


def test_a_missed_error_is_added_and_a_figure_changed(browser: Any, server: Running, database: Path) -> None:
    page = Page(browser)
    page.open(server.links["甲"])
    to_span(page, "20.00%")
    page.press("e")
    page.page.fill("#ask [name=expected]", "25.00%")
    page.page.keyboard.press("Enter")
    page.settle()
    (missed,) = layer(database, "甲").annotated.of(Kind.FINDING)
    assert missed.verdict == "missed" and missed.expected == "25.00%"
    page.press("z")
    assert not layer(database, "甲").annotated.of(Kind.FINDING)
    page.press("f", "c")
    page.page.fill("#ask [name=expected]", "30.21万元")
    page.page.keyboard.press("Enter")
    page.settle()
    (judged,) = layer(database, "甲").annotated.of(Kind.FINDING)
    assert (judged.verdict, judged.expected) == ("right", "30.21万元")


def test_a_deleted_span_takes_what_rests_on_it_and_brings_it_back(
    browser: Any, server: Running, database: Path
) -> None:
    page = Page(browser)
    page.open(server.links["甲"])
    whole = layer(database, "甲").annotated
    to_span(page, "161.10万元")
    page.press("d")
    less = layer(database, "甲").annotated
    assert less.counts()["span"] == whole.counts()["span"] - 1
    assert less.counts()["link"] < whole.counts()["link"] and less.counts()["aspects"] < whole.counts()["aspects"]
    page.press("z")
    assert layer(database, "甲").annotated == whole


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_wider_than_the_window(browser: Any, server: Running, width: int, language: str) -> None:
    page = Page(browser, width)
    page.page.goto(server.links["甲"])
    for path in ("/", "/documents/1", "/documents/1/compare", "/exchange", "/rules"):
        page.page.goto(f"{server.base}{path}?lang={language}")
        if path == "/documents/1":
            page.page.wait_for_selector("body[data-ready]")
            page.press("f")
        assert page.page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.page.evaluate("document.documentElement.lang").startswith(language)
    assert not page.wrong


def test_a_screen_reader_is_told_what_is_what(browser: Any, server: Running) -> None:
    page = Page(browser)
    page.open(server.links["甲"])
    page.press("f")
    assert page.page.get_by_role("listbox", name="发现").count() == 1
    assert page.page.get_by_role("listbox", name="发现").get_by_role("option", selected=True).count() == 1
    assert page.page.get_by_role("grid").count() == 1
    assert page.page.get_by_role("button", name="金额 161.10万元").count() == 1
    assert page.page.get_by_role("status").count() == 1
    unnamed = page.page.evaluate(
        "[...document.querySelectorAll('button, input, select')].filter(e => !(e.innerText || e.labels?.length ||"
        " e.getAttribute('aria-label'))).map(e => e.outerHTML)"
    )
    assert unnamed == []


def test_a_link_works_once_and_a_session_can_be_left(browser: Any, server: Running) -> None:
    page, other = Page(browser), Page(browser)
    page.page.goto(server.links["甲"])
    assert page.page.url == f"{server.base}/"
    other.page.goto(server.links["甲"])
    assert "一次性链接" in other.page.inner_text("main")
    other.page.goto(f"{server.base}/documents/1")
    assert other.page.url.endswith("/login")
    with page.page.expect_navigation():
        page.page.click("button:has-text('退出')")
    page.page.goto(f"{server.base}/")
    assert page.page.url.endswith("/login")


def test_an_answer_that_is_lost_is_asked_for_again_and_written_once(
    browser: Any, server: Running, database: Path
) -> None:
    """The network fails behind the server: the page sends the request again under its name."""
    page = Page(browser)
    page.open(server.links["甲"])
    to_span(page, "161.10万元")
    seen: list[str] = []

    def lose_the_first(route: Any) -> None:
        seen.append(json.loads(route.request.post_data)["request"])
        if len(seen) == 1:
            route.fetch()  # the server writes it, the page never hears of it
            route.abort()
        else:
            route.continue_()

    page.page.route("**/changes", lose_the_first)
    for _ in range(5):  # a busy machine may lose a key
        page.press("}")
        if seen:
            break
        to_span(page, "161.10万元")
    assert len(seen) == 2 and seen[0] == seen[1]
    assert ("AMOUNT", "161.10万") in spans(database, "甲")
    page.press("z")
    assert ("AMOUNT", "161.10万元") in spans(database, "甲")
