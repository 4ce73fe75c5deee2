"""Frames for research: numbers are numbers, names are comparable, and files give back what was written."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import gouji
import sample
from gouji.learn import synth
from gouji.records import frames
from gouji.records.frames import SCHEMA, columns, frame, typed

PAGE = Path(__file__).parents[1] / "docs/frames.md"

TEXT = """某市林业局2024年度部门决算

（一）人员经费支出12.50万元，占本年支出的25.00%，共有在职人员32人。
（二）2024年财政拨款收入50.00万元，比上年增加10.00万元，增长20.00%。
"""
TABLE = """某市林业局2024年度部门决算

公开03表
支出决算表
单位：万元
科目编码\t项目\t本年支出合计\t基本支出
205\t教育支出\t20.00\t15.00
20502\t普通教育\t20.00\t15.00
合计\t\t20.00\t15.00
"""


@pytest.fixture(scope="module")
def result() -> gouji.CheckResult:
    return gouji.check(gouji.read_text(synth.demo(1).text, "甲.txt"))


def columns_of(type: str) -> dict[str, str]:
    return {c.name: c.dtype for c in columns(type)}


def test_amounts_are_exact_and_floats_and_per_cent_stands_apart() -> None:
    found = sample.extraction().to_frame("entity").set_index("id")
    assert found.loc["e1", "yuan"] == Decimal("1205000") and found.loc["e1", "yuan_float"] == 1_205_000.0
    assert found.loc["e3", "percent"] == 2.05 and found.loc["e3", "yuan"] is None
    assert found.loc["e6", "number"] == 20.0 and found.loc["e6", "yuan"] is None and found.loc["e6", "unit_missing"]
    assert found.loc["e5", "name"] == "清溪河治理" and pd.isna(found.loc["e4", "name"])


def test_claims_have_the_numbers_of_their_figures() -> None:
    (claim,) = sample.extraction().to_frame("claim").to_dict("records")
    assert (claim["value_yuan"], claim["delta_yuan"], claim["rate_percent"]) == (
        Decimal(1205000),
        Decimal(205000),
        2.05,
    )
    assert claim["base_yuan"] is None and claim["year"] == 2023
    assert claim["figures"] == "value=e1; delta=e2; rate=e3"


def test_subjects_have_neither_enumerators_nor_years() -> None:
    found = gouji.extract(gouji.read_text(TEXT), models=False).to_frame("claim")
    assert {"人员经费支出", "财政拨款收入"} <= set(found["subject_clean"])
    assert not found["subject_clean"].str.contains(r"20\d\d年|^[（(]?[一二][)）]", regex=True).any()


def test_an_enumerator_that_lost_its_opening_bracket_is_one() -> None:
    record = {**next(r for r in sample.extraction().to_records() if r["type"] == "claim"), "subject": "二)公务接待费"}
    (row,) = frame([record], "claim").to_dict("records")
    assert (row["subject"], row["subject_clean"], row["indicator"]) == ("二)公务接待费", "公务接待费", "公务接待费")


def test_cells_have_code_and_canonical_name_beside_what_is_printed() -> None:
    found = gouji.extract(gouji.read_text(TABLE), models=False).to_frame("fact")
    assert set(found["table"]) == {"支出决算表"} and set(found["table_no"]) == {"公开03表"}
    education = found[found["item_code"] == "20502"].iloc[0]
    assert education["row"].startswith("教育支出 / ") and education["row_clean"] == "普通教育"
    assert (education["indicator"], education["yuan"]) == ("普通教育", Decimal(200000))
    total = found[(found["row_clean"] == "合计") & (found["col_clean"] == "基本支出")].iloc[0]
    assert total["indicator"] == "基本支出"


def test_the_title_of_a_table_is_in_every_row_of_it() -> None:
    first, second, other = ({**r} for r in sample.extraction().to_records() if r["type"] == "fact" and r["id"] < "f3")
    second["table"] = ""
    other.update(table="", table_no="公开04表")
    found = frame([first, second, other], "fact")
    assert list(found["table"].fillna("—")) == ["支出决算表", "支出决算表", "—"]


def test_a_disputed_cell_has_its_amount_though_its_unit_stands_elsewhere(result: gouji.CheckResult) -> None:
    cells = {(f.span.start, f.span.end): f.figure.base for f in result.extraction.facts}
    found = result.to_frame("finding")
    spans = list(zip(found["start"], found["end"], strict=True))
    told = [(amount, cells[span]) for amount, span in zip(found["stated_yuan"], spans, strict=True) if span in cells]
    assert told and all(amount == stated for amount, stated in told)
    percent = found[found["stated"].str.endswith("%")]
    assert len(percent) and (percent["stated_percent"] == percent["stated"].str.rstrip("%").astype(float)).all()


def test_links_have_both_amounts(result: gouji.CheckResult) -> None:
    found = result.to_frame("link")
    assert len(found) and found["yuan_float"].notna().all() and found["cell_yuan_float"].notna().all()
    apart = (found["yuan_float"] - found["cell_yuan_float"]).abs()
    assert apart[found["agrees"]].max() < apart[~found["agrees"]].max()


@pytest.mark.parametrize("type", SCHEMA)
def test_columns_and_types_are_those_of_an_empty_frame(type: str, result: gouji.CheckResult) -> None:
    full, empty = result.to_frame(type), frame([], type)
    assert len(full) and not len(empty)
    assert dict(full.dtypes.astype(str)) == dict(empty.dtypes.astype(str)) == columns_of(type)
    assert list(full) == list(columns_of(type))


@pytest.mark.parametrize("type", SCHEMA)
@pytest.mark.parametrize("rows", ["all", "none"])
def test_parquet_gives_back_what_was_written(type: str, rows: str, result: gouji.CheckResult, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    written = result.to_frame(type) if rows == "all" else frame([], type)
    written.to_parquet(tmp_path / "x.parquet")
    pd.testing.assert_frame_equal(typed(pd.read_parquet(tmp_path / "x.parquet"), type), written)


@pytest.mark.parametrize("type", SCHEMA)
@pytest.mark.parametrize("rows", ["all", "none"])
def test_excel_gives_back_what_was_written(type: str, rows: str, result: gouji.CheckResult, tmp_path: Path) -> None:
    written = result.to_frame(type) if rows == "all" else frame([], type)
    path = tmp_path / "x.xlsx"
    written.to_excel(path, index=False, engine="openpyxl")
    texts = {c.name: "string" for c in columns(type) if c.dtype == frames.TEXT}
    pd.testing.assert_frame_equal(typed(pd.read_excel(path, engine="openpyxl", dtype=texts), type), written)


def test_stored_records_of_several_documents_make_one_frame(result: gouji.CheckResult, tmp_path: Path) -> None:
    other = gouji.check(gouji.read_text(synth.demo(2).text, "乙.txt"))
    lines = [json.dumps(r, ensure_ascii=False) for one in (result, other) for r in one.to_records()]
    both = frame(map(json.loads, lines), "finding")
    assert list(both["doc"].unique()) == ["甲.txt", "乙.txt"]
    assert len(both) == len(result.findings) + len(other.findings)


def test_a_type_without_columns_of_its_own_has_its_fields_as_text() -> None:
    found = frame([{"doc": "x", "type": "note", "id": 3, "path": ["a", "b"]}], "note")
    assert found.to_dict("records") == [{"doc": "x", "type": "note", "id": "3", "path": "a / b"}]


def test_a_type_that_is_not_here_is_refused() -> None:
    with pytest.raises(ValueError, match="no records of type 'finding'"):
        sample.extraction().to_frame("finding")


def test_the_page_tells_every_column() -> None:
    shown = re.search(r"<!-- columns -->\n(.*)", PAGE.read_text(encoding="utf-8"), re.S)
    assert shown and shown.group(1).strip() == frames.tables().strip(), "python -m gouji.records.frames"
