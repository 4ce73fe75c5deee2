"""A finding as the report shows it: sentence, figures, computation, table rows, places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from gouji.document import Span
from gouji.reconcile.model import Finding, FindingKind
from gouji.records.results import CheckResult
from gouji.report import wording
from gouji.report.excerpts import Excerpt, excerpts
from gouji.report.explanation import Explanation, explain
from gouji.report.finding_svg import drawing
from gouji.report.place_names import Places
from gouji.report.text_marks import Mark, Marked

_UNKNOWN = "unknown"  # the slip of a figure that no hypothesis explains
_OF_WORDS = frozenset({FindingKind.PROJECT_NAME, FindingKind.STRUCTURE, FindingKind.WORDING, FindingKind.YEAR})


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its figures marked, and the name of its place."""

    html: Markup
    place: str  # empty where the finding itself stands


@dataclass(frozen=True, slots=True)
class Card:
    """One finding, ready for the template; pairs are Chinese and English."""

    number: int
    finding: Finding
    kind: tuple[str, str]
    severity: tuple[str, str]
    diagnosis: str
    place: str
    passages: tuple[Passage, ...]
    excerpts: tuple[Excerpt, ...]
    told: Explanation | None  # how it follows; None where words are disputed and no figure is
    drawing: Markup


def cards(result: CheckResult) -> list[Card]:
    """The findings in their order: the gravest, and of these the likeliest, first."""
    places = Places(result.document)
    return [_card(number, finding, places, result.findings) for number, finding in enumerate(result.findings, 1)]


def _card(number: int, finding: Finding, places: Places, findings: tuple[Finding, ...]) -> Card:
    spans = {finding.span: ("disputed", "")}
    for e in finding.evidence:
        spans.setdefault(e.span, ("evidence", wording.one("roles", e.role)))
    told = explain(finding, places, findings)
    return Card(
        number=number,
        finding=finding,
        kind=wording.pair("kinds", finding.kind.value),
        severity=wording.pair("severities", finding.severity.value),
        diagnosis=wording.one("diagnoses", finding.diagnosis or (_UNKNOWN if _of_figure(finding) else "")),
        place=places.name(finding.span),
        passages=tuple(_passages(spans, places)),
        excerpts=tuple(excerpts(places, spans)),
        told=told,
        drawing=drawing(told, finding.message) if told else Markup(""),
    )


def _of_figure(finding: Finding) -> bool:
    """Whether a finding disputes a number, not words."""
    return finding.kind not in _OF_WORDS and any(c.isdigit() for c in finding.expected)


def _passages(spans: dict[Span, tuple[str, str]], places: Places) -> Iterator[Passage]:
    """The sentences that hold the spans outside tables, the disputed one first, each once."""
    marked = Marked(places.document, (Mark(span, *mark) for span, mark in spans.items()))
    shown: list[Span] = []
    here = places.name(next(iter(spans)))
    for span in spans:
        if places.cell(span) or any(s.holds(span) for s in shown):
            continue
        sentence = places.sentence(span)
        shown.append(sentence)
        place = places.name(span)
        yield Passage(marked.html(sentence.start, sentence.end), place if place != here else "")
