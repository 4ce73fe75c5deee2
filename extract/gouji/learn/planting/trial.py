"""Checks altered documents, many at a time, and tells whether the planted slips are found, named and repaired."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from gouji import api
from gouji.document import Document, Span
from gouji.learn.planting.cell_slips import altered
from gouji.learn.planting.claim_slips import Alteration, Slip, agrees, figure_of
from gouji.reconcile.model import Finding, Severity
from gouji.records.results import CheckResult

Key = tuple[str, int, int, str, str]
Planted = tuple[Alteration, ...]  # what is planted in a document at once
CHUNK = 4  # altered documents a worker takes at a time


@dataclass(frozen=True, slots=True)
class Source:
    """An unaltered document, and the findings that it has of its own.

    With a `document`, slips are planted in it as it was read; else in the text of a file, which is read anew.
    """

    name: str
    text: str
    known: frozenset[Key]
    document: Document | None = None

    @classmethod
    def of(cls, name: str, text: str, result: CheckResult, document: Document | None = None) -> Source:
        return cls(name, text, frozenset(_key(f, f.span) for f in _live(result)), document)

    def check(self, planted: Planted) -> CheckResult:
        """The result for the document with these slips in it."""
        if self.document is not None:
            return api.check(altered(self.document, planted))
        text = self.text
        for slip in sorted(planted, key=lambda a: a.span, reverse=True):
            text = slip.apply(text)
        with TemporaryDirectory() as folder:
            path = Path(folder) / self.name
            path.write_bytes(text.encode("utf-8"))
            return api.check(path)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one planted slip.

    Attributes:
        by: the new findings at its place, or at the figure it concerns, by their number.
        named: whether one of them disputes the altered figure itself.
        repaired: whether one that does so expects what was printed before.
        answer: the first of them in short, those that name the figure before others.
    """

    by: frozenset[int]
    named: bool
    repaired: bool
    answer: str = ""

    @property
    def found(self) -> bool:
        return bool(self.by)


def run(source: Source, trials: Sequence[Planted], workers: int | None = None) -> list[tuple[Verdict, ...]]:
    """For each trial a verdict on each of its slips: only material and minor findings that are new count.

    `workers` defaults to the number of processors; with one, everything runs in this process.
    """
    workers = workers or os.cpu_count() or 1
    if workers == 1 or len(trials) <= CHUNK:
        return [judge(source, planted) for planted in trials]
    with ProcessPoolExecutor(min(workers, len(trials))) as pool:
        return list(pool.map(partial(judge, source), trials, chunksize=CHUNK))


def judge(source: Source, planted: Planted) -> tuple[Verdict, ...]:
    """Checks the document with these slips planted at once."""
    numbered = enumerate(_live(source.check(planted)))
    new = [(n, f) for n, f in numbered if _key(f, _unshifted(f.span, planted)) not in source.known]
    return tuple(_verdict(source, slip, planted, new) for slip in planted)


def both(one: Verdict, other: Verdict) -> bool:
    """Whether two slips are found, each by a finding of its own."""
    return one.found and other.found and len(one.by | other.by) > 1


def _verdict(source: Source, slip: Alteration, planted: Planted, new: list[tuple[int, Finding]]) -> Verdict:
    places = [_shifted(span, planted) for span in (slip.span, slip.claim)]
    at = {n: f for n, f in new if _overlaps(places, _figures(f))}
    naming = [f for f in at.values() if _overlaps(places, [f.span])]
    told = naming or list(at.values())
    return Verdict(
        frozenset(at),
        bool(naming),
        any(_repairs(source, slip, f) for f in naming),
        _answer(told[0]) if told else "",
    )


def _figures(finding: Finding) -> list[Span]:
    """The figures that a finding disputes or rests on."""
    return [finding.span, *(e.span for e in finding.evidence)]


def _answer(finding: Finding) -> str:
    return f"{finding.stated} -> {finding.expected or '?'} [{', '.join(finding.rules)}]"


def _repairs(source: Source, slip: Alteration, finding: Finding) -> bool:
    """Whether a finding expects what the slip replaced: the words, or the figure they are part of."""
    if slip.slip is Slip.DIRECTION:
        return source.text[slip.span.start : slip.span.end] in finding.expected
    return agrees(figure_of(finding.expected), figure_of(source.text[slip.claim.start : slip.claim.end]))


def _live(result: CheckResult) -> Iterable[Finding]:
    return (f for f in result.findings if f.severity is not Severity.ROUNDING)


def _key(finding: Finding, span: Span) -> Key:
    return (finding.kind.value, span.start, span.end, finding.stated, finding.expected)


def _shifted(span: Span, planted: Planted) -> Span:
    """A span of the unaltered text in offsets of the altered one."""
    start, end = (at + sum(a.shift for a in planted if at >= a.span.end) for at in (span.start, span.end))
    return Span(start, end)


def _unshifted(span: Span, planted: Planted) -> Span:
    """A span of the altered text in offsets of the unaltered one."""
    start, end = span.start, span.end
    for slip in sorted(planted, key=lambda a: a.span):
        border = slip.span.end + slip.shift
        start, end = (at - slip.shift if at >= border else at for at in (start, end))
    return Span(start, end)


def _overlaps(places: Sequence[Span], spans: Sequence[Span]) -> bool:
    return any(a.overlaps(b) for a in places for b in spans)
