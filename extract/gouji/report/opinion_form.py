"""The 核查意见表: findings as a Word file in the form in which inspectors send them to a department.

One line a fault: where, what is written, what it should be, why, what to do; room for the department's answer and for
signatures. For inputs that are no Word file of the reader's own, and for several documents at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as Made
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table

from gouji.report import wording
from gouji.report.document_summary import Missed, Summary
from gouji.report.finding_table import Row
from gouji.report.own_reports import GENERATOR
from gouji.report.zipped import undated

_FONT, _LATIN = "宋体", "Times New Roman"
_SIZE, _SMALL = Pt(10.5), Pt(9)
_ACCENT = RGBColor(0xB3, 0x26, 0x1E)
_WIDTHS = (10, 38, 62, 26, 66, 40, 27)  # millimetres; A4 on its side has 269 between the margins
_HEADS = ("line", "where", "sentence", "expected", "basis", "advice", "answer")
_MARGIN, _LONG, _SHORT = Mm(14), Mm(297), Mm(210)

Element = Any


class OpinionForm:
    """The form, document after document; `bytes` gives the file."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._made: Made = docx.Document()
        self._begun = False
        self._set_up()

    def add(self, summary: Summary, rows: Sequence[Row]) -> None:
        """One document: what it is, what was checked, its findings, what could not be checked, who signs."""
        if self._begun:
            self._made.add_paragraph().paragraph_format.page_break_before = True
        self._begun = True
        self._title(self._word("title"))
        self._about(summary)
        self._paragraph(f"{summary.outcome}。" if self._language == "zh" else f"{summary.outcome}.")
        if summary.figures:
            self._paragraph(summary.figures, small=True)
        if rows:
            self._findings(rows)
        if summary.missed:
            self._missed(summary.missed)
        self._signatures()

    def bytes(self) -> bytes:
        out = BytesIO()
        self._made.save(out)
        return undated(out.getvalue())

    def _word(self, code: str) -> str:
        return wording.named("opinion", code, self._language)

    def _set_up(self) -> None:
        section = self._made.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = _LONG, _SHORT
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
        style = self._made.styles["Normal"]
        style.font.name, style.font.size = _LATIN, _SIZE
        style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
        properties = self._made.core_properties
        properties.identifier, properties.author, properties.comments = GENERATOR, GENERATOR, ""
        properties.title = self._word("title")
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _field(footer, "PAGE")
        footer.add_run(" / ")
        _field(footer, "NUMPAGES")

    def _title(self, text: str) -> None:
        paragraph = self._made.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.bold, run.font.size = True, Pt(18)

    def _paragraph(self, text: str, small: bool = False) -> None:
        paragraph = self._made.add_paragraph(_clean(text))
        paragraph.paragraph_format.space_after = Pt(4)
        if small:
            paragraph.runs[0].font.size = _SMALL

    def _about(self, summary: Summary) -> None:
        pages = wording.say_in("opinion", "pages", self._language, count=summary.pages) if summary.pages else ""
        year = str(summary.year) if summary.year else ""
        self._paragraph(
            "　　".join(
                f"{self._word(code)}：{value}"
                for code, value in (
                    ("department", summary.department),
                    ("year", year),
                    ("kind", summary.kind),
                    ("file", " ".join(filter(None, (summary.file, pages)))),
                )
                if value
            )
        )

    def _findings(self, rows: Sequence[Row]) -> None:
        table = self._table([self._word(code) for code in _HEADS], _WIDTHS)
        for row in rows:
            _row(
                table,
                (
                    [str(row.number)],
                    [row.located],
                    [row.before, _Coloured(row.figure), row.after],
                    [row.expected],
                    ["\n".join(filter(None, (row.basis, row.slip)))],
                    [f"[{row.severity_name}·{row.kind_name}] {row.advice}"],
                    [wording.named("conclusions", row.conclusion, self._language) if row.conclusion else ""],
                ),
            )

    def _missed(self, missed: Sequence[Missed]) -> None:
        self._paragraph("")
        self._paragraph(wording.say_in("opinion", "missed", self._language, count=len(missed)))
        heads = [wording.named("columns", code, self._language) for code in ("page", "where", "why")]
        table = self._table(heads, (15, 70, 184))
        for one in missed:
            _row(table, ([str(one.page or "")], [one.where], [one.why]))

    def _table(self, heads: Sequence[str], widths: Sequence[int]) -> Table:
        table: Table = self._made.add_table(rows=1, cols=len(heads))
        table.style = "Table Grid"
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        row = table.rows[0]
        for cell, head, width in zip(row.cells, heads, widths, strict=True):
            cell.width = Mm(width)
            run = cell.paragraphs[0].add_run(head)
            run.bold, run.font.size = True, _SMALL
        repeated = OxmlElement("w:tblHeader")
        row._tr.get_or_add_trPr().append(repeated)
        return table

    def _signatures(self) -> None:
        self._paragraph("")
        self._paragraph(self._word("reply") + "：")
        self._paragraph("")
        blank = "＿" * 8
        self._paragraph("　　　　".join(f"{self._word(c)}：{blank}" for c in ("checker", "reviewer", "date")))


class _Coloured(str):
    """Text of a cell that is set in colour."""


def _row(table: Table, cells: Iterable[Sequence[str]]) -> None:
    """A row at the end of a table. The library's own way looks at all rows for each new one."""
    pattern = table._tbl.tr_lst[0]
    row = OxmlElement("w:tr")
    split = OxmlElement("w:trPr")
    split.append(OxmlElement("w:cantSplit"))
    row.append(split)
    for head, parts in zip(pattern.tc_lst, cells, strict=True):
        cell = OxmlElement("w:tc")
        properties, width = OxmlElement("w:tcPr"), OxmlElement("w:tcW")
        width.set(qn("w:w"), str(head.width.twips if head.width else 0))
        width.set(qn("w:type"), "dxa")
        properties.append(width)
        cell.append(properties)
        cell.append(_cell_paragraph(parts))
        row.append(cell)
    table._tbl.append(row)


def _cell_paragraph(parts: Sequence[str]) -> Element:
    paragraph = OxmlElement("w:p")
    for part in parts:
        for i, line in enumerate(_clean(part).split("\n")):
            if not line and not i:
                continue
            paragraph.append(_run(line, broken=bool(i), coloured=isinstance(part, _Coloured)))
    return paragraph


def _run(text: str, broken: bool, coloured: bool) -> Element:
    run, properties = OxmlElement("w:r"), OxmlElement("w:rPr")
    if coloured:
        properties.append(OxmlElement("w:b"))
        colour = OxmlElement("w:color")
        colour.set(qn("w:val"), str(_ACCENT))
        properties.append(colour)
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), str(int(_SMALL.pt * 2)))
    properties.append(size)
    run.append(properties)
    if broken:
        run.append(OxmlElement("w:br"))
    written = OxmlElement("w:t")
    written.text = text
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(written)
    return run


def _field(paragraph: Any, code: str) -> None:
    """A field that the word processor fills in, as the number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)


def _clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return "".join(c for c in text if c in "\n\t" or (c >= " " and not "\ud800" <= c <= "\udfff" and c < "\ufffe"))
