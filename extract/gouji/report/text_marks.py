"""Marks on stretches of the document's text, rendered as nested HTML elements."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup, escape

from gouji.document import Document, Span
from gouji.reconcile.model import Status
from gouji.records.results import CheckResult
from gouji.report import wording


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlighted span: CSS classes, tooltip, element id, and a link printed behind it (target, label)."""

    span: Span
    classes: str
    title: str = ""
    id: str = ""
    back: tuple[str, str] | None = None


class Marked:
    """A document's text with marks that may nest and cross.

    Crossing marks are closed and reopened, so the output is always well formed; only a mark's first piece
    carries its id, only its last the link behind it.
    """

    def __init__(self, document: Document, marks: Iterable[Mark]) -> None:
        self.text = document.text
        self.marks = sorted(marks, key=lambda m: (m.span.start, -m.span.end))

    @cached_property
    def _starts(self) -> list[int]:
        return [m.span.start for m in self.marks]

    @cached_property
    def _longest(self) -> int:
        return max((len(m.span) for m in self.marks), default=0)

    def html(self, start: int, end: int) -> Markup:
        """text[start:end] with its marks, escaped."""
        marks = self._within(start, end)
        points = (p for m in marks for p in (max(m.span.start, start), min(m.span.end, end)))
        cuts = sorted({start, end, *points})
        out: list[Markup] = []
        open_marks: list[Mark] = []
        pending = iter(marks)
        upcoming = next(pending, None)
        for here, there in zip(cuts, [*cuts[1:], None], strict=True):
            out.append(_close(open_marks, here))
            while upcoming and max(upcoming.span.start, start) == here:
                open_marks.append(upcoming)
                out.append(_open(upcoming, first=upcoming.span.start == here))
                upcoming = next(pending, None)
            if there is not None:
                out.append(escape(self.text[here:there]))
        out += [Markup("</span>")] * len(open_marks)  # what goes on beyond the stretch
        return Markup("").join(out)

    def _within(self, start: int, end: int) -> list[Mark]:
        low = bisect_left(self._starts, start - self._longest)
        high = bisect_right(self._starts, end - 1)
        return [m for m in self.marks[low:high] if m.span.end > start]


def _open(mark: Mark, first: bool) -> Markup:
    attributes = Markup(' class="{}"').format(mark.classes)
    if mark.title:
        attributes += Markup(' title="{}"').format(mark.title)
    if mark.id and first:
        attributes += Markup(' id="{}"').format(mark.id)
    return Markup("<span{}>").format(attributes)


def _close(open_marks: list[Mark], here: int) -> Markup:
    """Close what ends here; what was opened inside it and goes on is reopened."""
    out = Markup("")
    kept: list[Mark] = []
    while any(m.span.end <= here for m in open_marks):
        mark = open_marks.pop()
        out += Markup("</span>")
        if mark.span.end > here:
            kept.append(mark)
        elif mark.back:
            out += Markup('<a class="back" href="#{}">{}</a>').format(*mark.back)
    for mark in reversed(kept):
        open_marks.append(mark)
        out += _open(mark, first=False)
    return out


def entity_marks(result: CheckResult) -> list[Mark]:
    return [
        Mark(
            e.span,
            f"en en-{e.label.value}",
            " ".join(filter(None, (wording.pair("labels", e.label)[0], e.norm, f"({e.rule or e.source})"))),
        )
        for e in result.extraction.entities
    ]


def finding_marks(result: CheckResult) -> list[Mark]:
    """The disputed spans, their evidence, and what could not be read."""
    marks = []
    for number, finding in enumerate(result.findings, 1):
        marks.append(
            Mark(
                finding.span,
                f"fd fd-{finding.severity.value}",
                finding.message,
                f"at-{finding.id}",
                (f"card-{finding.id}", str(number)),
            )
        )
        marks += [Mark(e.span, "ev", wording.one("roles", e.role)) for e in finding.evidence]
    for i, check in enumerate(result.checks):
        if check.status is Status.UNREADABLE:
            marks.append(Mark(check.span, "ur", check.why, f"check-{i}"))
    return marks
