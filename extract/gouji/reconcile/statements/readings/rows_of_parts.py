"""Parts that stand in one row: nothing but marks and 和 between them."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.document import Document, Span
from gouji.language import rules

_FEWEST = 3


def in_one_row(document: Document, parts: Sequence[Span]) -> bool:
    """Whether 、 or 和 stands behind each of three or more parts but the last: they are alike parts of one whole."""
    rule = rules.load("clauses")["clause.in_row"]
    behind = (document.text[part.end : part.end + 1] for part in parts[:-1])
    return len(parts) >= _FEWEST and all(rule.search(mark) for mark in behind)
