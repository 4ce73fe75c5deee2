"""Made-up disclosures add up, tell the truth about their slips, and come out the same every time."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from random import Random

import pytest

from gouji.learn import synth
from gouji.learn.synth import demo, demo_ledger, demo_slips

SEEDS = range(40)


@pytest.mark.parametrize("form", ["word", "tab"])
def test_truth_is_where_it_says(form: str) -> None:
    for seed in SEEDS:
        made = synth.make(seed, form=form)
        for t in made.truth:
            assert made.text[t.start : t.end] == t.stated != t.expected


def test_putting_the_slips_right_gives_the_document_without_them() -> None:
    made = synth.make(7)
    text = made.text
    for t in sorted(made.truth, key=lambda t: -t.start):
        text = text[: t.start] + t.expected + text[t.end :]
    assert text == synth.make(7, slips=()).text
    assert synth.make(7, slips=()).truth == ()


def test_chosen_slips_only() -> None:
    made = synth.make(3, slips=["office.rate"])
    assert [t.name for t in made.truth] == ["office.rate"]


def test_every_slip_can_be_planted() -> None:
    planted = {t.name for seed in SEEDS for t in synth.make(seed).truth}
    assert planted == set(synth.slip_names())


def test_same_seed_same_text_in_another_process() -> None:
    code = "import sys; from gouji.learn import synth; sys.stdout.buffer.write(synth.make(5).text.encode())"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.decode()
    assert other == synth.make(5).text != synth.make(6).text


def test_no_token_is_left() -> None:
    for seed in SEEDS:
        assert not {"\ue000", "\ue001", "{", "}"} & set(synth.make(seed).text)


@pytest.mark.parametrize("seed", SEEDS)
def test_ledger_adds_up_to_the_cent(seed: int) -> None:
    ledger = demo_ledger.draw(Random(seed), demo._spec("final"))
    a = ledger.amounts
    classes = [n for n in ledger.nodes if n.level == 1]
    for quantity, total in {
        "spent": "spent",
        "income": "income",
        "fiscal": "fiscal",
        "basic": "spent.basic",
    }.items():
        assert sum(a[n.key(quantity)] for n in classes) == a[total]
    assert a["income"] + a["carry.in"] == a["spent"] + a["carry.out"] == a["total"]
    assert a["income.fiscal"] + a["carry.in"] == a["fiscal"] + a["carry.out"] == a["fiscal.total"]
    assert sum(a[line.key] for line in ledger.staff if len(line.code) == 5) == a["staff"]
    assert a["eco.302"] + a["eco.310"] == a["office"]
    assert a["staff"] + a["office"] == a["spent.basic"]
    assert all(amount >= 0 for amount in a.values())


def test_split_is_exact() -> None:
    parts = demo_ledger.split(Random(1), Decimal("100.01"), [3, 2, 1])
    assert sum(parts) == Decimal("100.01") and len(parts) == 3


@pytest.mark.parametrize(
    ("change", "right", "wrong"),
    [
        ("decimal_shift", "12.34%", "1.23%"),
        ("unit", "1.63万元", "1.63元"),
        ("swap_digits", "44.56万元", "44.65万元"),
        ("swap_digits", "10.20", "10.02"),
        ("swap_digits", "44.44", None),
        ("digit", "1,209.56", "1,309.56"),
        ("direction", "大于", "小于"),
        ("year", "2022", "2021"),
    ],
)
def test_slips(change: str, right: str, wrong: str | None) -> None:
    assert demo_slips.slipped({"name": "x", "change": change}, {"x": right}) == wrong
