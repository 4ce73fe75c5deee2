"""Planting slips in a made-up document, and telling which of them were found."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from gouji import api
from gouji.document import Document, Span
from gouji.learn.gold import Gold, Record
from gouji.learn.measure.evaluate import Plan, plant, run
from gouji.learn.planting.claim_slips import Alteration, Slip, Target, agrees, alterations, figure_of, relation_of
from gouji.learn.planting.outcomes import Outcome, table
from gouji.learn.planting.proof import undetectable
from gouji.learn.planting.trial import Verdict
from gouji.reconcile.model import Evidence, Finding, FindingKind, Severity
from gouji.records.results import CheckResult, Extraction

TEXT = (
    "本年支出合计500.00万元，其中基本支出300.00万元，项目支出200.00万元。"
    "比上年增加20.00万元，增长4.17%。决算数小于预算数510.00万元。"
)


def span(part: str) -> list[int]:
    start = TEXT.index(part)
    return [start, start + len(part)]


def claim(part: str, **calc: object) -> Record:
    start, end = span(part)
    return {"start": start, "end": end, "text": part, "check": "", **({"calc": calc} if calc else {})}


TOTAL = claim("500.00万元", op="sum", total=span("500.00万元"), parts=[span("300.00万元"), span("200.00万元")])
DELTA = [span("20.00万元，增长")[0], span("，增长")[0]]
RATE = claim("4.17%", op="rate", cur=span("500.00万元"), delta=DELTA, dir="up", stated=span("4.17%"))
LESS = claim("500.00万元", op="less", a=span("500.00万元"), b=span("510.00万元"))
GOLD = Gold("000", (), (), (TOTAL, RATE, LESS), None)


def planted(gold: Gold = GOLD) -> list[Alteration]:
    return alterations(gold, TEXT)


def test_every_claim_gets_the_slips_that_fit_it() -> None:
    kinds = [(a.index, a.slip) for a in planted()]
    assert kinds == [
        (0, Slip.DIGIT), (0, Slip.POINT), (0, Slip.UNIT),
        (1, Slip.DIGIT), (1, Slip.POINT), (1, Slip.DIRECTION),
        (2, Slip.DIGIT), (2, Slip.POINT), (2, Slip.UNIT), (2, Slip.DIRECTION),
    ]  # fmt: skip


def test_an_alteration_changes_its_place_only_and_changes_the_value() -> None:
    for a in planted():
        altered = a.apply(TEXT)
        assert len(altered) == len(TEXT) + a.shift
        assert altered[: a.span.start] == TEXT[: a.span.start]
        assert altered[a.span.end + a.shift :] == TEXT[a.span.end :]
        if a.slip is not Slip.DIRECTION:
            before, after = figure_of(TEXT[a.claim.start : a.claim.end]), figure_of(altered[slice_of(a)])
            assert before is not None
            assert after is not None
            assert before.base != after.base


def slice_of(a: Alteration) -> slice:
    return slice(a.claim.start, a.claim.end + a.shift)


def test_the_point_moves_by_turns_and_words_turn_round() -> None:
    replaced = {(a.index, a.slip): a.replacement for a in planted()}
    assert replaced[0, Slip.POINT] == "50.000"
    assert replaced[1, Slip.POINT] == "41.7"
    assert replaced[0, Slip.UNIT] == "元"
    assert replaced[1, Slip.DIRECTION] == "下降"
    assert replaced[2, Slip.DIRECTION] == "大于"


def test_the_same_slips_every_time() -> None:
    assert planted() == planted()


def test_zero_is_neither_shifted_nor_given_another_unit() -> None:
    text = "出国费0万元。"
    gold = Gold("000", (), (), ({"start": 3, "end": 6, "text": "0万元", "check": "0=0"},), None)
    assert [a.slip for a in alterations(gold, text)] == [Slip.DIGIT]


@pytest.mark.parametrize(
    ("record", "relation"),
    [
        ({"calc": {"op": "eq"}}, "equal"),
        ({"calc": {"op": "change"}}, "rate"),
        ({"check": "20/(500-20)=4.17%"}, "rate"),
        ({"check": "300/500=60%"}, "share"),
        ({"check": "300+200=500"}, "sum"),
        ({"check": "500=500"}, "equal"),
    ],
)
def test_relations_are_named_by_operation_or_computation(record: Record, relation: str) -> None:
    assert relation_of(record) == relation


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        ("500.00万元", "500.00", True),  # a cell leaves the unit to its table
        ("500万元", "500.00万元", True),
        ("500.4万元", "500.36万元", True),
        ("500.37万元", "500.36万元", False),
        ("5000000元", "500.00万元", True),
        ("500.00%", "500.00元", False),
        ("", "500.00万元", False),
    ],
)
def test_a_correction_agrees_with_what_was_printed(expected: str, printed: str, same: bool) -> None:
    assert agrees(figure_of(expected), figure_of(printed)) is same


def digit(part: str, replacement: str) -> Alteration:
    figure = Span(*span(part))
    return Alteration(0, "x", Target.AMOUNT, Slip.DIGIT, figure, replacement, figure)


class TestProof:
    def test_a_last_place_that_every_relation_allows_is_undetectable(self) -> None:
        assert undetectable(digit("500.00万元", "500.01万元"), GOLD, TEXT)

    def test_beyond_the_intervals_it_is_not(self) -> None:
        assert not undetectable(digit("500.00万元", "500.03万元"), GOLD, TEXT)
        assert not undetectable(digit("4.17%", "4.18%"), GOLD, TEXT)

    def test_a_second_relation_can_betray_what_the_first_allows(self) -> None:
        twice = claim("500.00万元", op="equal", a=span("500.00万元"), b=span("510.00万元"))
        gold = Gold("000", (), (), (*GOLD.consistent, twice), None)
        assert not undetectable(digit("500.00万元", "500.01万元"), gold, TEXT)

    def test_a_table_cell_betrays_every_digit(self) -> None:
        start, end = span("500.00万元")
        cell = {"start": start, "end": end, "cell_start": 90, "cell_end": 96, "agrees": True}
        gold = Gold("000", (), (), GOLD.consistent, (cell,))
        assert not undetectable(digit("500.00万元", "500.01万元"), gold, TEXT)

    def test_without_a_computation_nothing_is_proven(self) -> None:
        gold = Gold("000", (), (), (claim("500.00万元"),), None)
        assert not undetectable(digit("500.00万元", "500.01万元"), gold, TEXT)

    def test_values_in_place_of_offsets(self) -> None:
        by_value = claim("500.00万元", op="sum", total="500.00", parts=["300.00", "200.00"])
        gold = Gold("000", (), (), (by_value,), None)
        assert undetectable(digit("500.00万元", "500.01万元"), gold, TEXT)
        assert not undetectable(digit("500.00万元", "500.11万元"), gold, TEXT)


def reads_the_total(source: Document | Path) -> CheckResult:
    """A check that knows one rule, the sum, and complains of the last figure at all times."""
    text = source.text if isinstance(source, Document) else source.read_text(encoding="utf-8")
    document = Document(source.name, text, "")
    findings = [finding(text, "510.00万元", "always")]
    total = text[text.index("合计") + 2 : text.index("，")]
    figure = figure_of(total)
    if figure is None or figure.base != Decimal(5_000_000):
        findings.append(finding(text, total, "500.00万元"))
    return CheckResult(Extraction(document, (), (), ()), (), tuple(findings), ())


def finding(text: str, part: str, expected: str) -> Finding:
    place = Span(text.index(part), text.index(part) + len(part))
    evidence = (Evidence(Span(text.index("决算数"), text.index("决算数") + 3), "决算数", "word"),)
    return Finding(
        "f", FindingKind.SUM, Severity.MATERIAL, 1.0, place, part, part, expected, evidence, "…"
    )  # fmt: skip


def test_only_new_findings_at_the_slip_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "check", reads_the_total)
    path = tmp_path / "000_made_up.txt"
    path.write_text(TEXT, encoding="utf-8")
    singles, _ = plant(GOLD, reads_the_total(path), path.name, Plan(workers=1))
    verdicts = {(o.alteration.index, o.alteration.slip): o.verdict for o in singles}
    assert all(verdicts[0, slip].found for slip in (Slip.DIGIT, Slip.POINT, Slip.UNIT))
    assert all(verdicts[0, slip].named and verdicts[0, slip].repaired for slip in (Slip.DIGIT, Slip.POINT))
    assert not any(verdicts[1, slip].found for slip in (Slip.DIGIT, Slip.POINT, Slip.DIRECTION))
    # The standing complaint is no discovery, though its offsets moved.
    assert not verdicts[2, Slip.DIRECTION].found


def test_the_table_keeps_proven_and_missed_apart() -> None:
    amounts = [a for a in planted() if a.target is Target.AMOUNT and a.slip is Slip.DIGIT]
    elsewhere = Verdict(frozenset({0}), named=False, repaired=False, answer="20.00 -> 30.00 [sum]")
    outcomes = [
        Outcome("000", amounts[0], "500.00", "500.01", Verdict(frozenset(), False, False), undetectable=True),
        Outcome("000", amounts[1], "500.00", "900.00", elsewhere),
    ]
    text = "\n".join(table(outcomes, verbose=True))
    assert "altered amounts              found 1/2 = 50.0 %, named 0/2 = 0.0 %, repaired 0/2 = 0.0 %" in text
    assert "without 1 undetectable   found 1/1 = 100.0 %, named 0/1" in text
    assert "undetectable: 000 #0 sum digit 500.00 -> 500.01\n" in text
    assert "found: 000 #2 less digit 500.00 -> 900.00; 20.00 -> 30.00 [sum]" in text


def test_run_writes_scores_and_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "check", reads_the_total)
    folder, corpus = tmp_path / "gold" / "000", tmp_path / "seeds"
    folder.mkdir(parents=True)
    corpus.mkdir()
    for name in ("entities", "mismatches"):
        (folder / f"{name}.jsonl").write_text("", encoding="utf-8")
    (corpus / "000_made_up.txt").write_text(TEXT, encoding="utf-8")
    written: list[str] = []
    assert run([folder], Plan(tmp_path, workers=1), written.append) == 0
    assert written[0] == "== 000"
    assert any(line.startswith("FINDINGS      must 0/0") for line in written)
    written.clear()
    run([folder], Plan(tmp_path, planting=False), written.append)
    assert not any("PLANTING" in line for line in written)
