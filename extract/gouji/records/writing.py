"""One thing of a result as its record (`gouji.records.contract`): plain dicts, since pandas and JSON want that.

What users look for is named here; all that a reader needs beside it comes from `fields`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gouji.claims import Claim, Count, Entity, Label
from gouji.document import SCHEMA, Document, Fact, Span, Table
from gouji.figures import Unit
from gouji.reconcile.audit.model import Audit, PageAudit, TableAudit
from gouji.reconcile.findings.telling import render
from gouji.reconcile.kernel.catalogue import load
from gouji.reconcile.model import Basis, Check, Evidence, Finding, Guard, Link
from gouji.records.fields import figure, written
from gouji.records.stated import Stated, StatedAspect
from gouji.records.verdicts import Verdict

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
        **({"region": doc.region, "level": doc.level} if doc.region else {}),
        "unit": doc.unit,
        "pages": doc.pages,
        "sha256": doc.sha256,
        **({"error": doc.error} if doc.error else {}),
        **({"warnings": list(doc.notices)} if doc.notices else {}),
        **({"unread": len(doc.unread)} if doc.unread else {}),
    }


def text_record(doc: Document, units: Iterable[Unit]) -> Record:
    """The text with its layout; `units` are those of all figures of the result."""
    return {
        "doc": doc.name,
        "type": "text",
        "start": 0,
        "end": len(doc.text),
        "encoding": doc.encoding,
        "wrapped": doc.wrapped,
        "units": [written(u) for u in units],
        "places": [written(m) for m in doc.places.marks],
        "sections": [written(s) for s in doc.sections],
        "blocks": [written(b) for b in doc.blocks],
        "unread": [written(u) for u in doc.unread],
        "text": doc.text,
    }


def table_record(doc: Document, table: Table) -> Record:
    return {"doc": doc.name, "type": "table", **_place(doc, table.span), **written(table)}


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
        "heading": entity.section,
        "source": entity.source,
        "confidence": entity.confidence,
        **({"rule": entity.rule} if entity.rule else {}),
        **_of_label(entity),
    }


def _of_label(entity: Entity) -> Record:
    """The figure, and the fields that only one label has."""
    return {
        **(figure(entity.figure) if entity.figure else {}),
        **({"unit_missing": True} if entity.unit_missing else {}),
        **({"of": entity.of} if entity.label is Label.CAUSE else {}),
    }


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
        "heading": claim.section,
        **written(claim, "name", "whole_claim", "order", "aside", "own", "own_change", "rate_direction"),
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
        "unit": "",
        **written(fact, "figure", "table", "row_index", "column_index"),
    }


def count_record(doc: Document, count: Count) -> Record:
    return {
        "doc": doc.name,
        "type": "count",
        "id": count.id,
        **_place(doc, count.span),
        "subject": count.subject,
        "text": doc.slice(count.span),
        "norm": count.figure.norm,
        "section": doc.section_label(count.section),
        "heading": count.section,
        **written(count, "figure", "lead", "row"),
    }


def statement_record(doc: Document, statement: Stated) -> Record:
    term = statement.term
    return {
        "doc": doc.name,
        "type": "statement",
        "id": statement.id,
        "start": term.span.start,
        "end": term.span.end,
        **statement.place.fields(),
        "kind": str(statement.kind),
        "of": term.id,
        "text": term.text,
        "norm": term.figure.norm,
        **figure(term.figure),
        "aspects": {name: aspect_record(a) for name, a in statement.aspects.items() if a.value},
    }


def aspect_record(aspect: StatedAspect) -> Record:
    """An aspect that is told; an item of the classification by its name, with its code where that is known."""
    value = aspect.value if isinstance(aspect.value, int) else str(aspect.value)
    code = {"code": aspect.code} if aspect.code else {}
    return {"value": value, "read": str(aspect.read), "sure": aspect.sure, **code}


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


def finding_record(doc: Document, finding: Finding, key: str, verdict: Verdict | None) -> Record:
    rivals = {f.span for f in finding.basis.figures if f.tied} if finding.basis else set()
    tied = [e for e in finding.evidence if e.span in rivals]
    return {
        "doc": doc.name,
        "type": "finding",
        "id": finding.id,
        "key": key,
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
        **({"message_en": render(finding.told, "en")} if finding.told else {}),
        "computation": finding.computation,
        "rules": list(finding.rules),
        **written(finding, "relation", "code", "told", "doubt"),
        **({"basis": _basis(doc, finding.basis)} if finding.basis else {}),
        **({"verdict": written(verdict, "verdict", "by", "at", "note", "stated")} if verdict else {}),
    }


def _basis(doc: Document, basis: Basis) -> Record:
    figures = [{**_place(doc, f.span), **written(f)} for f in basis.figures]
    return {**written(basis), "figures": figures}


def _evidence(doc: Document, evidence: Evidence) -> Record:
    return {**_place(doc, evidence.span), "text": evidence.text, "role": evidence.role}


def unreadable(audit: Audit) -> Record:
    """What a document record counts of an audit."""
    pages, tables = len(audit.unreadable_pages), len(audit.unreadable_tables)
    return {**({"unreadable_pages": pages} if pages else {}), **({"unreadable_tables": tables} if tables else {})}


def page_audit_record(doc: Document, audit: PageAudit) -> Record:
    page = {"page": audit.page} if audit.page else {}
    return {"doc": doc.name, "type": "page_audit", **_place(doc, audit.span), **page, **_audited(doc, audit)}


def table_audit_record(doc: Document, audit: TableAudit) -> Record:
    title = {"table": doc.tables[audit.table].title}
    return {"doc": doc.name, "type": "table_audit", **_place(doc, audit.span), **title, **_audited(doc, audit)}


def _audited(doc: Document, audit: PageAudit | TableAudit) -> Record:
    """The fields of an audit, its digits beside the others."""
    record = written(audit)
    digits = record.pop("digits")
    first = [{"start": s.start, "end": s.end, "text": doc.slice(s)} for s in audit.digits.first]
    return {**digits, "first": first, **record}


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


def guard_record(doc: Document, guard: Guard) -> Record:
    return {
        "doc": doc.name,
        "type": "guard",
        **_place(doc, guard.span),
        "text": doc.slice(guard.span),
        **{name: value for name, value in written(guard).items() if name not in ("start", "end")},
        **({"why": load().render(guard.reason), "why_en": load().render(guard.reason, "en")} if guard.reason else {}),
    }
