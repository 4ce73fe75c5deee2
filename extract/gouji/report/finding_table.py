"""The one table of findings that every format renders: a row a finding, in plain words, in one language.

In: a `CheckResult`, as a check gives it or as its records give it back. Out: rows in the order of weight and, within
it, of confidence; what is doubtful stands behind what is not, and what rounding explains last. What a column is called
is `words.toml`; no renderer decides what is said of a finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from gouji.document import Document, Fact, Span
from gouji.places import Place
from gouji.reconcile.findings.telling import render
from gouji.reconcile.model import Evidence, Finding, FindingKind, Severity
from gouji.records.results import CheckResult
from gouji.records.verdicts import Verdict
from gouji.report import wording
from gouji.report.place_names import Places

ZH, EN = "zh", "en"
DOUBTFUL = "doubtful"  # findings that are too often none: told apart, and counted so
LANGUAGES = (ZH, EN)

_LISTED = 6  # pieces of evidence that are listed
_UNKNOWN = "unknown"  # the slip of a figure that no hypothesis explains
_OF_WORDS = frozenset({FindingKind.PROJECT_NAME, FindingKind.STRUCTURE, FindingKind.WORDING, FindingKind.YEAR})


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure or wording that contradicts or bears out: where it stands and what it is in the relation."""

    text: str
    role: str
    where: str
    span: Span
    place: Place
    label: str  # of a cell: its row and column

    def told(self, here: str = "") -> str:
        """It in words: role, text and place, which is left out where it is `here`."""
        about = "，".join(filter(None, (self.where if self.where != here else "", self.label)))
        return f"{self.role} {self.text}" + (f"（{about}）" if about else "")


@dataclass(frozen=True, slots=True)
class Row:
    """One finding as a reviewer reads it.

    Attributes:
        number: its place in the list of its document, from 1.
        key: stays the same in later runs and versions.
        file: the name of the file without folders; of a bundle, that of the member.
        where: the table, or the heading, and the cell that the figure stands in; the page is apart.
        before, figure, after: the sentence, or the labels of the cell, around the disputed figure.
        seen: what the finding rests on.
        basis: computation and evidence in one text.
        slip: what was likely done wrong; '' where words are disputed.
        advice: what to do.
        verdict: what was concluded of it before.
    """

    number: int
    id: str
    key: str
    document: str
    file: str
    department: str
    year: int | None
    page: int | None
    where: str
    kind: FindingKind
    kind_name: str
    severity: Severity
    doubtful: bool
    severity_name: str
    confidence: float
    stated: str
    expected: str
    before: str
    figure: str
    after: str
    seen: tuple[Seen, ...]
    computation: str
    basis: str
    slip: str
    advice: str
    message: str
    verdict: Verdict | None
    span: Span
    place: Place
    rules: tuple[str, ...]

    @property
    def group(self) -> str:
        """What it is counted as: doubtful, or the code of its severity."""
        return DOUBTFUL if self.doubtful else self.severity.value

    @property
    def sentence(self) -> str:
        return f"{self.before}{self.figure}{self.after}"

    @property
    def conclusion(self) -> str:
        """The verdict's code; '' where there is none."""
        return self.verdict.verdict.value if self.verdict else ""

    @property
    def located(self) -> str:
        """Page and place in words."""
        return " · ".join(filter(None, (self.place.name, self.where)))


def table(result: CheckResult, language: str = ZH) -> list[Row]:
    """The rows of a document's findings.

    Parameters
    ----------
    language
        `zh` or `en`; names and sentences of the document stay as they are.
    """
    maker = _Maker(result, language)
    ordered = sorted(result.findings, key=lambda f: (f.severity is Severity.ROUNDING, f.doubtful))
    return [maker.row(number, finding) for number, finding in enumerate(ordered, 1)]


def file_name(document: Document, place: Place | None = None) -> str:
    """What a file is called, without its folders; of a bundle the member that a place is in, or all of them."""
    if place is not None and place.file:
        return PurePath(place.file).name
    return " + ".join(PurePath(part).name for part in document.name.split(" + "))


def title(document: Document, language: str = ZH) -> str:
    """What a document is called in a report: department, year and kind, or the name of its file."""
    if not document.department:
        return file_name(document)
    year = wording.say_in("table", "year", language, year=document.year) if document.year else ""
    kind = wording.named("document_kinds", document.kind, language)
    return f"{document.department}{' ' if language == EN else ''}{year}{kind}"


