"""The sheets of a 检查表: what each is called, its columns, and the rows that a result gives it.

A sheet is declared as data; `xlsx` writes all of them alike. Heads and names are in `words.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from gouji.claims import Entity, Label
from gouji.document import Document, Span
from gouji.figures import Figure, Kind
from gouji.reconcile.model import Severity, Status
from gouji.records.results import CheckResult, Result
from gouji.report import wording
from gouji.report.document_summary import Summary, summarised
from gouji.report.finding_table import DOUBTFUL, Row, file_name, table
from gouji.report.place_names import Places, table_name


class Form(Enum):
    """How the cells of a column look."""

    TEXT = auto()
    COUNT = auto()
    AMOUNT = auto()
    NUMBER = auto()  # with as many decimals as it has
    CHANCE = auto()
    PAGE = auto()
    CHOICE = auto()
    HIDDEN = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `code` names its head in `words.toml`."""

    code: str
    width: float = 10
    form: Form = Form.TEXT


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text with one stretch that is coloured."""

    before: str
    figure: str
    after: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page with the file that it is in, to be linked to."""

    number: int | None
    document: str

    @property
    def anchor(self) -> str:
        return f"#page={self.number}" if self.number else ""


Value = str | int | float | Decimal | Sentence | Page | None
Rows = Callable[[Result, str], Iterator[tuple[Value, ...]]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet. The filter that it opens with leaves out the rows whose column `folding` has a value of `folded`."""

    code: str
    columns: tuple[Column, ...]
    rows: Rows
    checked: bool = False  # only of a check
    folding: str = ""
    folded: tuple[str, ...] = ()


_FILE = (Column("file", 22), Column("page", 6, Form.PAGE), Column("where", 26))
_FIGURE = (Column("number_value", 14, Form.NUMBER), Column("unit", 8))


def _finding_rows(result: Result, language: str) -> Iterator[tuple[Value, ...]]:
    if isinstance(result, CheckResult):
        yield from (_finding(row, language) for row in table(result, language))


def _finding(row: Row, language: str) -> tuple[Value, ...]:
    verdict = row.verdict
    return (
        row.id,
        row.file,
        row.department,
        row.year,
        Page(row.page, row.document),
        row.where,
        row.kind_name,
        row.severity_name,
        row.confidence,
        Sentence(row.before, row.figure, row.after),
        row.expected,
        row.basis,
        row.slip,
        row.advice,
        wording.named("conclusions", verdict.verdict.value, language) if verdict else None,
        verdict.note if verdict else None,
        row.key,
        row.document,
    )


def _missed_rows(result: Result, language: str) -> Iterator[tuple[Value, ...]]:
    document = result.document
    if isinstance(result, CheckResult):
        for one in summarised(result, language).missed:
            yield file_name(document), Page(one.page, document.name), one.where, one.why
        return
    for unread in document.unread:
        page = unread.page or document.place(unread.span).page
        yield file_name(document), Page(page, document.name), "", unread.why


def _summary_rows(result: Result, language: str) -> Iterator[tuple[Value, ...]]:
    full = result if isinstance(result, CheckResult) else CheckResult(result, (), (), ())
    summary = summarised(full, language)
    checked = isinstance(result, CheckResult)
    yield (
        Page(None, summary.document),
        summary.department,
        summary.year,
        summary.kind,
        summary.pages,
        *(_found(summary, checked)),
        summary.unread if checked else len(result.document.unread),
        *(summary.guarded.values() if checked else (None,) * 3),
        summary.outcome if checked else "",
    )


def _found(summary: Summary, checked: bool) -> tuple[Value, ...]:
    """The counts of findings and of relations; where nothing was checked, no nought is said to have been found."""
    if not checked or summary.error:
        return (None,) * (len(_GROUPS) + len(Status))
    groups = summary.groups.values() if summary.checked else (None,) * len(_GROUPS)
    return (*groups, *summary.statuses.values())


def _entity_rows(label: Label) -> Rows:
    def rows(result: Result, language: str) -> Iterator[tuple[Value, ...]]:
        places = Places(result.document)
        by_id = {e.id: e for e in result.extraction.entities} if isinstance(result, CheckResult) else {}
        by_id = by_id or {e.id: e for e in getattr(result, "entities", ())}
        for entity in (e for e in by_id.values() if e.label is label):
            yield (
                *_where(result.document, places, entity.span.start, entity.span.end),
                _bare(entity.text),
                *_about(entity, by_id),
                _sentence(result.document, places, entity),
            )

    return rows


def _about(entity: Entity, by_id: dict[str, Entity]) -> tuple[Value, ...]:
    """What a sheet of entities has beside the text: the number, or what a reason explains, or the plain name."""
    if entity.label is Label.CAUSE:
        explained = by_id.get(entity.of or "")
        return (_bare(explained.text) if explained else None,)
    if entity.label is Label.PROJECT:
        return (entity.norm,)
    figure = entity.figure
    if figure is None:
        return (None,) * (3 if entity.label is Label.AMOUNT else 1)
    return (figure.value, figure.symbol, _yuan(figure)) if entity.label is Label.AMOUNT else (figure.value,)


def _yuan(figure: Figure) -> Decimal | None:
    """An amount in yuan; None where its unit is not known."""
    return Decimal(figure.norm) if figure.unit is not None and figure.kind is Kind.MONEY else None


def _where(document: Document, places: Places, start: int, end: int) -> tuple[Value, ...]:
    span = Span(start, end)
    place = document.place(span)
    where = " ".join(filter(None, (places.under(span), place.cell)))
    return file_name(document, place), Page(place.page, document.name), where


def _sentence(document: Document, places: Places, entity: Entity) -> Sentence:
    whole, span, text = places.sentence(entity.span), entity.span, document.text
    return Sentence(
        _bare(text[whole.start : span.start]), _bare(text[span.start : span.end]), _bare(text[span.end : whole.end])
    )


def _fact_rows(result: Result, language: str) -> Iterator[tuple[Value, ...]]:
    extraction = result.extraction if isinstance(result, CheckResult) else result
    document = result.document
    names = [table_name(t) for t in document.tables]
    for fact in extraction.facts:
        place = document.place(fact.span)
        yield (
            file_name(document, place),
            Page(place.page, document.name),
            " ".join(filter(None, (names[fact.table], place.cell))),
            " / ".join(fact.row),
            " / ".join(fact.column),
            fact.code,
            _bare(fact.text),
            fact.figure.value,
            fact.figure.symbol if fact.figure.unit else "",
            _yuan(fact.figure),
        )


def _ledger_rows(result: Result, language: str) -> Iterator[tuple[Value, ...]]:
    if not isinstance(result, CheckResult):
        return
    document, places = result.document, Places(result.document)
    for check in result.checks:
        file, page, where = _where(document, places, check.span.start, check.span.end)
        yield (
            file,
            Page(check.page, document.name) if check.page else page,
            where,
            wording.named("relations", check.relation, language),
            wording.named("statuses", check.status.value, language),
            _bare(document.slice(check.span))[:60],
            check.why,
        )


def _bare(text: str) -> str:
    return "".join(text.split())


_GROUPS = (Severity.MATERIAL.value, Severity.MINOR.value, DOUBTFUL, Severity.ROUNDING.value)

SHEETS = (
    Sheet(
        "summary",
        (
            Column("file", 30, Form.PAGE),
            Column("department", 24),
            Column("year", 7, Form.COUNT),
            Column("class", 10),
            Column("pages", 6, Form.COUNT),
            *(Column(code, 6, Form.COUNT) for code in _GROUPS),
            *(Column(s.value, 9, Form.COUNT) for s in Status),
            Column("unread", 9, Form.COUNT),
            *(Column(c, 11, Form.COUNT) for c in ("guarded", "touched", "untouched")),
            Column("outcome", 46),
        ),
        _summary_rows,
    ),
    Sheet(
        "findings",
        (
            Column("number", 5),
            Column("file", 12),
            Column("department", 9),
            Column("year", 5, Form.COUNT),
            Column("page", 4, Form.PAGE),
            Column("where", 13),
            Column("kind", 7),
            Column("severity", 5),
            Column("confidence", 5, Form.CHANCE),
            Column("sentence", 30),
            Column("expected", 10),
            Column("basis", 32),
            Column("slip", 8),
            Column("advice", 16),
            Column("verdict", 7, Form.CHOICE),
            Column("note", 10),
            Column("key", 14, Form.HIDDEN),
            Column("document", 30, Form.HIDDEN),
        ),
        _finding_rows,
        checked=True,
        folding="severity",
        folded=(Severity.ROUNDING.value,),
    ),
    Sheet("missed", (*_FILE, Column("why", 70)), _missed_rows),
    Sheet(
        "amounts",
        (*_FILE, Column("text", 18), *_FIGURE, Column("yuan", 18, Form.AMOUNT), Column("sentence", 70)),
        _entity_rows(Label.AMOUNT),
    ),
    Sheet(
        "percents",
        (*_FILE, Column("text", 14), Column("percent", 10, Form.NUMBER), Column("sentence", 80)),
        _entity_rows(Label.PERCENT),
    ),
    Sheet(
        "causes",
        (*_FILE, Column("text", 50), Column("explains", 16), Column("sentence", 60)),
        _entity_rows(Label.CAUSE),
    ),
    Sheet(
        "projects",
        (*_FILE, Column("text", 40), Column("name", 40), Column("sentence", 50)),
        _entity_rows(Label.PROJECT),
    ),
    Sheet(
        "facts",
        (
            *_FILE,
            Column("row", 32),
            Column("column", 24),
            Column("code", 10),
            Column("text", 14),
            *_FIGURE,
            Column("yuan", 18, Form.AMOUNT),
        ),
        _fact_rows,
    ),
    Sheet(
        "ledger",
        (*_FILE, Column("relation", 20), Column("status", 10), Column("text", 30), Column("why", 60)),
        _ledger_rows,
        checked=True,
    ),
)
