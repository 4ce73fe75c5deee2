"""Ten thousand findings, and a document of 260 pages: what the page asks for stays small."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import gouji
from browsers import Page, chromium
from deskserver import serving
from gouji.desk.store import documents
from gouji.desk.store.database import Database

SECTION = "2023年度第{n}项支出100.00万元，比上年增加20.00万元，增长25.00%，主要原因是新增湿地巡护第{n}段。\n"
PAGES = 260
LINES = 10  # of a page


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two documents: one with 10,000 findings, one of as much text as 260 pages hold."""
    folder = tmp_path_factory.mktemp("large")
    wrong = gouji.check(gouji.read_text("2023年度支出100.00万元，比上年增加20.00万元，增长52.00%。\n", "wrong.txt"))
    (finding,) = wrong.findings
    many = [replace(finding, id=f"f{n}") for n in range(1, 10_001)]
    text = "甲市乙局2023年度部门决算\n" + "".join(SECTION.format(n=n) for n in range(PAGES * LINES))
    long = gouji.extract(gouji.read_text(text, "long.txt"))
    store = Database(str(folder / "annotations.db"))
    with store.write() as connection:
        documents.add(connection, replace(wrong, findings=tuple(many)), [folder / "wrong.txt"], "1")
        documents.add(connection, replace(wrong, extraction=long, findings=(), links=()), [folder / "long.txt"], "1")
    store.close()
    (folder / "empty.txt").write_text("2023年度支出100.00万元。\n", encoding="utf-8")
    return folder / "annotations.db", folder / "empty.txt"


def test_ten_thousand_findings_come_a_few_at_a_time(browser: Any, database: tuple[Path, Path]) -> None:
    with serving(database[0], database[1]) as server:
        page = Page(browser)
        page.open(server.links["甲"], 1)
        assert "10000" in page.page.inner_text("#finding-count")
        assert page.page.locator("#finding-list li").count() == 50
        page.press("f", "Enter", "n")
        assert page.page.locator("#finding-list .v-right").count() == 1
        assert page.page.locator("#finding-list .v-wrong").count() == 1
        page.page.select_option("#finding-filter", "open")
        page.settle()
        assert "9998" in page.page.inner_text("#finding-pager")
        page.page.click("#finding-pager [data-more='1']")
        page.settle()
        assert "51–100" in page.page.inner_text("#finding-pager")
        size = len(server.client("乙").get("/api/documents/1/findings").content)
        assert size < 200_000
        assert not page.wrong


def test_a_document_of_many_pages_is_shown_page_by_page(browser: Any, database: tuple[Path, Path]) -> None:
    with serving(database[0], database[1]) as server:
        page = Page(browser)
        page.open(server.links["甲"], 2)
        shown = page.page.evaluate("document.querySelectorAll('#prose [data-start]').length")
        assert 0 < shown < 2000
        told = page.page.evaluate("document.querySelector('#page-of').innerText")
        numbers = [int(n) for n in "".join(c if c.isdigit() else " " for c in told).split()]
        assert numbers[1] > 30
        page.show(2, f"#p{numbers[1] - 1}")
        page.press("k", "Enter", "z")
        assert not page.wrong
        client = server.client("乙")
        for number in (0, numbers[1] - 1):
            assert len(client.get(f"/api/documents/2/pages/{number}").content) < 500_000
