"""The results of the line, an extraction or a check, as records (dicts) and frames.

`gouji.contract` declares what a record holds. `python -m gouji.records` prints the schema, kept in `schema.json`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gouji import contract
from gouji.document import SCHEMA, Document, Fact, Span
from gouji.figures import Figure, Unit
from gouji.narrative.counts import Count
from gouji.narrative.model import Claim, Entity, Label
from gouji.reconcile.model import Check, Evidence, Finding, Link

if TYPE_CHECKING:
    import pandas as pd

Record = dict[str, Any]


@dataclass(frozen=True)
class Extraction:
    """What the document says."""

    document: Document
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    facts: tuple[Fact, ...]
    counts: tuple[Count, ...] = ()

    def to_records(self) -> list[Record]:
        """The document record, then its entities, claims and facts."""
        return list(self._records())

    def to_frame(self, type: str) -> pd.DataFrame:
        """The records of one type, a column a field. Raises ValueError for a type that is not here."""
        return _frame(self.to_records(), type, {"document", *contract.EXTRACTED})

    def _records(self) -> Iterator[Record]:
        doc = self.document
        yield _document(doc)
        yield from (_entity(doc, e) for e in self.entities)
        yield from (_claim(doc, c) for c in self.claims)
        yield from (_fact(doc, f) for f in self.facts)


@dataclass(frozen=True)
class CheckResult:
    """Where the document disagrees with itself, with the extraction it rests on."""

    extraction: Extraction
    links: tuple[Link, ...]
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]

    @property
    def document(self) -> Document:
        return self.extraction.document

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """The facts of the extraction by id."""
        return {f.id: f for f in self.extraction.facts}

    def to_records(self) -> list[Record]:
        """The document record, then links, findings and the ledger of checks."""
        return list(self._records())

    def to_frame(self, type: str) -> pd.DataFrame:
        """The records of one type, the extraction's included. Raises ValueError for an unknown type."""
        if type in contract.EXTRACTED:
            return self.extraction.to_frame(type)
        return _frame(self.to_records(), type, {"document", *contract.CHECKED})

    def _records(self) -> Iterator[Record]:
        doc = self.document
        yield _document(doc)
        yield from (_link(doc, link, self.facts[link.fact]) for link in self.links)
        yield from (_finding(doc, f) for f in self.findings)
        yield from (_check(doc, c) for c in self.checks)


Result = Extraction | CheckResult


def _frame(records: Iterable[Record], type: str, known: set[str]) -> pd.DataFrame:
    if type not in known:
        raise ValueError(f"no records of type {type!r} here; there are {', '.join(sorted(known))}")
    import pandas as pd  # takes longer to import than a document takes to check

    rows = [r for r in records if r["type"] == type]
    here = {c for c in contract.OPTIONAL_PLACE if any(c in r for r in rows)}
    columns = [c for c in contract.columns(type) if c in here or c not in contract.OPTIONAL_PLACE]
    return pd.DataFrame(rows, columns=columns)


def _place(doc: Document, span: Span) -> Record:
    """Offsets, and page, box, cell and file where the format has them."""
    return {"start": span.start, "end": span.end, **doc.places.at(span.start, span.end).fields()}


def _document(doc: Document) -> Record:
    return {
        "doc": doc.name,
        "type": "document",
        "schema": SCHEMA,
        "kind": doc.kind,
        "year": doc.year,
        "department": doc.department,
        "unit": doc.unit,
        "pages": doc.pages,
        "sha256": doc.sha256,
        **({"error": doc.error} if doc.error else {}),
        **({"warnings": list(doc.notices)} if doc.notices else {}),
    }


def _entity(doc: Document, entity: Entity) -> Record:
    return {
        "doc": doc.name,
        "type": "entity",
        "id": entity.id,
        **_place(doc, entity.span),
        "label": entity.label.value,
        "text": entity.text,
        "norm": entity.norm,
        "zone": "narrative",  # the contract's word for prose, headings included
        "section": doc.section_label(entity.section),
        "source": entity.source,
        "confidence": entity.confidence,
        **({"rule": entity.rule} if entity.rule else {}),
        **_of_label(entity),
    }


def _of_label(entity: Entity) -> Record:
    """The fields that only one label has."""
    match entity.label, entity.figure:
        case Label.CAUSE, _:
            return {"of": entity.of}
        case Label.AMOUNT, Figure(decimals=decimals) if entity.unit_missing:
            return {"decimals": decimals, "unit_missing": True}
        case Label.AMOUNT, Figure(decimals=decimals, unit=Unit(symbol=symbol)):
            return {"unit": symbol, "decimals": decimals}
    return {}


def _claim(doc: Document, claim: Claim) -> Record:
    return {
        "doc": doc.name,
        "type": "claim",
        "id": claim.id,
        **_place(doc, claim.span),
        "subject": claim.subject,
        "measure": claim.measure,
        "period": claim.period,
        "relation": claim.relation.value,
        "figures": dict(claim.figures),
        "direction": claim.direction,
        "cause": claim.cause,
        "base": claim.base,
        "whole": claim.whole,
        "rule": claim.rule,
    }


def _fact(doc: Document, fact: Fact) -> Record:
    table = doc.tables[fact.table]
    return {
        "doc": doc.name,
        "type": "fact",
        "id": fact.id,
        **_place(doc, fact.span),
        "table": table.title,
        "table_no": table.number,
        "row": list(fact.row),
        "col": list(fact.column),
        "code": fact.code,
        "value": fact.text,
        "norm": fact.figure.norm,
        "unit": fact.figure.unit.symbol if fact.figure.unit else "",
    }


def _link(doc: Document, link: Link, fact: Fact) -> Record:
    return {
        "doc": doc.name,
        "type": "link",
        **_place(doc, link.span),
        "cell_start": link.cell.start,
        "cell_end": link.cell.end,
        "table": doc.tables[fact.table].title,
        "row": " / ".join(fact.row),
        "col": " / ".join(fact.column),
        "cell_text": doc.slice(link.cell),
        "agrees": link.agrees,
        "source": link.source,
        "confidence": link.confidence,
        "entity": link.entity,
        "fact": link.fact,
    }


def _finding(doc: Document, finding: Finding) -> Record:
    rivals = {f.span for f in finding.basis.figures if f.tied} if finding.basis else set()
    tied = [e for e in finding.evidence if e.span in rivals]
    return {
        "doc": doc.name,
        "type": "finding",
        "id": finding.id,
        **_place(doc, finding.span),
        "kind": finding.kind.value,
        "severity": finding.severity.value,
        "confidence": finding.confidence,
        "text": finding.text,
        "stated": finding.stated,
        "expected": finding.expected,
        "evidence": [_evidence(doc, e) for e in finding.evidence],
        **({"tied": [_evidence(doc, e) for e in tied]} if tied else {}),
        "diagnosis": finding.diagnosis,
        "message": finding.message,
        "computation": finding.computation,
        "rules": list(finding.rules),
    }


def _evidence(doc: Document, evidence: Evidence) -> Record:
    return {**_place(doc, evidence.span), "text": evidence.text, "role": evidence.role}


def _check(doc: Document, check: Check) -> Record:
    return {
        "doc": doc.name,
        "type": "check",
        **_place(doc, check.span),
        "relation": check.relation,
        "status": check.status.value,
        "why": check.why,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(contract.schema(), ensure_ascii=False, indent=2) + "\n")
