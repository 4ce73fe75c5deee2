"""Number formats: what a spreadsheet shows of a stored number."""

from __future__ import annotations

import pytest

from gouji.readers.sheet.number_format import fixed, general, shown, usual_decimals

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("number", "pattern", "text"),
    [
        (12.5, "0.00", "12.50"),
        (12.5, "0", "13"),
        (0.5, "#.00", ".50"),
        (5, "0.##", "5"),
        (5.126, "0.##", "5.13"),
        (7, "000000", "000007"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (999.999, "#,##0.00", "1,000.00"),
        (0, "#,##0", "0"),
        (0, "#,###", ""),
        (-12.5, "0.00", "-12.50"),
        (-1234.5, "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        (1234.5, "#,##0.00_);(#,##0.00)", "1,234.50"),
        (-5, "#,##0.00;[Red]-#,##0.00", "-5.00"),
        (1234567.891, ACCOUNTING, "1,234,567.89"),
        (-3, ACCOUNTING, "-3.00"),
        (0, ACCOUNTING, "-"),
        (0, "0;-0;;@", ""),
        (0.12345, "0.00%", "12.35%"),
        (12345678, "#,##0,", "12,346"),
        (12345678, '0.00,,"百万元"', "12.35百万元"),
        (123456, '0!.0,"万元"', "12.3万元"),
        (12.5, "0.00元", "12.50元"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
        (20000, '[>=10000]0.0,"千";0', "20.0千"),
        (5, '[>=10000]0.0,"千";0', "5"),
        (123456, "0.00E+00", "1.23E+05"),
        (12.5, 'General"元"', "12.5元"),
        (201, "@", "201"),
        (3.5, "# ?/?", "3.5"),
    ],
)
def test_a_number_is_shown_as_its_format_says(number: float, pattern: str, text: str) -> None:
    assert shown(number, pattern) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(1234.565, "1234.57"), (1.005, "1.01"), (2.675, "2.68"), (0.125, "0.13"), (-1234.565, "-1234.57")],
)
def test_halves_are_rounded_away_from_zero_on_the_decimal_digits(number: float, text: str) -> None:
    assert shown(number, "0.00") == text


def test_noise_past_the_fifteenth_digit_does_not_decide_the_rounding() -> None:
    assert 1234.5649999999998 < 1234.565
    assert shown(1234.5649999999998, "0.00") == "1234.57"
    assert shown(1234.56499, "0.00") == "1234.56"


@pytest.mark.parametrize(
    ("serial", "pattern", "text"),
    [
        (46027, 'yyyy"年"m"月"d"日"', "2026年1月5日"),
        (46027, "yyyy-mm-dd", "2026-01-05"),
        (46027, '[$-804]yyyy"年"m"月";@', "2026年1月"),
        (46027.5, "yyyy/m/d h:mm", "2026/1/5 12:00"),
        (46027.75, "[$-804]上午/下午h:mm:ss", "下午6:00:00"),
        (46027, "aaaa", "星期一"),
        (1.5, "[h]:mm", "36:00"),
    ],
)
def test_dates_are_serial_days(serial: float, pattern: str, text: str) -> None:
    assert shown(serial, pattern) == text


def test_a_file_may_count_its_days_from_1904_on() -> None:
    assert shown(46027 - 1462, "yyyy-mm-dd", True) == "2026-01-05"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (12, "12"),
        (12.50, "12.5"),
        (-80778193.86, "-80778193.86"),
        (1 / 3, "0.333333333"),
        (123456789012, "123456789012"),
        (0.00001234, "0.00001234"),
        (0, "0"),
    ],
)
def test_general_shows_what_fits_without_an_exponent(number: float, text: str) -> None:
    assert general(number) == shown(number, "General") == text


HOSTILE = (
    *("0." + "0" * 420, "0." + "0" * 420 + "E+00", "0" * 500 + ".0", "0" + "%" * 500, "0" + "," * 500, "." + "?" * 99),
    *("[>1.2.3]0;0", "[>-.]0;0", "[<1.]0;0", "[=.5]0;0", '"' + "长" * 10_000, "0.0" + "%" * 200),
)


@pytest.mark.parametrize("number", [float("inf"), float("nan"), 1e300, -1e-300, 1e22])
@pytest.mark.parametrize(
    "pattern", ["", "0.00", ";;;", "yyyy", "[h]", "???", ";", '"', "[", "_", "0.00E+", ",", ".", *HOSTILE]
)
def test_no_number_and_no_format_raises(number: float, pattern: str) -> None:
    assert isinstance(shown(number, pattern), str)


def test_the_decimals_of_a_column_are_those_that_a_number_of_it_needs() -> None:
    assert usual_decimals([3.0, 2080501.0]) == 0
    assert usual_decimals([3.0, 2.5]) == 1
    assert usual_decimals([3.0, 2.123456]) == 2
    assert usual_decimals([0.1 + 0.2]) == 1
    assert [fixed(n, 2) for n in (3.0, 2.345, -0.5)] == ["3.00", "2.35", "-0.50"]


def test_a_format_has_at_most_thirty_decimals() -> None:
    assert shown(1.5, "0." + "0" * 200) == "1.5" + "0" * 29
    assert shown(0.25, "0." + "0" * 40 + "%") == "25." + "0" * 30 + "%"
    assert shown(125, "0." + "0" * 40 + "E+00") == "1.25" + "0" * 28 + "E+02"
