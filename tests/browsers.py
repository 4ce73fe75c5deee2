"""A real Chromium for the tests of the desk's page: Debian's, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser; skips the test with a message where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (gouji[test])")
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("no Chromium is installed (Debian package chromium)")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=found, args=SWITCHES)
        try:
            yield browser
        finally:
            browser.close()


class Page:
    """A page of one annotator, that remembers every request it made and everything that went wrong in it."""

    def __init__(self, browser: Any, width: int = 1280, height: int = 800) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.wrong: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda m: self.wrong.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("dialog", lambda dialog: (self.wrong.append("a dialog"), dialog.dismiss()))

    def open(self, link: str, document: int = 1) -> None:
        """Enters by a link and opens a document."""
        self.page.goto(link)
        self.show(document)

    def show(self, document: int, hash_: str = "") -> None:
        base = "/".join(self.page.url.split("/")[:3])
        self.page.goto(f"{base}/documents/{document}{hash_}")
        self.page.wait_for_selector("body[data-ready]")

    def press(self, *keys: str) -> None:
        """Presses keys one after the other; each has its effect before the next."""
        for key in keys:
            self.page.keyboard.press(key)
            self.settle()

    def settle(self) -> None:
        """Waits until all that was done is answered."""
        self.page.wait_for_selector("main:not([aria-busy])", state="attached")

    def selected(self) -> str:
        """The text that is marked as chosen."""
        return "".join(self.page.locator("#prose .selected").all_inner_texts())

    def card(self) -> str:
        return str(self.page.inner_text("#card"))
