"""Titles of the document's parts that name another year or another department than its other titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gouji.document import Span
from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import in_words, relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.own_titles import OwnTitle, meant_alike, misnamed, own_titles

_YEAR, _NAME = "year.title", "wording.department"
_SHOWN = 2  # titles that a finding shows as evidence


@relation(_YEAR, _NAME)
def title_names(context: Context) -> Iterator[Tried]:
    """Each title against the year and the department that more titles name."""
    titles = [t for t in own_titles(context.document) if t.kind == context.document.kind]
    yield from _years(context, titles)
    yield from _departments(context, titles)


def _years(context: Context, titles: list[OwnTitle]) -> Iterator[Tried]:
    """Years of titles against that of the document, where more titles name this one than all others."""
    year = context.document.year
    right = [t.year_at for t in titles if t.year_at and t.year == year]
    odd = [t.year_at for t in titles if t.year_at and t.year != year]
    if year is None or len(right) <= len(odd):
        return
    for span in right[1:]:
        yield attempt(_YEAR, span, None, why=say("why.title_year", year=year))
    for span in odd:
        yield attempt(
            _YEAR,
            span,
            Severity.MINOR,
            why=say("why.title_year", year=year),
            says={"year": year},
            diagnosis="year_slip",
            reworded=in_words("year", year=year),
            extra=_shown(context, right),
        )


def _departments(context: Context, titles: list[OwnTitle]) -> Iterator[Tried]:
    """Names in titles and in sentences about the department's own money, against its own: each wrong name once."""
    ours = "".join(context.document.department.split())
    named = [(t.department, t.department_at) for t in titles if t.department_at]
    right = [at for name, at in named if name == ours]
    times = Counter(name for name, _ in named)
    odd = [at for name, at in named if times[name] <= len(right) and meant_alike(name, ours)]
    own = right or _on_its_own(context, ours)
    odd += misnamed(context.document)
    for first, *others in _by_name(context, odd):
        yield attempt(
            _NAME,
            first,
            Severity.MINOR,
            why=say("why.department", name=ours),
            says={"name": ours},
            diagnosis="name_slip",
            reworded=ours,
            extra=(*_shown(context, own), *((s, context.document.slice(s), "name") for s in others)),
        )


def _on_its_own(context: Context, name: str) -> list[Span]:
    """Where the document first prints its department's name, as covers do above a title that names none."""
    there = context.where(name, Span(0, len(context.document.text)))
    return [there] if there else []


def _by_name(context: Context, spans: list[Span]) -> list[list[Span]]:
    """The places of each name, in the order of the first."""
    groups: dict[str, list[Span]] = {}
    for span in spans:
        groups.setdefault("".join(context.document.slice(span).split()), []).append(span)
    return list(groups.values())


def _shown(context: Context, spans: list[Span]) -> tuple[tuple[Span, str, str], ...]:
    return tuple((s, context.document.slice(s), "title") for s in spans[:_SHOWN])
