"""What a report says of a document as a whole: how much was found, checked, held, not read and left out.

"Nothing found" is said only of what was read and checked, with the number of relations (`outcome`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from gouji.reconcile.model import READING, Guarding, Severity, Status
from gouji.records.results import CheckResult
from gouji.report import audit_lines, wording
from gouji.report.figure_ledger import summary as watched
from gouji.report.finding_table import DOUBTFUL, ZH, file_name, title
from gouji.report.outcome import nothing_found


@dataclass(frozen=True, slots=True)
class Missed:
    """A place that could not be checked, and why."""

    page: int | None
    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Summary:
    """One document.

    Attributes:
        outcome: what may be said of it in a sentence.
        severities: how many findings of each there are, but for the doubtful ones; `doubtful`: how many are that.
        statuses: how many relations ended so.
        unread: parts of the file that were not read; `missed` lists them with all else that could not be checked.
        error: the code of what kept the file from being read.
    """

    title: str
    document: str
    file: str
    department: str
    year: int | None
    kind: str
    pages: int | None
    severities: dict[Severity, int]
    doubtful: int
    statuses: dict[Status, int]
    unread: int
    missed: tuple[Missed, ...]
    guarded: dict[str, int]
    withheld: int
    known: int
    error: str
    outcome: str
    figures: str
    reading: str

    @property
    def found(self) -> int:
        """Findings that are errors: all but what rounding explains."""
        return self.severities[Severity.MATERIAL] + self.severities[Severity.MINOR]

    @property
    def groups(self) -> dict[str, int]:
        """Errors, doubtful ones and roundings, by the code of what they are counted as."""
        counts = {s.value: n for s, n in self.severities.items() if s is not Severity.ROUNDING}
        return {**counts, DOUBTFUL: self.doubtful, Severity.ROUNDING.value: self.severities[Severity.ROUNDING]}

    @property
    def checked(self) -> int:
        """Relations that were tried to their end."""
        return self.statuses[Status.HOLDS] + self.statuses[Status.VIOLATED]


def summarised(result: CheckResult, language: str = ZH) -> Summary:
    """The summary of a check."""
    document = result.document
    severities = Counter(f.severity for f in result.findings if not f.doubtful)
    statuses = Counter(c.status for c in result.checks if c.relation != READING)
    return Summary(
        title=title(document, language),
        document=document.name,
        file=file_name(document),
        department=document.department,
        year=document.year,
        kind=wording.named("document_kinds", document.kind, language),
        pages=document.pages,
        severities={s: severities[s] for s in Severity},
        doubtful=sum(f.doubtful for f in result.findings),
        statuses={s: statuses[s] for s in Status},
        unread=len(result.unread),
        missed=tuple(_missed(result, language)),
        guarded={g.value: result.guarded.get(g.value, 0) for g in Guarding},
        withheld=result.withheld,
        known=result.known,
        error=document.error,
        outcome=_outcome(result, language),
        figures=watched(result)[language != ZH],
        reading=audit_lines.counts(result)[language != ZH] if result.audit.pages else "",
    )


def _outcome(result: CheckResult, language: str) -> str:
    """What was found in how many relations, or why nothing can be said."""
    counts = Counter(f.severity for f in result.findings if not f.doubtful)
    doubtful = sum(f.doubtful for f in result.findings)
    left = _left_out(result, language)
    if not counts[Severity.MATERIAL] + counts[Severity.MINOR] + doubtful:
        return "".join((nothing_found(result)[language != ZH], left))
    told = {s.value: counts[s] for s in Severity}
    parts = [wording.say_in("table", "found", language, checked=result.checked, **told)]
    if doubtful:
        parts.append(wording.say_in("table", "doubtful", language, count=doubtful))
    if result.unread:
        parts.append(wording.say_in("table", "unread", language, count=len(result.unread)))
    return "".join(parts) + left


def _left_out(result: CheckResult, language: str) -> str:
    parts = []
    if result.known:
        parts.append(wording.say_in("table", "known", language, count=result.known))
    if result.withheld:
        parts.append(wording.say_in("table", "withheld", language, count=result.withheld))
    return "".join(parts)


def _missed(result: CheckResult, language: str) -> list[Missed]:
    """What was not read and what could not be checked, in the order of the text, each reason of a place once."""
    document = result.document
    english = {(a.span, a.why): a.why_en for a in result.audit.failures()}
    found: dict[Missed, None] = {}
    for check in result.checks:
        if check.status is not Status.UNREADABLE:
            continue
        place = document.place(check.span)
        why = english.get((check.span, check.why), "") if language != ZH else ""
        page = check.page or place.page
        where = " ".join(filter(None, (place.file, place.cell))) or _quoted(document.slice(check.span))
        found.setdefault(Missed(page, where, why or check.why), None)
    return list(found)


def _quoted(text: str) -> str:
    bare = "".join(text.split())
    return bare if len(bare) <= 40 else f"{bare[:39]}…"
