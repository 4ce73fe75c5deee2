"""A headless Chromium for the tests; every request that leaves the disk and every error is noted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium")
needed = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@dataclass
class Opened:
    """A page, with what went wrong on it and what it asked for."""

    page: Any
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser; it is closed at the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=options)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Any, path: Path, width: int = 1280, **more: Any) -> Iterator[Opened]:
    """A file in a window of this width."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **more)
    found = Opened(context.new_page())
    found.page.on("console", lambda m: found.errors.append(m.text) if m.type in ("error", "warning") else None)
    found.page.on("pageerror", lambda e: found.errors.append(str(e)))
    found.page.on("request", lambda r: found.requests.append(r.url))
    found.page.goto(path.resolve().as_uri())
    try:
        yield found
    finally:
        context.close()
