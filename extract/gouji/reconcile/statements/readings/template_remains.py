"""What a template or a careless hand leaves in prose: placeholders, reasons without words, marks printed twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import PROSE, Document, Span, Zone
from gouji.language import rules
from gouji.language.view import make_view

_BREAK = "\n"
_READ = (*PROSE, Zone.CONTENTS)


@dataclass(frozen=True, slots=True)
class Remains:
    """Words or marks that do not belong into a finished text; `kind` is what the rule yields (placeholder …)."""

    kind: str
    span: Span
    rule: str


def remains(document: Document) -> Iterator[Remains]:
    """Each of them in prose, headings and contents, in the order of the blocks; none that a line break parts."""
    for block in document.blocks:
        if block.zone not in _READ:
            continue
        view = make_view(document.text, block.span.start, block.span.end, block.holes)
        for rule in rules.ranked("wording", "remains"):
            for match in rule.finditer(view.text):
                span = view.span(*match.span())
                if _BREAK not in document.slice(span) and not _begins_line(document, span):
                    yield Remains(str(rule.yields["remains"]), span, rule.id)


def _begins_line(document: Document, span: Span) -> bool:
    """Whether marks begin a line: the words of a narrow column, which did not end where the line before ends."""
    begins = span.start == 0 or document.text[span.start - 1] == _BREAK
    return begins and not any(map(str.isalnum, document.slice(span)))
