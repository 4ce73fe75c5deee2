"""The text of one paragraph of a word processor's file, and what hangs on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from unicodedata import category

from docx.oxml.ns import qn

from gouji.readers.footnote_marks import raised
from gouji.readers.word.styles import Styles
from gouji.readers.word.traced_lines import TracedLine
from gouji.readers.word.wordprocessingml import (
    DRAWN,
    ENDNOTE,
    FOOTNOTE,
    PARAGRAPH,
    PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    TABLE,
    Element,
    boxes,
    children,
    is_deleted,
    value,
)

_TEXT, _FIELD, _FIELD_KIND, _SYMBOL = qn("w:t"), qn("w:fldChar"), qn("w:fldCharType"), qn("w:sym")
_BREAKS = (qn("w:br"), qn("w:cr"))
_SIGNS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:noBreakHyphen"): "-"}
_FORMULAS, _FORMULA_TEXT = (qn("m:oMath"), qn("m:oMathPara")), qn("m:t")
_ALIGNED, _POSITION = qn("w:vertAlign"), qn("w:position")
_NO_TEXT = ("Cc", "Cs", "Co")  # controls, halves of characters, places in a symbol font

# Where a file's text holds these, they are blanks: lines and cells are made by elements.
_BLANKS = str.maketrans(dict.fromkeys("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))
_GAP = {False: "  ", True: "......"}  # a tab inside a line is not the border of a cell


@dataclass
class Paragraph:
    """`lines` has at least one item; `after` are text boxes and references to notes, to be read after it."""

    lines: list[TracedLine] = field(default_factory=lambda: [TracedLine()])
    after: list[Element] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(self.lines) and not self.after

    def join(self, following: Paragraph) -> Paragraph:
        """Both as one: the mark between them was deleted."""
        middle = self.lines[-1] + following.lines[0]
        return Paragraph([*self.lines[:-1], middle, *following.lines[1:]], [*self.after, *following.after])


def read_paragraph(element: Element, styles: Styles) -> Paragraph:
    """The lines of a `w:p` without its printed number: tracked insertions and field results are read; deletions,
    field codes and hidden text are not. Tabs at the ends are left out.
    """
    reader = _Reader(element, styles)
    reader.read()
    found = reader.found
    found.lines = [line.stripped() for line in found.lines]
    if any("\t" in str(line) for line in found.lines):
        gap = _GAP[styles.is_dotted(element)]
        found.lines = [line.without_tabs(gap) for line in found.lines]
    return found


def is_mark_hidden(element: Element, styles: Styles) -> bool:
    """Whether the mark at the paragraph's end is hidden text."""
    return styles.hides(element, element.find(f"{PROPERTIES}/{RUN_PROPERTIES}"))


def runs_on(element: Element) -> bool:
    """Whether a tracked change deleted the mark at the paragraph's end, so that the next paragraph continues it."""
    if not is_deleted(element.find(f"{PROPERTIES}/{RUN_PROPERTIES}")):
        return False
    following = next(element.itersiblings(PARAGRAPH, TABLE), None)
    return following is not None and following.tag == PARAGRAPH


class _Reader:
    def __init__(self, element: Element, styles: Styles) -> None:
        self.found = Paragraph()
        self._element, self._styles = element, styles
        # Whether the result has begun, for each open field. Kept for one paragraph only: a field that is never
        # closed must not swallow the document, and the code of one does not go beyond its paragraph.
        self._fields: list[bool] = []

    def read(self) -> None:
        for child in children(self._element):
            if child.tag == RUN:
                self._run(child, self._styles.hides(self._element, child.find(RUN_PROPERTIES)))
            elif child.tag in _FORMULAS:
                self._write("".join(t.text or "" for t in child.iter(_FORMULA_TEXT)))

    def _run(self, run: Element, hidden: bool) -> None:
        for child in children(run):
            if child.tag == _FIELD:
                self._mark_field(child.get(_FIELD_KIND))
            elif not hidden and all(self._fields):
                self._piece(child, _is_raised(run))

    def _piece(self, child: Element, high: bool) -> None:
        """One part of a run that is shown; `high` tells that the run stands raised."""
        tag = child.tag
        if tag == _TEXT:
            text = (child.text or "").translate(_BLANKS)
            self._write(raised(text) if high else text, child)
        elif tag in _BREAKS:
            self.found.lines.append(TracedLine())
        elif tag in _SIGNS:
            self._write(_SIGNS[tag])
        elif tag == _SYMBOL:
            self._write(_symbol(child.get(qn("w:char"), "")))
        elif tag in DRAWN:
            self.found.after.extend(boxes(child))
        elif tag in (FOOTNOTE, ENDNOTE):
            self.found.after.append(child)

    def _write(self, text: str, element: Element | None = None) -> None:
        self.found.lines[-1].write(text, element)

    def _mark_field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def _is_raised(run: Element) -> bool:
    """Whether a run is set as superscript, or put up by some points."""
    properties = run.find(RUN_PROPERTIES)
    if properties is None:
        return False
    if value(properties, _ALIGNED) == "superscript":
        return True
    up = value(properties, _POSITION)
    return up.isdecimal() and int(up) > 0


def _symbol(code: str) -> str:
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if category(sign) in _NO_TEXT else sign.translate(_BLANKS)
