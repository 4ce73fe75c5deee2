"""The squeezed view: every character maps back to the raw character it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.document import Span
from gouji.language.view import View, fold, make_view
from gouji.printed import visible

ALPHABET = "0123456789０１２９.．,， \t\n　年万元％%（）()-－。；:：支出A预算[bookmark: _T]〔〕"
texts = st.text(alphabet=ALPHABET) | st.text()


@given(texts, st.data())
def test_every_view_character_is_its_raw_character(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    view = make_view(text, start, end)
    assert len(view.text) == len(view.offsets)
    assert list(view.offsets) == sorted(set(view.offsets))
    for char, offset in zip(view.text, view.offsets, strict=True):
        raw = text[offset]
        assert start <= offset < end
        assert char == (" " if raw.isspace() else fold(raw))


@given(texts)
def test_only_what_prints_nothing_and_bookmarks_are_left_out(text: str) -> None:
    kept = set(make_view(text, 0, len(text)).offsets)
    left = [c for i, c in enumerate(text) if i not in kept and visible(c) and not c.isspace()]
    if "[bookmark:" not in text:
        assert left == []


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("支出369. 42 万元", "支出369.42万元"),
        ("收入1, 182. 17", "收入1,182.17"),
        ("2 0 2 6年", "2026年"),
        ("增长\n5.27%", "增长5.27%"),
        ("１２．３４万元", "12.34万元"),
        ("（下降５％）", "(下降5%)"),
        ("100 200", "100 200"),
        ("20，300元", "20，300元"),
        ("支出1，234.56万元", "支出1,234.56万元"),
        ("总计１，２３４．５６万元", "总计1,234.56万元"),
        ("合计1 200.00万元", "合计1200.00万元"),
        ("第1 200.00万元", "第1 200.00万元"),
        ("[bookmark: _Toc1]一、概况", "一、概况"),
    ],
)
def test_readings(raw: str, read: str) -> None:
    assert make_view(raw, 0, len(raw)).text == read


def test_a_span_maps_back_over_the_blanks_inside() -> None:
    raw = "支出369. 42 万元。"
    view = make_view(raw, 0, len(raw))
    at = view.text.index("369.42万元")
    span = view.span(at, at + len("369.42万元"))
    assert raw[span.start : span.end] == "369. 42 万元"


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-1, 1), (1, 3)])
def test_empty_or_outside_spans_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        View("ab", (4, 5)).span(start, end)
    assert View("ab", (4, 5)).span(0, 2) == Span(4, 6)
