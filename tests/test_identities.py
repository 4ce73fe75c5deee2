"""Accounting identities: each with its example and counterexample, and in whole documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import casefiles
from casefiles import Case
from gouji import api
from gouji.language import rules
from gouji.language.rules import Rule
from gouji.reconcile.kernel.catalogue import load
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Status, say
from gouji.reconcile.relations.same_cells import listed
from gouji.reconcile.relations.sums.identities import identities
from gouji.reconcile.statements.document_index import Context

HEAD = "\n白鹭湖管理处2023年度部门决算\n\n"


def declared() -> Iterator[dict[str, Any]]:
    """Every identity of the files: tables of data with an id."""
    for file in ("identities", "economic"):
        for entry in rules.load(file).data.values():
            for known in entry if isinstance(entry, list) else [entry]:
                if isinstance(known, dict) and "id" in known:
                    yield known


def tried(text: str, rule: str) -> list[Tried]:
    """The instances of an identity in a small document that were found to apply."""
    found = api.extract(casefiles.read(HEAD + text))
    context = Context(found.document, found.entities, found.claims, found.facts, found.counts)
    return [t for t in identities(context) if t.rule == rule and t.status is not Status.NOT_APPLICABLE]


@pytest.mark.parametrize("known", [pytest.param(k, id=k["id"]) for k in declared()])
def test_example_holds_and_counterexample_is_left_alone(known: dict[str, Any]) -> None:
    held = tried(known["example"], known["id"])
    assert held and all(t.status is Status.HOLDS for t in held)
    assert not tried(known["counterexample"], known["id"])


@pytest.mark.parametrize("known", [pytest.param(k, id=k["id"]) for k in declared()])
def test_certainty_is_declared(known: dict[str, Any]) -> None:
    assert 0.5 <= known["certainty"] <= 0.95


@pytest.mark.parametrize("known", [pytest.param(k, id=k["id"]) for k in declared()])
def test_what_it_computes_is_a_phrase_in_every_language(known: dict[str, Any]) -> None:
    told = say(known["id"])
    assert (load().render(told), load().render(told, "en")) == (known["about"], known["about_en"])


def kinds_of(label: str) -> list[str]:
    return [r.id for r in rules.load("identities") if "line" in r.yields and r.search(label)]


@pytest.mark.parametrize("rule", [pytest.param(r, id=r.id) for r in rules.load("identities") if "line" in r.yields])
def test_no_line_is_of_two_kinds(rule: Rule) -> None:
    """The order of the rules must not decide what a line is."""
    assert all(kinds_of(example) == [rule.id] for example in rule.examples)


def named_rules() -> Iterator[str]:
    """The rules by which identities find columns and rows."""
    data = rules.load("identities").data
    for known in data["column"]:
        yield from (known["result"], *known["plus"], *known["minus"])
    for known in data["compared"]:
        yield known["result"]
    for quantity in data["quantity"]:
        yield from (quantity["rows"], *quantity.get("columns", ()))


def test_every_rule_of_heads_and_rows_is_used_and_known() -> None:
    declared_rules = {r.id for r in rules.load("identities") if r.yields.keys() & {"head", "row"}}
    assert {name.partition(":")[0] for name in named_rules()} == declared_rules


@casefiles.each("identities")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)


def test_names_are_listed_in_every_language() -> None:
    told = say("table.place.row", row=listed(["甲表", "乙表", "丙表"]))
    assert (load().render(told), load().render(told, "en")) == ("“甲表、乙表、丙表”", "“甲表, 乙表, 丙表”")
    assert (listed([]), listed(["甲表"])) == ("", "甲表")
