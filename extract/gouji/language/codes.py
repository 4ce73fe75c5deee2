"""How deep a classification code is: 类 has 3 digits, 款 5, 项 7 (支出功能分类); economic items end at 款."""

from __future__ import annotations

from collections.abc import Collection

DEPTHS = CLASS, SECTION, ITEM = 3, 5, 7  # digits of a 类, a 款, a 项; their names stand in `patterns/codes.toml`


def level(code: str) -> int:
    """1 of a 类, 2 of a 款, 3 of a 项; 0 of what has no such depth."""
    return DEPTHS.index(len(code)) + 1 if len(code) in DEPTHS else 0


def above(code: str) -> tuple[str, ...]:
    """The codes that a code stands below, the 类 first: 201 and 20103 of 2010301."""
    return tuple(code[:digits] for digits in DEPTHS if digits < len(code))


def path(code: str) -> tuple[str, ...]:
    """The codes from the 类 down to a code itself."""
    return (*above(code), code)


def outermost(codes: Collection[str]) -> list[str]:
    """The codes that stand below no other of them."""
    return [code for code in codes if not any(upper in codes for upper in above(code))]
