"""The tables of planted slips."""

from __future__ import annotations

from gouji.document import Span
from gouji.learn.planting.claim_slips import Alteration, Slip, Target
from gouji.learn.planting.outcomes import Outcome, PairOutcome, cell_table, pair_table
from gouji.learn.planting.trial import Verdict

MISSED = Verdict(frozenset(), False, False)
ELSEWHERE = Verdict(frozenset({0}), False, False, "9.00 -> 8.00 [sum]")
REPAIRED = Verdict(frozenset({1}), True, True, "2.00 -> 1.00 [sum]")


def outcome(relation: str, verdict: Verdict, undetectable: bool = False) -> Outcome:
    span = Span(0, 4)
    slip = Alteration(0, relation, Target.CELL, Slip.DIGIT, span, "2.00", span)
    return Outcome.of("made_up", "1.00", slip, verdict, undetectable)


def test_cells_by_relations_with_most_misses_first() -> None:
    planted = [outcome("sum", REPAIRED), outcome("equal", MISSED), outcome("equal", ELSEWHERE)]
    lines = cell_table([*planted, outcome("sum", MISSED, undetectable=True)], verbose=True)
    assert lines[1].split() == ["1,", "0,", "0", "of", "2", "equal"]
    assert lines[2].split() == ["1,", "1,", "1", "of", "2", "(1)", "sum"]
    assert "found 2/4 = 50.0 %, named 1/4 = 25.0 %, repaired 1/4 = 25.0 %" in lines[3]
    assert "without 1 undetectable   found 2/3 = 66.7 %" in lines[4]
    assert [line.split(":")[0].strip() for line in lines[5:]] == ["missed", "found", "undetectable"]


def test_what_is_found_is_not_undetectable() -> None:
    assert not outcome("sum", REPAIRED, undetectable=True).undetectable


def test_pairs_near_and_apart() -> None:
    def pair(one: Verdict, other: Verdict, near: bool, alone: bool | None = None) -> PairOutcome:
        return PairOutcome(outcome("sum", one), outcome("sum", other), near, alone)

    lines = pair_table(
        [pair(REPAIRED, ELSEWHERE, True, True), pair(REPAIRED, REPAIRED, True, True), pair(REPAIRED, MISSED, False)],
        verbose=True,
    )
    assert "in one table or paragraph    found 1/2 = 50.0 %, named 0/2 = 0.0 %" in lines[1]
    assert "apart                        found 0/1" in lines[2]
    assert "all pairs                    found 1/3" in lines[3]
    assert "each found when alone        found 1/2" in lines[4]
    assert [line.strip() for line in lines if "near:" in line or "far:" in line] == [
        "another named, near:", "missed, near:", "missed, far:"
    ]  # fmt: skip
