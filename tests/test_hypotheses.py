"""Every hypothesis of a slip, by its examples and counterexamples (tests/cases/diagnoses.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from casefiles import CASES
from gouji.document import Span
from gouji.figures import ZERO, Figure, Interval
from gouji.language.quantities import scan
from gouji.reconcile.diagnosis import HYPOTHESES, tell
from gouji.reconcile.diagnosis.model import Column, Neighbour, Row, Sum, Suspect, Tie
from gouji.reconcile.kernel.catalogue import load
from gouji.reconcile.statements.terms import Term

Example = dict[str, Any]
HYPOTHESES_TOLD = tomllib.loads((CASES / "diagnoses.toml").read_text(encoding="utf-8"))["hypothesis"]


def each(kind: str) -> list[Any]:
    return list(_parameters(kind))


def _parameters(kind: str) -> Iterator[Any]:
    for hypothesis in HYPOTHESES_TOLD:
        for example in hypothesis[kind]:
            gap = example.get("known_gap")
            marks = pytest.mark.xfail(reason=f"known gap: {gap}", strict=True) if gap else ()
            name = f"{hypothesis['code']}: {example['printed']} for {example['expected']}"
            yield pytest.param(hypothesis["code"], example, id=name, marks=marks)


def figure(text: str) -> Figure:
    (found,) = scan(text)
    return found.figure


def neighbour(text: str, tie: Tie | None = None) -> Neighbour:
    """`tie figure name/among`, without the tie where it is given."""
    words = text.split()
    if tie is None:
        tie, words = Tie(words[0]), words[1:]
    name, _, among = (words[1] if len(words) > 1 else "").rpartition("/")
    if not among.isdigit():
        name, among = f"{name}/{among}" if name else among, "1"
    return Neighbour(tie, "" if name == "-" else name, figure(words[0]), int(among))


def part(text: str) -> Neighbour:
    """`figure name`, or `figure name = figure of its cell`."""
    own, _, cell = text.partition(" = ")
    found = neighbour(own, Tie.PART)
    stated = (Neighbour(Tie.SAME, "表6", figure(cell)),) if cell else ()
    return Neighbour(found.tie, found.name, found.figure, stated=stated)


def row(text: str) -> Row:
    printed, stated = text.split()
    return Row("", figure(printed), None if stated == "-" else figure(stated))


def suspect(example: Example) -> Suspect:
    printed = figure(example["printed"])
    term = Term("e1", printed, Span(0, len(example["printed"])), example["printed"], None, False)
    sums: tuple[Sum, ...] = ()
    if "total" in example:
        total, parts = neighbour(example["total"], Tie.WHOLE), tuple(part(p) for p in example["parts"])
        slack = sum((n.figure.interval().width for n in (total, *parts)), ZERO) / 2
        sums = (Sum(total, parts, slack, own=example.get("role") != "part"),)
    exact = [Decimal(str(x)) for x in example.get("exact", ())]
    return Suspect(
        term=term,
        expected=figure(example["expected"]),
        exact=Interval(*exact) if exact else None,
        role=example.get("role", ""),
        neighbours=tuple(neighbour(n) for n in example.get("around", ())),
        sums=sums,
        columns=tuple(Column(figure(c[0]), tuple(figure(r) for r in c[1:])) for c in example.get("columns", ())),
        rows=tuple(row(r) for r in example.get("column", ())),
        at=example.get("at", 0),
    )


@pytest.mark.parametrize(("code", "example"), each("example"))
def test_a_slip_is_told_before_all_others(code: str, example: Example) -> None:
    told = tell(suspect(example))
    assert told is not None
    assert told.code == code
    assert told.says is not None
    assert example.get("says", "") in load().render(told.says)
    assert load().render(told.says, "en")


@pytest.mark.parametrize(("code", "example"), each("counterexample"))
def test_what_it_must_not_explain(code: str, example: Example) -> None:
    assert HYPOTHESES[code](suspect(example)) is None


def test_every_hypothesis_has_examples_in_the_order_they_are_tried() -> None:
    assert [h["code"] for h in HYPOTHESES_TOLD] == list(HYPOTHESES)


def test_where_nothing_fits_nothing_is_told() -> None:
    assert tell(suspect({"printed": "17.31%", "expected": "64.02%"})) is None
