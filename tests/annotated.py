"""Documents with annotations of every kind, for the tests of the desk: made up, and the gold that is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from corpus import CORPUS
from gouji.desk.annotations import (
    Annotated,
    AspectSet,
    CellLink,
    Relation,
    SpanMark,
    Verdict,
    annotated,
)
from gouji.errors import GoujiError
from gouji.learn.gold import is_gold, read_gold
from gouji.learn.gold_annotations import GoldAnnotations, of_gold
from gouji.learn.measure.evaluate import Plan, source_of

GOLD = CORPUS.parent / "gold"
# Half-width and ideographic blanks, both line ends, an astral character, every character that some format escapes.
TEXT = (
    "𠮷林省\r\n支出\t1,234.56万元 ，增长5.2%；\n\n  主要原因是 新增\n监测“甲”。\u3000尾\x0b端 | \\ 反 <b>&amp;\n\t\n"
    "100.00\t200.00\n\n"
)


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def made_up() -> Annotated:
    """Spans that overlap, cross, break over lines and end in blanks; one thing of every other kind at least."""
    return annotated(
        "甲 <i>.txt",
        TEXT,
        [
            SpanMark("AMOUNT:1:2", "AMOUNT", *at("1,234.56万元 ")),
            SpanMark("h:b", "PERCENT", *at("5.2%")),
            SpanMark("h:c", "CAUSE", *at("新增\n监测“甲”")),
            SpanMark("h:d", "PROJECT", *at("监测“甲”。\u3000")),
            SpanMark("h:e", "CAUSE", *at("\n\n  主")),
            SpanMark("h:f", "PROJECT", *at("增长5.2%；\n\n  主要")),
            Relation("h:c>h:b", "h:c", "h:b"),
            Relation("h:c>AMOUNT:1:2", "h:c", "AMOUNT:1:2"),
            CellLink("h:l", "AMOUNT:1:2", *at("200.00")),
            AspectSet("AMOUNT:1:2", (("measure", "决算"), ("year", "2023"))),
            Verdict("F:sum:1:2", "wrong", *at("5.2%"), "sum", "5.3%", "列错\n行"),
            Verdict("h:g", "missed", *at("1,234.56万元"), "change", "", ""),
        ],
        "甲",
    )


def golds() -> list[object]:
    """Parameters: the folders of gold whose documents are at hand; one skipped parameter where there is none."""
    found = [pytest.param(p, id=p.name) for p in sorted(GOLD.glob("*")) if is_gold(p) and _document(p)]
    return found or [pytest.param(None, marks=pytest.mark.skip(reason=f"no gold in {GOLD}"))]


def gold_of(folder: Path) -> GoldAnnotations:
    document = _document(folder)
    assert document is not None
    return of_gold(read_gold(folder), gouji.read(document))


def _document(folder: Path) -> Path | None:
    try:
        found = source_of(folder, Plan(CORPUS))
    except GoujiError:
        found = None
    return found if found and found.is_file() else _REAL.get(folder.name)


_REAL = {
    name: CORPUS / "real" / file
    for name, file in {
        "pdf_sgb": "普陀区委社会工作部2024年度部门决算.pdf",
        "pdf_huzhou": "湖州_15f66502.pdf",
        "pdf_wuxi": "无锡_c5641eca.pdf",
    }.items()
    if (CORPUS / "real" / file).is_file()
}
