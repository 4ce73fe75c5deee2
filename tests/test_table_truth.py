"""Tables of real documents against their truth, read off the rendered pages: every number in its row and column."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import CORPUS
from gouji import api
from gouji.errors import GoujiError
from gouji.learn.measure.table_truth import read_truth, score_tables, source_of
from gouji.tables.cell_values import is_number

TRUTHS = sorted((Path(__file__).parent / "tables").glob("*.json"))
GOLD = CORPUS.parent / "gold" / "pdf_sgb" / "tables.json"


@pytest.mark.parametrize("path", [*TRUTHS, *([GOLD] if GOLD.is_file() else [])], ids=lambda p: p.stem)
def test_every_numeric_cell_is_in_its_row_and_column(path: Path) -> None:
    truth = read_truth(path)
    try:
        source = source_of(truth, CORPUS)
    except GoujiError:
        pytest.skip(f"no document {truth['document']} in {CORPUS}")
    scores = score_tables(truth, api.read(source))
    printed = sum(is_number(cell) for table in truth["tables"] for row in table["rows"] for cell in row)
    assert sum(s.right for s in scores) == printed > 0
    assert [(s.title, s.notes) for s in scores if s.missing or s.wrong] == []


def test_a_number_in_the_wrong_column_is_wrong_and_missing() -> None:
    truth = read_truth(TRUTHS[0])
    table = truth["tables"][0]
    source = CORPUS / "real" / truth["document"]
    if not source.is_file():
        pytest.skip(f"no documents in {CORPUS}")
    row = next(r for r in table["rows"] if r[1] and not r[-1])
    row[-1], row[1] = row[1], ""
    (score, *_) = score_tables(truth, api.read(source))
    assert score.missing == 1 and score.wrong >= 1


def test_a_header_with_covered_cells_gives_the_paths_of_its_columns(tmp_path: Path) -> None:
    header = [["项目", None, None, "本年支出"], ["功能分类", None, "名称", None], ["类", "款", None, None]]
    truth = {"tables": [{"title": "支出表", "pages": [1], "header": header, "rows": [["201", None, "某事", "1.00"]]}]}
    path = tmp_path / "tables.json"
    path.write_text(json.dumps(truth), encoding="utf-8")
    (table,) = read_truth(path)["tables"]
    assert table["columns"] == ["项目/功能分类/类", "项目/功能分类/款", "项目/名称", "本年支出"]
    assert table["rows"] == [["201", "", "某事", "1.00"]]
