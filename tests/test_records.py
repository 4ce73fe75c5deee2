"""Records follow the contract, and the shipped schema follows the declarations."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files

import jsonschema
import pytest

import chains
import sample
from gouji.reconcile.model import Evidence
from gouji.records import contract, schema

RESULTS = {"extract": sample.extraction(), "check": sample.result()}
SCHEMA = files("gouji").joinpath("schema.json")


def test_shipped_schema_is_renewed() -> None:
    fresh = json.dumps(schema.schema(), ensure_ascii=False, indent=2) + "\n"
    assert SCHEMA.read_text(encoding="utf-8") == fresh, "python -m gouji.records.results > extract/gouji/schema.json"


@pytest.mark.parametrize("name", RESULTS)
def test_records_are_valid(name: str) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for record in RESULTS[name].to_records():
        validator.validate(record)


def test_schema_refuses_what_the_contract_does_not_name() -> None:
    validator = jsonschema.Draft202012Validator(schema.schema())
    finding = next(r for r in sample.result().to_records() if r["type"] == "finding")
    assert not validator.is_valid({**finding, "severity": "grave"})
    assert not validator.is_valid({**finding, "unheard_of": 1})
    assert not validator.is_valid({k: v for k, v in finding.items() if k != "expected"})


@pytest.mark.parametrize(("name", "types"), [("extract", contract.EXTRACTED), ("check", contract.CHECKED)])
def test_document_comes_first_and_types_stay_in_order(name: str, types: dict[str, type]) -> None:
    seen = list(dict.fromkeys(r["type"] for r in RESULTS[name].to_records()))
    assert seen[:2] == ["document", "text"] and set(types) & set(seen)
    assert seen == [t for t in contract.TYPES if t in seen]


def test_text_is_the_slice() -> None:
    for result in RESULTS.values():
        for record in result.to_records():
            if "text" in record:
                assert record["text"] == sample.TEXT[record["start"] : record["end"]]


def test_entity_fields_by_label() -> None:
    entities = {r["id"]: r for r in sample.extraction().to_records() if r["type"] == "entity"}
    assert (entities["e1"]["unit"], entities["e1"]["decimals"], entities["e1"]["norm"]) == (
        "万元",
        2,
        "1205000",
    )
    assert entities["e6"]["unit_missing"] is True and "unit" not in entities["e6"]
    assert entities["e4"]["of"] == "e2" and "of" not in entities["e5"]
    assert entities["e3"]["section"] == "一、收支情况<说明>"


def test_a_finding_lists_what_is_tied_where_something_is() -> None:
    finding = chains.total(3, tied=1)
    assert finding.basis
    tied = next(f for f in finding.basis.figures if f.tied)
    evidence = Evidence(tied.span, sample.document().slice(tied.span), "part")
    result = replace(sample.result(), findings=(replace(finding, evidence=(evidence,)), sample.result().findings[1]))
    one, other = (r for r in result.to_records() if r["type"] == "finding")
    jsonschema.Draft202012Validator(schema.schema()).validate(one)
    assert one["tied"] == one["evidence"] and "tied" not in other
