"""Indicators whose name says what their value is, and whose unit or sign says another thing (合格率 ≥100个)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from gouji.document import Document, Span
from gouji.language import rules
from gouji.language.rules import Rule
from gouji.language.view import View, make_view
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.stretches import Kind

_CELLS = "\t"  # what parts the cells of a row


@dataclass(frozen=True, slots=True)
class Misfit:
    """An indicator: what does not fit (`unit` or `sign`) and where, its name and its value.

    `meant` is what should stand there, where the rule that found it tells.
    """

    kind: str
    span: Span
    name: str
    name_at: Span
    value: str
    meant: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph, or the cells of a row that hold something, one behind the other."""

    text: str
    parts: tuple[tuple[int, View], ...]  # each with its place in the text

    def span(self, start: int, end: int) -> Span:
        """What stands there, which is a part of one cell."""
        at, view = max((p for p in self.parts if p[0] <= start), key=lambda p: p[0])
        return view.span(start - at, end - at)


def misfits(context: Context) -> Iterator[Misfit]:
    """Each of them once, paragraphs first, then the rows of the tables."""
    told: set[Span] = set()
    for line in (*_paragraphs(context), *_rows(context.document)):
        for rule in rules.ranked("wording", "misfit"):
            for match in rule.finditer(line.text):
                span = line.span(*match.span("misfit"))
                if span not in told:
                    told.add(span)
                    yield _found(line, match, span, rule)


def _found(line: _Line, match: regex.Match[str], span: Span, rule: Rule) -> Misfit:
    value, told = match.groupdict().get("value") or "", rule.yields
    name_at = line.span(*match.span("name"))
    return Misfit(str(told["misfit"]), span, match["name"], name_at, value, str(told.get("meant", "")), rule.id)


def _paragraphs(context: Context) -> Iterator[_Line]:
    for stretch in context.stretches:
        if stretch.kind is Kind.PROSE:
            yield _Line(stretch.view.text, ((0, stretch.view),))


def _rows(document: Document) -> Iterator[_Line]:
    for table in document.tables:
        for row in table.rows:
            spans = dict.fromkeys(cell.span for cell in row if cell.text)
            views = [make_view(document.text, span.start, span.end) for span in spans]
            yield _line([view for view in views if view.text])


def _line(views: list[View]) -> _Line:
    parts: list[tuple[int, View]] = []
    at = 0
    for view in views:
        parts.append((at, view))
        at += len(view.text) + len(_CELLS)
    return _Line(_CELLS.join(view.text for view in views), tuple(parts))
