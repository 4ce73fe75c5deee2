"""What gouji itself says of a document, as the first record of each thing: from a result to keyed bodies.

The key of a suggestion is made of what it is and where it stands, never of an id: a later version of the rules that
reads the same thing gives it the same key, so that what annotators said of it still stands beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gouji.claims import Entity, Label
from gouji.desk.annotations import EXPLAINS, Body, Kind
from gouji.reconcile.findings.telling import render
from gouji.reconcile.model import Finding
from gouji.records.results import CheckResult


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that gouji says.

    Attributes:
        start, end: where it stands in the text.
        confidence: how likely it is right, 0 to 1.
        rule: the id of the rule or relation that says it.
    """

    kind: Kind
    key: str
    body: Body
    start: int
    end: int
    confidence: float
    rule: str = ""


def suggestions(result: CheckResult) -> list[Suggestion]:
    """Spans, relations, links, aspects and findings of a result, in the order of the text within each kind."""
    entities = {e.id: e for e in result.extraction.entities}
    keys = {e.id: _span_key(e) for e in entities.values()}
    found = [*_spans(entities.values(), keys), *_relations(entities, keys), *_links(result, keys)]
    found += [*_aspects(result, keys), *_findings(result)]
    return list({(s.kind, s.key): s for s in found}.values())


def _span_key(entity: Entity) -> str:
    return f"{entity.label.value}:{entity.span.start}:{entity.span.end}"


def _spans(entities: Iterable[Entity], keys: dict[str, str]) -> Iterator[Suggestion]:
    for e in entities:
        body: Body = {"label": e.label.value, "start": e.span.start, "end": e.span.end}
        yield Suggestion(Kind.SPAN, keys[e.id], body, e.span.start, e.span.end, e.confidence, e.rule or e.source)


def _relations(entities: dict[str, Entity], keys: dict[str, str]) -> Iterator[Suggestion]:
    for e in entities.values():
        if e.label is Label.CAUSE and e.of in entities:
            body: Body = {"source": keys[e.id], "target": keys[e.of], "name": EXPLAINS}
            key = f"{keys[e.id]}>{keys[e.of]}"
            yield Suggestion(Kind.RELATION, key, body, e.span.start, e.span.end, e.confidence, e.rule)


def _links(result: CheckResult, keys: dict[str, str]) -> Iterator[Suggestion]:
    for link in result.links:
        if link.entity in keys:
            body: Body = {"span": keys[link.entity], "cell_start": link.cell.start, "cell_end": link.cell.end}
            key = f"{keys[link.entity]}@{link.cell.start}"
            yield Suggestion(Kind.LINK, key, body, link.span.start, link.span.end, link.confidence, link.source)


def _aspects(result: CheckResult, keys: dict[str, str]) -> Iterator[Suggestion]:
    for stated in result.extraction.statements:
        if stated.term.id in keys:
            told = {name: str(a.value) for name, a in stated.aspects.items() if a.value}
            sure = all(a.sure for _, a in stated.aspects.items())
            span = stated.term.span
            yield Suggestion(
                Kind.ASPECTS, keys[stated.term.id], {"values": told}, span.start, span.end, 0.9 if sure else 0.5
            )


def finding_keys(findings: Iterable[Finding]) -> list[str]:
    """The keys of findings; the second of one kind at one place gets `#2` behind it."""
    seen: Counter[str] = Counter()
    keys = []
    for f in findings:
        key = f"F:{f.kind.value}:{f.span.start}:{f.span.end}"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return keys


def _findings(result: CheckResult) -> Iterator[Suggestion]:
    for f, key in zip(result.findings, finding_keys(result.findings), strict=True):
        rule = f.rules[0] if f.rules else f.code
        yield Suggestion(Kind.FINDING, key, _finding_body(f), f.span.start, f.span.end, f.confidence, rule)


def _finding_body(f: Finding) -> Body:
    return {
        "kind": f.kind.value,
        "severity": f.severity.value,
        "start": f.span.start,
        "end": f.span.end,
        "text": f.text,
        "stated": f.stated,
        "expected": f.expected,
        "message": f.message,
        "message_en": _english(f),
        "computation": f.computation,
        "rules": list(f.rules),
        "evidence": [{"start": e.span.start, "end": e.span.end, "text": e.text, "role": e.role} for e in f.evidence],
    }


def _english(finding: Finding) -> str:
    return render(finding.told, "en") if finding.told else ""
