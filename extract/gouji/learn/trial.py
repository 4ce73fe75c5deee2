"""Checks altered documents, many at a time, and tells whether the planted slip is found."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from gouji import api
from gouji.document import Span
from gouji.learn.planting import Alteration
from gouji.reconcile.model import Finding, Severity
from gouji.records import CheckResult

Key = tuple[str, int, int, str, str]
CHUNK = 4  # altered documents a worker takes at a time


@dataclass(frozen=True, slots=True)
class Source:
    """An unaltered document, and the findings that it has of its own."""

    name: str
    text: str
    known: frozenset[Key]

    @classmethod
    def of(cls, name: str, text: str, result: CheckResult) -> Source:
        return cls(name, text, frozenset(_key(f, f.span) for f in _live(result)))


def run(source: Source, planted: list[Alteration], workers: int | None = None) -> list[bool]:
    """Whether each slip is found: a new material or minor finding at its place, or at the figure it concerns.

    `workers` defaults to the number of processors; with one, everything runs in this process.
    """
    workers = workers or os.cpu_count() or 1
    if workers == 1 or len(planted) <= CHUNK:
        return [found(source, alteration) for alteration in planted]
    with ProcessPoolExecutor(min(workers, len(planted))) as pool:
        return list(pool.map(partial(found, source), planted, chunksize=CHUNK))


def found(source: Source, alteration: Alteration) -> bool:
    """Checks the document with one slip planted."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / source.name
        path.write_bytes(alteration.apply(source.text).encode("utf-8"))
        result = api.check(path)
    places = _places(alteration)
    return any(
        _overlaps(places, finding) and _key(finding, _unshifted(finding.span, alteration)) not in source.known
        for finding in _live(result)
    )


def _live(result: CheckResult) -> Iterable[Finding]:
    return (f for f in result.findings if f.severity is not Severity.ROUNDING)


def _key(finding: Finding, span: Span) -> Key:
    return (finding.kind.value, span.start, span.end, finding.stated, finding.expected)


def _places(alteration: Alteration) -> tuple[Span, Span]:
    """The altered stretch and the figure it concerns, in the altered text."""
    altered = Span(alteration.span.start, alteration.span.end + alteration.shift)
    claim = alteration.claim
    start = claim.start + (alteration.shift if claim.start >= alteration.span.end else 0)
    return altered, Span(start, claim.end + (alteration.shift if claim.end >= alteration.span.end else 0))


def _unshifted(span: Span, alteration: Alteration) -> Span:
    """A span of the altered text in offsets of the unaltered one."""
    border = alteration.span.end + alteration.shift
    start, end = (at - alteration.shift if at >= border else at for at in (span.start, span.end))
    return Span(start, end)


def _overlaps(places: tuple[Span, ...], finding: Finding) -> bool:
    spans = (finding.span, *(e.span for e in finding.evidence))
    return any(min(a.end, b.end) > max(a.start, b.start) for a in places for b in spans)
