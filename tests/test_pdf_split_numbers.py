"""Numbers that narrow columns break: which lines are one row, and which are two."""

from __future__ import annotations

import pytest

from gouji.readers.pdf.aligned.line_pieces import rows_of
from gouji.readers.pdf.aligned.split_numbers import made_whole
from gouji.readers.pdf.ruled.cell_characters import fill
from gouji.readers.pdf.ruled.lattice import lattices
from gouji.readers.pdf.ruled.rulings import Ruling
from gouji.readers.pdf.text_lines import text_lines
from pdfpages import SIZE, glyphs

RIGHT = (260.0, 360.0)  # right edges of two columns of figures


def rows(*lines: tuple[str, ...], rules: tuple[float, ...] = ()) -> list[list[str]]:
    """The pieces of each row, of lines of a label and figures set flush right, 12 points apart."""
    found = []
    for n, (label, *figures) in enumerate(lines):
        found += glyphs(label, 50, 100 + 12 * n)
        for right, figure in zip(RIGHT, figures, strict=True):
            found += glyphs(figure, right - len(figure) * SIZE / 2, 100 + 12 * n)
    level = [Ruling(at, 40, 400) for at in rules]
    return [[p.text for p in row.pieces] for row in made_whole(rows_of(text_lines(found, 1)), level)]


WHOLE = [(f"科目{c}", f"{n}.25", f"{n}.50") for c, n in zip("甲乙丙丁", (812, 734, 655, 512), strict=True)]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("11642854.", "28", "11642854.28"),
        ("11642854", ".28", "11642854.28"),
        ("1,164,28", "5.06", "1,164,285.06"),
        ("11642854.2", "8", "11642854.28"),  # all others have two decimals
        ("-1642854", ".28", "-1642854.28"),
    ],
)
def test_a_number_goes_on_in_the_next_line(first: str, second: str, whole: str) -> None:
    found = rows(*WHOLE, ("合计", first, first), ("", second, second))
    assert found[-1] == ["合计", whole, whole]


def test_two_numbers_stay_two() -> None:
    lines = [*WHOLE, ("合计", "12.50", "7.00"), ("其中", "13.20", "8.10")]
    assert rows(*lines)[-2:] == [["合计", "12.50", "7.00"], ["其中", "13.20", "8.10"]]


def test_another_row_with_its_own_label_is_no_rest() -> None:
    lines = [*WHOLE, ("合计", "11642854", "5763000"), ("其中", ".28", ".50")]
    assert rows(*lines)[-1] == ["其中", ".28", ".50"]


def test_lines_between_two_rules_are_one_row() -> None:
    lines = [("机关事业单位", "50782514", "1673400"), ("养老支出", ".22", "0.00"), ("合计", "12.50", "7.00")]
    assert rows(*lines, rules=(98, 123, 136))[0] == ["机关事业单位", "养老支出", "50782514.22", "16734000.00"]


@pytest.mark.parametrize(("width", "text"), [(45.0, "1234567"), (120.0, "12345 67")])
def test_a_number_that_had_room_does_not_go_on(width: float, text: str) -> None:
    level = [Ruling(y, 0, 2 * width) for y in (0.0, 30.0, 60.0)]
    upright = [Ruling(x, 0, 60) for x in (0.0, width, 2 * width)]
    (grid,), _ = fill(lattices(level, upright), [*glyphs("12345", 4, 2), *glyphs("67", 4, 14)], 1)
    assert grid.texts[0].text == text
