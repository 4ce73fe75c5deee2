"""Pairs of slips: distinct figures, near and far by turns, the same with the same seed."""

from __future__ import annotations

from random import Random

from gouji.document import Block, Document, Span, Table, Zone
from gouji.learn.planting.claim_slips import Alteration, Slip, Target
from gouji.learn.planting.pairs import Pair, draw

PARAGRAPHS = (Span(0, 40), Span(40, 80))
TABLE = Table(0, Span(100, 180), "", "", None, (), 0, 0)
DOCUMENT = Document(
    "made up", " " * 200, "", blocks=tuple(Block(s, Zone.NARRATIVE) for s in PARAGRAPHS), tables=(TABLE,)
)


def slip(start: int, claim: tuple[int, int] | None = None) -> Alteration:
    span = Span(start, start + 4)
    return Alteration(start, "x", Target.AMOUNT, Slip.DIGIT, span, "1234", Span(*claim) if claim else span)


SLIPS = [slip(2), slip(20), slip(50), slip(60), slip(110), slip(150)]


def drawn(slips: list[Alteration], count: int, seed: int = 1) -> list[Pair]:
    return draw(DOCUMENT, slips, count, Random(seed))


def test_near_is_one_paragraph_or_one_table() -> None:
    homes = {2: "a", 20: "a", 50: "b", 60: "b", 110: "t", 150: "t"}
    found = drawn(SLIPS, 6)
    assert {p.near for p in found} == {True, False}
    assert all((homes[p.first.index] == homes[p.second.index]) == p.near for p in found)


def test_no_pair_twice_and_the_same_with_the_same_seed() -> None:
    found = drawn(SLIPS, 10)
    assert len(set(found)) == len(found)
    assert found == drawn(SLIPS, 10)
    assert found != drawn(SLIPS, 10, seed=2)


def test_one_figure_is_no_pair() -> None:
    assert drawn([slip(2), slip(2)], 5) == []
    assert drawn([slip(2, (0, 30)), slip(20)], 5) == []
    assert drawn([], 5) == []


def test_without_near_ones_only_far_ones() -> None:
    found = drawn([slip(2), slip(50)], 5)
    assert [p.near for p in found] == [False]
