"""The fund of what was carried over (基金拨款3万元、上年结转1万元): that of the income before it in its clause."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.claims import Claim
from gouji.declared import declared
from gouji.document import Document
from gouji.language import rules

_ENDS = frozenset("；;。")  # marks that end a clause with all that it says of one fund


def fund_beside(document: Document, claim: Claim, paragraph: Sequence[Claim]) -> str:
    """The fund of what came in this year before what was carried over, in its clause; '' for other levels.

    `paragraph` are the levels of its paragraph, in order.
    """
    if claim.name.core != declared("links")["carried"]["opening"] or _names_fund(claim.subject):
        return ""
    before = next((level for level in reversed(paragraph) if level.span.end <= claim.span.start), None)
    if before is None or rules.load("aspects")["aspect.of_this_year"].search(before.subject) is None:
        return ""
    return before.name.fund if _ENDS.isdisjoint(document.text[before.span.end : claim.span.end]) else ""


def _names_fund(words: str) -> bool:
    """Whether words name a fund themselves (年初财政拨款结转和结余)."""
    return any(alias in words for fund in declared("subjects")["fund"] for alias in fund["aliases"])
