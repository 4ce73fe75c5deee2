"""Accounting identities: each with its example and counterexample, and in whole documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import casefiles
from casefiles import Case
from gouji import api
from gouji.language import rules
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Status
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
    assert known["about"]


@casefiles.each("identities")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
