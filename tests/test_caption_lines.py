"""Lines that can only be the caption of a table, however they are spaced."""

from __future__ import annotations

import pytest

from gouji.readers.caption_lines import caption_kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("支 出 决 算 表", "title"),
        ("公 开 03 表", "number"),
        ("公开表3", "number"),
        ("单 位：万 元", "unit"),
        ("部 门 ： 云溪县气象站", "owner"),
        ("预算主管部门：云溪县气象站", "owner"),
        ("收 入 情 况 说 明", ""),
        ("预算单位应当按规定公开。", ""),
        ("（按规定执行。）", ""),
    ],
)
def test_the_kind_of_a_line(line: str, kind: str) -> None:
    assert caption_kind(line) == kind
