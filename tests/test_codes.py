"""How deep a classification code is, and what stands above it."""

from __future__ import annotations

import pytest

from gouji.language import codes
from grids import by_code, stated, tabbed


@pytest.mark.parametrize(
    ("code", "level", "above"),
    [("201", 1, ()), ("20103", 2, ("201",)), ("2010301", 3, ("201", "20103")), ("", 0, ()), ("03", 0, ())],
)
def test_depth_of_a_code(code: str, level: int, above: tuple[str, ...]) -> None:
    assert (codes.level(code), codes.above(code), codes.path(code)) == (level, above, (*above, code))


def test_the_outermost_of_codes() -> None:
    assert codes.outermost(["201", "20103", "2050201", "20502", "2080505"]) == ["201", "20502", "2080505"]


LED = """
    科目名称 | 合计 | 基本支出
    {}
    合计 | 8.00 | 8.00
"""


def test_a_code_before_the_name_in_one_cell() -> None:
    rows = ("205 教育支出", "20508 进修及培训", "2050803 培训支出", "2050899其他进修及培训支出")
    found = by_code(tabbed(LED.format("\n    ".join(f"{row} | 4.00 | 4.00" for row in rows))))
    assert found["2050899"].row == ("教育支出", "进修及培训", "其他进修及培训支出")
    assert found["20508"].row == ("教育支出", "进修及培训")


def test_numbers_before_names_that_are_no_codes_stay() -> None:
    rows = ("100套路灯", "120台水泵", "350米围栏")
    found = stated(tabbed(LED.format("\n    ".join(f"{row} | 4.00 | 4.00" for row in rows))))
    assert ("120台水泵", "基本支出") in found
