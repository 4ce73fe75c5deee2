"""Claims: what the clauses of a passage assert, in order."""

from __future__ import annotations

import casefiles
from casefiles import Case
from gouji import api
from gouji.claims import Claim


def told(claim: Claim, texts: dict[str, str]) -> str:
    figures = [f"{role}={texts[entity]}" for role, entity in claim.figures.items()]
    says = claim.order or claim.direction
    if claim.aside:
        return " ".join(["(aside)", claim.relation.value, *figures])
    subject = claim.name.core or claim.subject
    return " ".join([claim.relation.value, subject, claim.measure, *([says] if says else []), *figures])


@casefiles.each("claims")
def test_case(case: Case) -> None:
    extraction = api.extract(casefiles.read(case["head"] + case["text"]))
    texts = {e.id: e.text for e in extraction.entities}
    assert [told(c, texts) for c in extraction.claims] == case["claims"]


def test_every_claim_stands_on_entities_of_the_document() -> None:
    text = "".join(casefiles.unmarked(c["head"] + c["text"])[0] for c in casefiles.load("claims"))
    extraction = api.extract(casefiles.read(text))
    ids = {e.id for e in extraction.entities}
    assert len(extraction.claims) > 20
    for claim in extraction.claims:
        assert set(claim.figures.values()) <= ids
    assert len({c.id for c in extraction.claims}) == len(extraction.claims)
