"""The site of the documentation: nothing is left out of it, and it builds without a warning."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from gouji.language import rules

ROOT = Path(__file__).parents[1]
CONFIG = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
PAGES = {p.relative_to(ROOT / "docs").as_posix() for p in (ROOT / "docs").rglob("*.md")}


def test_every_page_is_on_the_site() -> None:
    assert set(re.findall(r"(\S+\.md)$", CONFIG, re.M)) == PAGES


def test_the_page_of_rules_is_fresh() -> None:
    made = SimpleNamespace(**runpy.run_path(str(ROOT / "release/catalogue.py"))).page()
    assert (ROOT / "docs/patterns.md").read_text(encoding="utf-8") == made, "run `python release/catalogue.py`"
    for name in rules.names():
        assert all(f"### `{rule.id}`" in made for rule in rules.load(name))


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="mkdocs is not installed (gouji[docs])")
    pytest.importorskip("mkdocstrings", reason="mkdocstrings is not installed (gouji[docs])")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    told = {**os.environ, "PYTHONPATH": str(ROOT / "extract")}
    run = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    reference = (tmp_path / "site/reference.html").read_text(encoding="utf-8")
    assert "Where a document disagrees with itself" in reference and 'id="gouji.api.check"' in reference
    pages = [p.read_text(encoding="utf-8") for p in (tmp_path / "site").rglob("*.html")]
    assert not [link for page in pages for link in re.findall(r'(?:src|<link[^>]*href)="(?:https?:)?//([^"]+)"', page)]
