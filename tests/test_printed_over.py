"""Watermarks, stamps and text that is not shown: left out of the text, with a word about it."""

from __future__ import annotations

from pathlib import Path

import pytest

import pdffiles
from gouji import api
from gouji.readers.pdf.characters import Run
from gouji.readers.pdf.glyphs import Glyph
from gouji.readers.pdf.printed_over import without_marks
from pdfpages import glyphs

GREY, RED, BLACK = (210, 210, 210), (200, 20, 20), (0, 0, 0)
PROSE = pdffiles.lines([pdffiles.WORDS] * 5)
MARK = ("第1页有水印或印章的文字，未读入",)


def of_run(found: list[Glyph], run: int) -> list[Glyph]:
    return [Glyph(g.text, g.x0, g.top, g.x1, g.bottom, run) for g in found]


def said(*runs: tuple[list[Glyph], tuple[int, int, int]]) -> str:
    found = [g for number, (chars, _) in enumerate(runs) for g in of_run(chars, number)]
    kept = without_marks(found, {n: Run(n, colour=colour) for n, (_, colour) in enumerate(runs)})
    return "".join(g.text for g in kept)


TEXT = glyphs("堤岸巡护费用120.00万元", 50, 100)


@pytest.mark.parametrize(
    ("mark", "colour", "kept"),
    [
        (glyphs("仅供2024", 60, 103, 14), GREY, False),
        (glyphs("仅供2024", 60, 130, 14), GREY, True),  # light letters that cover nothing are text
        (glyphs("公章", 60, 102, 12), RED, False),
        (glyphs("增加", 60, 120), RED, True),
        (glyphs("样本", 60, 96, 24), BLACK, False),  # large letters over the text
        (glyphs("收支", 60, 60, 24), BLACK, True),  # a title
        (glyphs("巡护", 158, 100), BLACK, True),  # two cells that collide
        (glyphs("表头", 60, 100), (255, 255, 255), True),  # white letters stand on a dark ground
    ],
)
def test_what_is_printed_over_the_text_is_none_of_it(
    mark: list[Glyph], colour: tuple[int, int, int], kept: bool
) -> None:
    words = "".join(g.text for g in mark)
    assert said((TEXT, BLACK), (mark, colour)) == "堤岸巡护费用120.00万元" + words * kept


def test_signs_of_a_font_of_tall_boxes_are_text() -> None:
    tall = [Glyph("%", x, 92, x + 10, 118, 1) for x in (70, 110, 150)]
    assert said((TEXT, BLACK), (tall, BLACK)) == "堤岸巡护费用120.00万元%%%"


def test_a_watermark_is_left_out_and_told(tmp_path: Path) -> None:
    level = "0.8 g\n" + pdffiles.text("样本2030", 200, 694) + "\n0 g"
    slanted = pdffiles.text("内部资料", 200, 500, turn="0.7071 0.7071 -0.7071 0.7071")
    for mark in (level, slanted):
        document = api.read(pdffiles.write(tmp_path / "a.pdf", PROSE + "\n" + mark))
        assert "".join(document.text.split()) == pdffiles.WORDS * 5
        assert document.warnings == MARK and document.notices == MARK


@pytest.mark.parametrize(("ink", "times"), [("re W n", 5), ("re n", 6)])
def test_what_the_file_cuts_off_is_not_on_the_page(tmp_path: Path, ink: str, times: int) -> None:
    cut = f"q 0 0 600 300 {ink}\n" + pdffiles.text(pdffiles.WORDS, y=500) + "\nQ"
    document = api.read(pdffiles.write(tmp_path / "a.pdf", PROSE + "\n" + cut))
    assert document.text.count(pdffiles.WORDS) == times


def test_text_without_ink_beside_text_is_left_out_and_told(tmp_path: Path) -> None:
    page = PROSE + "\n" + pdffiles.text(pdffiles.WORDS, y=400, mode=3)
    document = api.read(pdffiles.write(tmp_path / "a.pdf", page))
    assert document.text.count(pdffiles.WORDS) == 5
    assert document.warnings == ("第1页有不显示的文字，未读入",)
