"""Rows of a panel that were read on their pages (tests/panel/), and that the panel still tells them so."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from corpus import CORPUS
from datasets import read_into
from gouji.commands.panel import panel
from gouji.records import indicators

FEW = ("上海_db4d336a.pdf", "昆明_2b25c884.html", "湖州_15f66502.pdf")
ENOUGH = 0.99  # of the rows that are still told


@pytest.fixture(scope="module")
def reading() -> ModuleType:
    """The benchmark that compares a panel with what was read."""
    path = Path(__file__).parents[1] / "benchmarks" / "panel_reading.py"
    spec = spec_from_file_location("panel_reading", path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_line_names_a_quantity_and_a_place(reading: ModuleType) -> None:
    lines: list[dict[str, Any]] = reading.lines()
    assert [sum(line["drawn"] == drawn for line in lines) for drawn in (1, 2)] == [600, 254]
    for line in lines:
        assert "at" in line or "start" in line
        assert any(indicators.name(line["indicator"])) or line["indicator"].isdigit()
        assert line.get("right", True) == ("page_says" not in line)


def test_what_the_page_says_is_not_what_was_told(reading: ModuleType) -> None:
    wrong = [line for line in reading.lines() if not line.get("right", True)]
    for line in wrong:
        assert any(line.get(name) != value for name, value in line["page_says"].items())


def test_verdicts(reading: ModuleType) -> None:
    line = {"file": "a.pdf", "page": 3, "at": [10.0, 20.0], "figure": "4.00", "year": 2026}
    row = {"text": "4.00", "page": 3, "left": 10.5, "top": 19.0, "start": 7}
    assert reading.verdict(line, row) == "right"
    assert reading.verdict(line | {"right": False}, row) == "wrong"
    assert reading.verdict(line, row | {"text": "5.00"}) == "elsewhere"
    assert reading.verdict(line, row | {"page": 4}) == "elsewhere"
    assert reading.verdict(line, None) == "gone"
    assert reading.verdict({"figure": "4.00", "start": 7}, row) == "right"


@pytest.mark.skipif(not (CORPUS / "real").is_dir(), reason=f"no documents in {CORPUS}")
def test_a_few_documents_are_told_as_they_were_read(reading: ModuleType, tmp_path: Path) -> None:
    files = {Path(line["file"]).name: CORPUS / line["file"] for line in reading.lines()}
    read_into(tmp_path / "out", *(files[name] for name in FEW), jobs=2)
    assert panel(str(tmp_path / "out"), [str(tmp_path / "panel.csv")], False, False) == 0
    rows = reading.told(str(tmp_path / "out"))
    read = [line for line in reading.lines() if Path(line["file"]).name in FEW]
    told = [reading.verdict(line, rows.get(reading.key(line, line["file"]))) for line in read]
    assert told.count("gone") <= 2 and told.count("right") >= ENOUGH * (len(told) - told.count("gone"))
