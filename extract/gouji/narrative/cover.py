"""What the first lines of a file say it is: whose budget or final accounts, of which year.

Unlike `document_profile`, which weighs all that a document says, a cover counts only where it is printed: an annex of
tables without one says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from gouji.document import Block, Document, Zone
from gouji.language import rules
from gouji.language.view import make_view
from gouji.narrative.headings import heading_of

_LONGEST = 300  # characters of a cover; what stands further down is no title


@dataclass(frozen=True, slots=True)
class Cover:
    """The title of a file taken apart; what it does not tell is None or empty."""

    year: int | None = None
    department: str = ""

    def contradicts(self, other: Cover) -> bool:
        """Whether two covers name different years or different departments.

        A department whose name holds the other's (a bureau and its 本级, with the city before it or without) is the
        same.
        """
        if self.year and other.year and self.year != other.year:
            return True
        longer, shorter = sorted((self.department, other.department), key=len, reverse=True)
        return bool(shorter) and shorter not in longer

    def __str__(self) -> str:
        return f"{self.department} {self.year or ''}".strip()


def cover(document: Document) -> Cover:
    """What the title of a document tells, whose lines are joined to paragraphs (`zones.paragraphs`)."""
    title = "".join(_lines(document))[:_LONGEST]
    year = rules.load("cover")["cover.year"].search(title)
    if year is None:  # not the title of a budget or of final accounts
        return Cover()
    found = (rule.search(title) for rule in rules.ranked("cover", "meta", "department"))
    return Cover(int(year["year"]), next((match["department"] for match in found if match), ""))


def _lines(document: Document) -> Iterator[str]:
    """The lines before the contents, the first table, heading or sentence, without blanks."""
    for block in takewhile(_of_title, document.blocks):
        line = "".join(make_view(document.text, block.span.start, block.span.end, block.holes).text.split())
        if "。" in line or heading_of(line):
            return
        yield line


def _of_title(block: Block) -> bool:
    return block.zone in (Zone.NARRATIVE, Zone.HEADING, Zone.DEBRIS)
