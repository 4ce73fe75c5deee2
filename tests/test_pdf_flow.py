"""Lines to paragraphs, and the characters of a line."""

from __future__ import annotations

import pytest

from gouji.readers.pdf.flow import Margins, goes_on, margins
from gouji.readers.pdf.furniture import furniture
from gouji.readers.pdf.text_lines import TextLine, run_together, text_lines
from pdfpages import glyphs, line

COLUMN = Margins(50, 450)  # forty characters of ten points
FULL = "白鹭湖管理处负责堤岸巡护和湿地修复并组织日常监测工作按年度计划安排资金支付有关费用"[:40]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (FULL, line("接着说完这一句。", y=115), True),
        (FULL[:30], line("接着说完这一句。", y=115), False),  # there was room for a further character
        (FULL[:36], line("1,234.56万元用于巡护。", y=115), True),  # but not for the whole number
        (FULL, line("另起一段的话。", x=70, y=115), False),  # further in
        (FULL, line("（二）支出情况", y=115), False),
        (FULL, line("接着说完这一句。", y=190), False),  # far below
        (FULL, line("接着说完这一句。", y=115, size=16), False),  # of another size
        (FULL, line("接着说完这一句。", y=60, page=2), True),  # on the next page
        ("2030年支出总表", line("单位：万元", y=115), False),
        (FULL[:39] + "。", line("2030年部门预算编制说明", y=60, page=2), False),  # a title behind a full stop
    ],
)
def test_where_a_paragraph_goes_on(before: str, after: object, expected: bool) -> None:
    assert goes_on([line(before)], after, COLUMN, COLUMN) is expected  # type: ignore[arg-type]


INDENTED = line("负责堤岸巡护和湿地修复，" + FULL[:20], x=70)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([INDENTED], line("加，人员经费相应调整。", y=115), True),  # wherever the line before ended
        ([INDENTED], line("加，人员经费相应调整。", y=60, page=2), True),
        (
            [line("负责堤岸巡护，湿地修复，组织监测，安排资金。", x=70)],
            line("加。", y=115),
            False,
        ),  # the sentence ended
        ([line(FULL[:25], x=70)], line("加，人员经费相应调整。", y=115), False),  # a heading has no marks
        ([line("负责堤岸巡护，" + FULL[:31], x=70)], line("一、全面的监测体系。", y=115), True),  # in a full line
        ([INDENTED], line("一、全面的监测体系。", y=115), False),
        ([INDENTED], line("2030年支出总表", y=115), False),
        ([INDENTED], line(FULL[:38] + "仪表", y=115), True),  # from margin to margin
    ],
)
def test_a_sentence_broken_off_goes_on_at_the_margin(before: list[TextLine], after: TextLine, expected: bool) -> None:
    assert goes_on(before, after, COLUMN, COLUMN) is expected


def test_margins_are_where_lines_begin_and_end_and_marks_hang_out() -> None:
    out = line("“白鹭湖”堤岸巡护和湿地修复并组织日常监测工作按年度计划安排", x=42)
    hung = [line(FULL[:39] + "，" * 2, y=100 + 20 * i) for i in range(4)]
    full = [line(FULL, y=200 + 20 * i) for i in range(3)]
    assert margins([out, *hung, *full], None) == Margins(50, 450)


def test_digits_on_a_shifted_baseline_stay_in_their_sentence() -> None:
    (one,) = text_lines(glyphs("本年支出12.30万元，", 50, 100, rise=3.5), 1)
    assert one.text == "本年支出12.30万元，"


def test_a_page_number_does_not_touch_the_figure_below_it() -> None:
    lines = text_lines([*glyphs("4", 240, 30), *glyphs("7,331.92", 225, 46)], 1)
    assert [x.text for x in lines] == ["4", "7,331.92"]


def test_a_number_goes_on_in_the_next_line_and_words_part() -> None:
    assert run_together([line("1,182.").written, line("17").written]).text == "1,182.17"
    assert run_together([line("per").written, line("cent").written]).text == "per cent"
    assert run_together([line("湿地").written, line("修复").written]).text == "湿地修复"


def test_page_numbers_and_running_heads() -> None:
    pages = []
    for number in range(1, 5):
        head, foot = line("白鹭湖管理处2030年预算", y=20, page=number), line(f"- {number} -", y=780, page=number)
        body = [line(f"第{c}段的话说到这里为止。", y=100 + 20 * i, page=number) for i, c in enumerate("甲乙丙丁戊")]
        pages.append((number, 800.0, [head, *body, foot]))
    found = furniture(pages)
    for _, _, lines in pages:
        assert [id(x) in found for x in lines] == [True, *[False] * 5, True]


def test_bare_numbers_that_count_on_are_page_numbers_wherever_they_stand() -> None:
    pages = [(n, 800.0, [line("正文一句话。", y=300, page=n), line(str(n + 9), y=600, page=n)]) for n in (1, 2, 3)]
    assert furniture(pages) == {id(lines[-1]) for _, _, lines in pages}


def test_a_total_at_the_foot_is_no_page_number() -> None:
    pages = [
        (n, 800.0, [line("正文一句话。", y=300, page=n), line(str(v), y=600, page=n)]) for n, v in ((1, 40), (2, 7))
    ]
    assert furniture(pages) == set()
