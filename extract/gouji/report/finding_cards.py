"""A finding as the HTML report shows it: its row of the table, passages, table rows, how it follows, its picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from gouji.document import Span
from gouji.reconcile.model import Finding
from gouji.records.results import CheckResult
from gouji.report import wording
from gouji.report.excerpts import Excerpt, excerpts
from gouji.report.explanation import Explanation, explain
from gouji.report.finding_svg import drawing
from gouji.report.finding_table import Row
from gouji.report.page_pictures import Picture
from gouji.report.place_names import Places
from gouji.report.text_marks import Mark, Marked


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its figures marked, and the name of its place."""

    html: Markup
    place: str  # empty where the finding itself stands


@dataclass(frozen=True, slots=True)
class Card:
    """One finding, ready for the template; pairs are Chinese and English."""

    row: Row
    finding: Finding
    kind: tuple[str, str]
    severity: tuple[str, str]
    passages: tuple[Passage, ...]
    excerpts: tuple[Excerpt, ...]
    told: Explanation | None  # how it follows; None where words are disputed and no figure is
    drawing: Markup
    picture: Picture | None
    href: str  # of the page in the document's own file; '' where it is not at hand
    conclusion: str  # what was concluded of it before, by whom and when


def cards(result: CheckResult, rows: list[Row], pictures: Mapping[str, Picture], file: str) -> list[Card]:
    """The findings in the order of their rows.

    Parameters
    ----------
    pictures
        The pictures that there are, by the ids of findings.
    file
        The address of the document's file; '' where there is none.
    """
    places = Places(result.document)
    found = []
    by_id = {f.id: f for f in result.findings}
    for row in rows:
        finding = by_id[row.id]
        spans = _spans(finding)
        told = explain(finding, places, result.findings)
        found.append(
            Card(
                row=row,
                finding=finding,
                kind=wording.pair("kinds", finding.kind.value),
                severity=wording.gravity(finding),
                passages=tuple(_passages(spans, places)),
                excerpts=tuple(excerpts(places, spans)),
                told=told,
                drawing=drawing(told, finding.message) if told else Markup(""),
                picture=pictures.get(finding.id),
                href=f"{file}#page={row.page}" if file and row.page else file,
                conclusion=_conclusion(row),
            )
        )
    return found


def _spans(finding: Finding) -> dict[Span, tuple[str, str]]:
    """What a finding marks, the disputed figure first, each with its class and its title."""
    spans = {finding.span: ("disputed", "")}
    for e in finding.evidence:
        spans.setdefault(e.span, ("evidence", wording.one("roles", e.role)))
    return spans


def _conclusion(row: Row) -> str:
    if row.verdict is None:
        return ""
    said = wording.pair("conclusions", row.verdict.verdict.value)[0]
    return " · ".join(filter(None, (said, row.verdict.by, row.verdict.at[:10], row.verdict.note)))


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
