"""Chinese numerals: written out and read back, and the readings that are more than digits."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gouji.figures import Approx
from gouji.language.numerals import parse

DIGITS = "零一二三四五六七八九"


def spell(number: int) -> str:
    """The standard spelling of a whole number below ten to the sixteenth."""
    if number == 0:
        return DIGITS[0]
    groups = [number // 10**power % 10**4 for power in (12, 8, 4, 0)]
    text = ""
    for group, name in zip(groups, ("万", "亿", "万", ""), strict=True):
        if group:
            gap = text and group < 1000
            text += (DIGITS[0] if gap else "") + spell_group(group) + name
        if name == "亿" and groups[0] and not group:
            text += "亿"
    return text


def spell_group(group: int) -> str:
    text, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = group // power % 10
        if digit:
            text += (DIGITS[0] if gap and text else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return text


@given(st.integers(0, 10**16 - 1))
@example(1903971)
@example(100_0100)
@example(10**12)
@example(30_0005)
def test_a_spelt_number_is_read_back(number: int) -> None:
    numeral = parse(spell(number))
    assert numeral is not None
    assert (numeral.value, numeral.approx) == (number, Approx.EXACT)


@given(st.integers(0, 9999), st.text(alphabet=DIGITS, min_size=1, max_size=6))
def test_decimals_are_exact(whole: int, digits: str) -> None:
    numeral = parse(f"{spell(whole)}点{digits}")
    assert numeral is not None
    assert numeral.value == Decimal(f"{whole}." + "".join(str(DIGITS.index(c)) for c in digits))
    assert numeral.decimals == len(digits)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十五", "15"),
        ("一万五", "15000"),
        ("三百五", "350"),
        ("三百零五", "305"),
        ("一万五千亿", "1500000000000"),
        ("二十万亿", "20000000000000"),
        ("一点五亿", "150000000"),
        ("1亿2000万", "120000000"),
        ("1万5千", "15000"),
        ("二〇一九", "2019"),
        ("壹仟贰佰", "1200"),
    ],
)
def test_readings(text: str, value: str) -> None:
    numeral = parse(text)
    assert numeral is not None
    assert numeral.value == Decimal(value)


@pytest.mark.parametrize(("text", "value"), [("三十几", 30), ("两三", 2), ("十七八", 17), ("三四十万", 300_000)])
def test_approximate_readings_are_open_above(text: str, value: int) -> None:
    numeral = parse(text)
    assert numeral is not None
    assert (numeral.value, numeral.approx) == (value, Approx.OVER)


@pytest.mark.parametrize("text", ["", "万", "几", "几十", "十百", "三点", "五二八十", "元"])
def test_what_is_no_numeral(text: str) -> None:
    assert parse(text) is None
