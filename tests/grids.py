"""Made-up grids written as text, read and resolved: what the tests of the tables start from."""

from __future__ import annotations

from gouji.document import Document, Fact
from gouji.readers.plain.reader import document_of
from gouji.tables import facts, resolve


def word(rows: str) -> str:
    """Rows of `a | b | c` lines as a word processor flattens them: a cell a line, an empty line a row."""
    lines = [line.strip() for line in rows.strip().splitlines()]
    return "\n\n".join("\n".join(f"\t{c.strip()}" for c in line.split("|")) for line in lines) + "\n\n"


def tabbed(rows: str) -> str:
    """Rows of `a | b | c` lines with a tab between the cells."""
    return "".join("\t".join(c.strip() for c in line.split("|")) + "\n" for line in rows.strip().splitlines())


def resolved(text: str) -> Document:
    return resolve(document_of(text))


def stated(text: str) -> dict[tuple[str, str], str]:
    """{(row path, column path): normal form} of all facts; the parts of a path are joined by a slash."""
    return {("/".join(f.row), "/".join(f.column)): f.figure.norm for f in facts(resolved(text))}


def by_code(text: str) -> dict[str, Fact]:
    return {f.code: f for f in facts(resolved(text))}
