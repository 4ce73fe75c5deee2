"""One thing of a result as its record (`gouji.records.contract`): plain dicts, since pandas and JSON want that."""

from __future__ import annotations

from typing import Any

from gouji.claims import Claim, Entity, Label
from gouji.document import SCHEMA, Document, Fact, Span
from gouji.figures import Figure, Unit
from gouji.reconcile.model import Check, Evidence, Finding, Link

Record = dict[str, Any]


def _place(doc: Document, span: Span) -> Record:
    """Offsets, and page, box, cell and file where the format has them."""
    return {"start": span.start, "end": span.end, **doc.places.at(span.start, span.end).fields()}


def document_record(doc: Document) -> Record:
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
        **({"unread": len(doc.unread)} if doc.unread else {}),
    }


def entity_record(doc: Document, entity: Entity) -> Record:
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


def claim_record(doc: Document, claim: Claim) -> Record:
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


def fact_record(doc: Document, fact: Fact) -> Record:
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


def link_record(doc: Document, link: Link, fact: Fact) -> Record:
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


def finding_record(doc: Document, finding: Finding) -> Record:
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


def check_record(doc: Document, check: Check) -> Record:
    return {
        "doc": doc.name,
        "type": "check",
        **_place(doc, check.span),
        **({"page": check.page} if check.page else {}),
        "relation": check.relation,
        "status": check.status.value,
        "why": check.why,
    }
