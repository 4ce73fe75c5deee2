"""What is read otherwise of a re-layout than of its document: statements and findings, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Document, Span
from gouji.records.results import CheckResult

Key = tuple[str, ...]
_Places = dict[Key, list[Span]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that only one side states.

    Attributes
    ----------
    what : str
        `lost` or `new` (a statement), `lost finding` or `new finding`.
    key : tuple of str
        Of a statement its kind, digits, unit, name and column; of a finding its severity and figures.
    place : str
        Where it stands, in the document for what is lost and in the re-layout for what is new.
    title : str
        Of the table that it stands in.
    """

    what: str
    key: Key
    place: str
    title: str = ""


def statement_keys(result: CheckResult) -> dict[Key, list[Span]]:
    """Where each statement stands, by its kind, digits, unit, name and column; those of charts are left out."""
    found: dict[Key, list[Span]] = {}
    facts = {f.id: f for f in result.extraction.facts}
    charts = {t.id for t in result.document.tables if t.chart}
    for statement in result.extraction.statements:
        figure = statement.term.figure
        digits = f"{figure.value:.{figure.decimals}f}"
        unit = figure.unit.symbol if figure.unit else ""
        fact = facts.get(statement.id)
        if fact is None:
            name, column = dict(statement.aspects.items())["what"].value, ""
        elif fact.table in charts:
            continue
        else:
            name, column = f"{fact.code}:{''.join(fact.row[-1:])}", "".join(fact.column)
        key = (str(statement.kind), digits, unit, _squeezed(str(name)), _squeezed(column))
        found.setdefault(key, []).append(statement.term.span)
    return found


def finding_keys(result: CheckResult) -> dict[Key, list[Span]]:
    """Where each finding stands, by its severity and figures: which of its relations tells it does not matter."""
    found: dict[Key, list[Span]] = {}
    for f in result.findings:
        key = (str(f.severity), _plain(f.stated), _plain(f.expected))
        found.setdefault(key, []).append(f.span)
    return found


def differences(one: CheckResult, other: CheckResult) -> Iterator[Difference]:
    """What the document states and its re-layout does not, and the other way round."""
    for name, keys in (("", statement_keys), (" finding", finding_keys)):
        before, after = keys(one), keys(other)
        yield from _only("lost" + name, before, after, one.document)
        yield from _only("new" + name, after, before, other.document)


def _only(
    what: str, here: dict[Key, list[Span]], there: dict[Key, list[Span]], document: Document
) -> Iterator[Difference]:
    for key, spans in here.items():
        for span in spans[len(there.get(key, ())) :]:
            place = document.place(span)
            title = next((t.title or "?" for t in document.tables if t.span.holds(span)), "")
            yield Difference(what, key, place.name or f"{span.start}", title)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _plain(printed: str) -> str:
    """Printed figures without what parts their thousands."""
    return _squeezed(printed).replace(",", "")
