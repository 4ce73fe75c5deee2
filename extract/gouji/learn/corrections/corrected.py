"""What annotators have corrected, document by document, as training takes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from gouji.desk.annotations import CellLink, Kind, SpanMark, Verdict
from gouji.desk.store import documents, layers
from gouji.desk.store.database import Database
from gouji.desk.store.layers import Layer
from gouji.document import Span
from gouji.records.results import CheckResult

HELD = 3  # every third document is held out


@dataclass(frozen=True)
class Corrected:
    """One document that somebody has looked at.

    Attributes:
        layer: what is said of it in the end.
        suggested: the spans that gouji had said, by key.
    """

    name: str
    result: CheckResult
    layer: Layer
    suggested: dict[str, SpanMark]

    @cached_property
    def spans(self) -> dict[str, SpanMark]:
        """The spans that are there in the end, by key."""
        return {s.key: s for s in self.layer.annotated.of(Kind.SPAN)}

    def looked_at(self, label: str, stretch: Span) -> bool:
        """Whether somebody has looked at all that there is of a label in a stretch of the text.

        A stretch in which gouji had said nothing is known only where the document is done: what was not looked at is no
        negative.
        """
        if self.layer.done:
            return True
        here = {
            s.key
            for s in (*self.suggested.values(), *self.spans.values())
            if s.label == label and s.start < stretch.end and stretch.start < s.end
        }
        return bool(here) and all((Kind.SPAN.value, key) in self.layer.reviewed for key in here)

    @property
    def links(self) -> dict[Span, frozenset[Span]]:
        """The cells of each amount whose link or whose span somebody has looked at; none where it has none."""
        told: dict[Span, set[Span]] = {}
        for kind, key in self.layer.reviewed:
            if kind == Kind.LINK and (span := self.spans.get(key.partition("@")[0])):
                told.setdefault(Span(span.start, span.end), set())
        for link in self.layer.annotated.of(Kind.LINK):
            assert isinstance(link, CellLink)
            span = self.spans[link.span]
            if (Kind.LINK.value, link.key) in self.layer.reviewed:
                told.setdefault(Span(span.start, span.end), set()).add(Span(link.cell_start, link.cell_end))
        return {span: frozenset(cells) for span, cells in told.items()}

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """What was said of gouji's findings, by key; missed ones are none of them."""
        return {v.key: v for v in self.layer.annotated.of(Kind.FINDING) if v.verdict != "missed"}


def corrected(database: Database) -> list[Corrected]:
    """Every document that somebody has looked at, in the order in which they were added."""
    found = []
    with database.read() as connection:
        for one in documents.listed(connection):
            if not (one.reviewed or one.done):
                continue
            row = documents.row(connection, one.id)
            assert row is not None
            told = layers.layer(connection, one.id, layers.SUGGESTED).annotated
            result = documents.result(connection, row.analysis)
            layer = layers.layer(connection, one.id, layers.FINAL)
            suggested = {s.key: s for s in told.of(Kind.SPAN)}
            found.append(Corrected(Path(one.name).name, result, layer, suggested))
    return found


@dataclass(frozen=True)
class Split:
    """Documents to learn from, and documents to measure on."""

    learned: Sequence[Corrected]
    held: Sequence[Corrected]


def split(found: Sequence[Corrected], held: Iterable[str] = ()) -> Split:
    """Deals the documents: those named are held out, else every third one by the digest of its text."""
    names = set(held)
    order = sorted(found, key=lambda c: c.layer.annotated.digest)
    chosen = [c for c in order if c.name in names] if names else order[HELD - 1 :: HELD] or order[1:2]
    return Split([c for c in order if c not in chosen], chosen)
