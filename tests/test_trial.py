"""Trials on a made-up document that has slips of its own: what is new, where, and what repairs it."""

from __future__ import annotations

import pytest

import corpus
from gouji import api
from gouji.document import Span
from gouji.learn.planting.claim_slips import Alteration, Slip, Target
from gouji.learn.planting.trial import Source, Verdict, both, judge, run
from gouji.reconcile.model import Severity
from gouji.records.results import CheckResult


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> CheckResult:
    path = tmp_path_factory.mktemp("trial") / "made_up.txt"
    path.write_text(corpus.made(1, "tab", None), encoding="utf-8", newline="")
    return api.check(path)


@pytest.fixture(scope="module")
def source(result: CheckResult) -> Source:
    return Source.of("made_up.txt", result.document.text, result)


def shifted(result: CheckResult, nth: int = 2) -> Alteration:
    """The point of an amount that a cell states too moved: the text grows where no digit follows it."""
    disputed = [f.span for f in result.findings]
    free = [li for li in result.links if li.agrees and not any(li.span.overlaps(s) for s in disputed)]
    linked = [li for li in free if "," not in result.document.slice(li.span)]
    chosen = linked[nth]
    text = result.document.slice(chosen.span)
    number = text.removesuffix("万元").strip()
    span = Span(chosen.span.start, chosen.span.start + len(number))
    return Alteration(nth, "equal", Target.AMOUNT, Slip.POINT, span, number.replace(".", "") + "0", chosen.span)


def grown(source: Source) -> Alteration:
    """A blank line before everything else: every offset moves, nothing is altered."""
    return Alteration(9, "none", Target.AMOUNT, Slip.DIGIT, Span(0, 1), "\n" + source.text[0], Span(0, 1))


def test_standing_findings_are_not_new_where_they_moved(source: Source) -> None:
    assert source.known
    everywhere = Alteration(0, "none", Target.AMOUNT, Slip.DIGIT, Span(0, 1), "\n" + source.text[0], Span(0, 9999))
    assert judge(source, (everywhere,)) == (Verdict(frozenset(), False, False),)


def test_a_slip_is_found_and_named_wherever_the_text_moved(result: CheckResult, source: Source) -> None:
    slip = shifted(result)
    (alone,) = judge(source, (slip,))
    first, again = judge(source, (grown(source), slip))
    assert alone.found and alone.named and alone.repaired
    assert not first.found
    assert again == alone
    assert alone.answer.partition(" -> ")[2]


def test_two_slips_at_once_each_with_its_own_finding(result: CheckResult, source: Source) -> None:
    ((one, other),) = run(source, [(shifted(result), shifted(result, -3))], workers=1)
    assert both(one, other)


def test_one_finding_does_not_find_two() -> None:
    same = Verdict(frozenset({3}), True, True)
    assert not both(same, same)
    assert both(same, Verdict(frozenset({3, 4}), False, False))
    assert not both(same, Verdict(frozenset(), False, False))


def test_only_what_is_beyond_rounding_is_known(result: CheckResult, source: Source) -> None:
    live = [f for f in result.findings if f.severity is not Severity.ROUNDING]
    assert len(source.known) == len(live)
