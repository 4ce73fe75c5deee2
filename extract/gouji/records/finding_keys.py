"""Keys of findings that stay: a disputed figure has the same key in every run and in every version of a document.

Ids (`f1`) count the findings of one run. A key is made of what is disputed and of the words around it, and of no
offset, page or file name, so that a paragraph put in above it changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

from gouji.document import Document, Span, Table
from gouji.reconcile.model import Finding

_LENGTH = 12  # hexadecimal digits: of a million findings two have the same key once in five hundred
_ENDS = "。！？；\n"


def finding_keys(document: Document, findings: Iterable[Finding]) -> dict[str, str]:
    """The key of each finding, by its id.

    Findings that are alike in all that a key is made of are told apart by their order in the text.
    """
    found: dict[str, str] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    for finding in sorted(findings, key=lambda f: (f.span.start, f.span.end, f.id)):
        told = (finding.kind.value, _bare(finding.stated or finding.text), *_around(document, finding.span))
        told = (*told, str(seen[told]))
        seen[told[:-1]] += 1
        found[finding.id] = sha256("\x1f".join(told).encode("utf-8", "backslashreplace")).hexdigest()[:_LENGTH]
    return found


def _around(document: Document, span: Span) -> tuple[str, ...]:
    """The words around a span: of a cell its table, row and column, of prose its heading and its clause."""
    for table in document.tables:
        if table.span.start <= span.start < table.span.end and (at := _in_table(table, span)):
            return at
    block = document.block_at(span.start)
    path = document.section_path(block.section) if block else ()
    return (*(_words(s.title) for s in path), _words(_clause(document, span)))


def _in_table(table: Table, span: Span) -> tuple[str, ...]:
    for row in table.rows:
        for cell in row:
            if cell.span.start <= span.start < max(cell.span.end, cell.span.start + 1):
                labels = (_words(c.text) for c in row if c is not cell)
                heads = (
                    _words(c.text)
                    for head in table.rows[: table.header_rows]
                    for c in head
                    if c.column <= cell.column < c.column + c.columns
                )
                return (_words(table.title), *labels, "|", *heads)
    return ()


def _clause(document: Document, span: Span) -> str:
    """The text around a span up to the ends of its sentence, without the span itself."""
    block = document.block_at(span.start)
    low, high = (block.span.start, block.span.end) if block else (0, len(document.text))
    start = max((document.text.rfind(c, low, span.start) + 1 for c in _ENDS), default=low)
    ends = [i for c in _ENDS if (i := document.text.find(c, span.end, high)) >= 0]
    return document.text[max(start, low) : span.start] + "…" + document.text[span.end : min(ends, default=high)]


@lru_cache(maxsize=1024)  # the cells of one row are asked for with each finding in it
def _words(text: str) -> str:
    """The letters of a text: its numbers may be corrected in the next version, its blanks be set otherwise."""
    return "".join(c for c in text if c.isalpha() or c == "…")


def _bare(text: str) -> str:
    return "".join(text.split())
