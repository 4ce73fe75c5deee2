"""Labels of rows and columns without what numbers them."""

from __future__ import annotations

from gouji.language import rules


def unnumbered(label: str) -> str:
    """A label without blanks and without the number before it (一、, （一）)."""
    words = "".join(label.split())
    number = rules.load("tables")["tables.row.number"].match(words)
    return words[number.end() :] if number else words
