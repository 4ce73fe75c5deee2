"""Quantities: the marked cases, round trips, and the promise that scanning never raises."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.figures import PERCENT, Approx, Kind
from gouji.language.quantities import Quantity, parse_number, scan, unit

CASES = tomllib.loads((Path(__file__).parent / "cases" / "quantities.toml").read_text(encoding="utf-8"))["case"]
MARK = re.compile(r"⟦([^|⟧]+)\|([^|⟧]+)(?:\|(\w+))?⟧")
MONEY = {"元": 0, "千元": 3, "万元": 4, "亿元": 8, "万亿元": 12}


def marked(text: str) -> tuple[str, list[tuple[int, str, str, str]]]:
    """The text without marks, and (start, printed text, norm, hedge) of each."""
    plain, spans, at = "", [], 0
    for m in MARK.finditer(text):
        plain += text[at : m.start()]
        spans.append((len(plain), m[2], m[1], m[3] or ""))
        plain += m[2]
        at = m.end()
    return plain + text[at:], spans


def case_parameters() -> list[object]:
    return [
        pytest.param(
            case["text"],
            id=case["about"],
            marks=pytest.mark.xfail(reason="known gap", strict=True) if case.get("known_gap") else (),
        )
        for case in CASES
    ]


@pytest.mark.parametrize("text", case_parameters())
def test_case(text: str) -> None:
    plain, expected = marked(text)
    found = [(q.start, q.text, q.figure.norm, str(q.figure.approx)) for q in scan(plain)]
    assert found == expected


def only(text: str) -> Quantity:
    (quantity,) = scan(text)
    return quantity


numbers = st.decimals(min_value=0, max_value=10**15, places=2, allow_nan=False) | st.integers(0, 10**18).map(Decimal)


@given(numbers, st.booleans(), st.sampled_from(sorted(MONEY)))
def test_a_formatted_amount_is_read_back(value: Decimal, commas: bool, symbol: str) -> None:
    printed = f"{value:,f}" if commas else f"{value:f}"
    quantity = only(f"支出{printed}{symbol}，")
    assert quantity.text == printed + symbol
    assert quantity.figure.value == value
    assert quantity.figure.base == value.scaleb(MONEY[symbol])
    assert quantity.figure.decimals == max(0, -value.as_tuple().exponent)
    assert quantity.number_end == quantity.start + len(printed)
    assert parse_number(printed) == (value, quantity.figure.decimals)


@given(st.text(alphabet="0123456789.,，-+%元万亿千个百分之点一二十几余多约近辆人至第负()年 \n年A"))
def test_scan_never_raises_and_spans_hold(text: str) -> None:
    end = 0
    for q in scan(text):
        assert q.text == text[q.start : q.end]
        assert end <= q.start <= q.number_end <= q.end  # a scale alone prints no number (近万元)
        assert q.start < q.end
        end = q.end


@given(st.text())
def test_parse_number_never_raises(text: str) -> None:
    parse_number(text)


@pytest.mark.parametrize(
    ("cell", "value", "decimals"),
    [
        ("1,248.61", "1248.61", 2),
        ("1, 182. 17", "1182.17", 2),
        ("7.\t71", "7.71", 2),
        ("(12.30)", "-12.30", 2),
        ("（12.30）", "-12.30", 2),
        ("-5", "-5", 0),
        ("△3.1", "-3.1", 1),
        ("１２．３０", "12.30", 2),
        ("58.10%", "58.10", 2),
        ("¥1,000", "1000", 0),
        ("0", "0", 0),
        (".5", "0.5", 1),
        ("1，182，004.17", "1182004.17", 2),
        ("１，２３４．５０", "1234.50", 2),
        ("1 182 004.17", "1182004.17", 2),
        ("—12.50", "-12.50", 2),
        ("1.2E-5", "0.000012", 6),
        ("1.2E+3", "1200", 0),
    ],
)
def test_cells_that_are_numbers(cell: str, value: str, decimals: int) -> None:
    assert parse_number(cell) == (Decimal(value), decimals)


@pytest.mark.parametrize(
    "cell",
    ["", "—", "-", "12 34", "5，000", "12，34.50", "1 182.17", "1,23", "12,3456", "(5", "2019年", "1.2.3", "万元"],
)
def test_cells_that_are_none(cell: str) -> None:
    assert parse_number(cell) is None


def test_units_know_their_kind_and_factor() -> None:
    assert (unit("万元").kind, unit("万元").factor) == (Kind.MONEY, 10_000)
    assert unit("人民币万元") == unit("万元")
    assert unit("百万元").factor == 10**6
    assert unit("万亿元").factor == 10**12
    assert unit("％") is PERCENT
    assert unit("百分点") == unit("个百分点")
    assert (unit("万件").kind, unit("万件").factor) == (Kind.COUNT, 10_000)
    with pytest.raises(KeyError):
        unit("美元")


def test_a_hedge_opens_the_interval() -> None:
    figure = only("投入二百余万元").figure
    assert figure.approx is Approx.OVER
    assert figure.interval().lo == 2_000_000 < figure.interval().hi