class _Maker:
    def __init__(self, result: CheckResult, language: str) -> None:
        self._result, self._language = result, language
        self._places = Places(result.document)
        self._facts: dict[tuple[int, int], Fact] = {(f.span.start, f.span.end): f for f in result.extraction.facts}

    def row(self, number: int, finding: Finding) -> Row:
        document, place = self._result.document, self._result.document.place(finding.span)
        seen = tuple(map(self._seen, finding.evidence))
        before, figure, after = self._sentence(finding.span)
        return Row(
            number=number,
            id=finding.id,
            key=self._result.keys[finding.id],
            document=document.name,
            file=file_name(document, place),
            department=document.department,
            year=document.year,
            page=place.page,
            where=" ".join(filter(None, (self._places.under(finding.span), place.cell))),
            kind=finding.kind,
            kind_name=self._name("kinds", finding.kind.value),
            severity=finding.severity,
            doubtful=finding.doubtful,
            severity_name=wording.gravity(finding)[self._language == EN],
            confidence=finding.confidence,
            stated=finding.stated or finding.text,
            expected=finding.expected,
            before=before,
            figure=figure,
            after=after,
            seen=seen,
            computation=finding.computation,
            basis=self._basis(finding, seen),
            slip=self._slip(finding),
            advice=self._advice(finding),
            message=self._message(finding),
            verdict=self._result.verdict(finding),
            span=finding.span,
            place=place,
            rules=finding.rules,
        )

    def _name(self, group: str, code: str) -> str:
        return wording.named(group, code, self._language)

    def _seen(self, evidence: Evidence) -> Seen:
        place = self._result.document.place(evidence.span)
        return Seen(
            text=_bare(evidence.text),
            role=wording.named("roles", evidence.role.partition(".")[0], self._language),
            where=self._places.name(evidence.span),
            span=evidence.span,
            place=place,
            label=self._label(evidence.span),
        )

    def _basis(self, finding: Finding, seen: tuple[Seen, ...]) -> str:
        """The arithmetic and, a line each, what it rests on; of a long list the first."""
        here = self._places.name(finding.span)
        lines = list(dict.fromkeys(filter(None, (finding.computation, *(s.told(here) for s in seen[:_LISTED])))))
        if len(seen) > _LISTED:
            lines.append(wording.say_in("table", "more", self._language, count=len(seen) - _LISTED))
        return "\n".join(lines)

    def _label(self, span: Span) -> str:
        """The row and the column of a cell."""
        fact = self._facts.get((span.start, span.end))
        if fact is None:
            return ""
        return " · ".join(filter(None, (fact.row[-1] if fact.row else "", " ".join(fact.column))))

    def _sentence(self, span: Span) -> tuple[str, str, str]:
        """What stands before a figure in its sentence, the figure, what follows; of a cell its labels."""
        text = self._result.document.text
        figure = _bare(text[span.start : span.end])
        if self._places.cell(span):
            label = self._label(span)
            return f"{label}：" if label else "", figure, ""
        whole = self._places.sentence(span)
        return _bare(text[whole.start : span.start]), figure, _bare(text[span.end : whole.end])

    def _slip(self, finding: Finding) -> str:
        """What was likely done wrong; nothing where rounding explains all."""
        if finding.severity is Severity.ROUNDING:
            return ""
        return self._name("diagnoses", finding.diagnosis or (_UNKNOWN if of_figure(finding) else ""))

    def _advice(self, finding: Finding) -> str:
        """What a reviewer asks the department to do."""
        stated = _bare(finding.stated or finding.text)
        tied = [f for f in finding.basis.figures if f.tied] if finding.basis else []
        if finding.severity is Severity.ROUNDING:
            code = "none"
        elif finding.confirmed:
            code = "parts"
        elif tied:
            code = "either"
        else:
            code = "replace" if finding.expected else "verify"
        other = "、".join(dict.fromkeys(_bare(f.text) for f in tied))
        return wording.say_in("advice", code, self._language, stated=stated, expected=finding.expected, other=other)

    def _message(self, finding: Finding) -> str:
        told = render(finding.told, EN) if self._language == EN and finding.told else finding.message
        return f"{told}{wording.doubt(finding, self._language)}"


def of_figure(finding: Finding) -> bool:
    """Whether a finding disputes a number, not words."""
    return finding.kind not in _OF_WORDS and any(c.isdigit() for c in finding.expected)


def _bare(text: str) -> str:
    return "".join(text.split())
