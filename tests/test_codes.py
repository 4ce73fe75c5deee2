"""How deep a classification code is, and what stands above it."""

from __future__ import annotations

import pytest

from gouji.language import codes


@pytest.mark.parametrize(
    ("code", "level", "above"),
    [("201", 1, ()), ("20103", 2, ("201",)), ("2010301", 3, ("201", "20103")), ("", 0, ()), ("03", 0, ())],
)
def test_depth_of_a_code(code: str, level: int, above: tuple[str, ...]) -> None:
    assert (codes.level(code), codes.above(code), codes.path(code)) == (level, above, (*above, code))


def test_the_outermost_of_codes() -> None:
    assert codes.outermost(["201", "20103", "2050201", "20502", "2080505"]) == ["201", "20502", "2080505"]
