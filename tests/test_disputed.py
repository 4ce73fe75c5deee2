"""How well found mismatches are named: the figure, its correction, its slip."""

from __future__ import annotations

from gouji.learn.gold import Record
from gouji.learn.measure import score
from gouji.learn.measure.disputed import DisputedScore, disputed, lines


def names(gold: Record, finding: Record) -> bool:
    return score.overlap(gold, finding) > 0


def mismatch(start: int, expected: str, *evidence: int) -> Record:
    spans = [{"start": s, "end": s + 4} for s in evidence]
    return {
        **{"id": f"m{start}", "kind": "sum", "severity": "material", "stated": "1.00万元", "expected": expected},
        **{"start": start, "end": start + 4, "evidence": spans},
    }


def finding(start: int, expected: str, *evidence: int, diagnosis: str = "", severity: str = "material") -> Record:
    spans = [{"start": s, "end": s + 4} for s in evidence]
    return {
        **{"type": "finding", "start": start, "end": start + 4, "text": "x", "evidence": spans},
        **{"expected": expected, "diagnosis": diagnosis, "severity": severity},
    }


def scored(gold: list[Record], *found: Record) -> DisputedScore:
    return disputed(score.places(gold), found, score.touches, names)


GOLD = [mismatch(10, "2.00万元", 20), mismatch(40, "决算数小于预算数"), mismatch(60, "3.00%")]


def test_by_figure_with_its_correction_and_its_slip() -> None:
    right = finding(10, "2万元", 20, diagnosis="digit_wrong")
    assert scored(GOLD, right) == DisputedScore(found=1, named=1, numeric=1, expected=1, diagnosed=1)


def test_another_figure_of_the_relation_is_found_but_not_named() -> None:
    result = scored(GOLD, finding(20, "2.00万元", 10))
    assert (result.found, result.named, result.expected) == (1, 0, 0)
    assert lines(result)[1].strip().startswith("figure: m10 sum 1.00万元 -> 2.00万元")


def test_words_have_no_correction_in_figures() -> None:
    result = scored(GOLD, finding(40, "小于"), finding(60, "2.90%"))
    assert (result.found, result.named, result.numeric, result.expected) == (2, 2, 1, 0)


def test_of_several_records_on_one_figure_each_correction_is_right() -> None:
    twice = [mismatch(10, "2.00万元"), mismatch(10, "7.00万元")]
    assert scored(twice, finding(10, "7.00万元")).expected == 1


def test_roundings_and_unsure_places_do_not_count() -> None:
    assert scored(GOLD, finding(10, "2.00万元", severity="rounding")).found == 0
    assert scored([{**GOLD[0], "sure": False}], finding(10, "2.00万元")).found == 0
