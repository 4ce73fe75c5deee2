"""Counts: how many people, vehicles, projects or other things a passage or a table cell says there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import regex

from gouji import printed
from gouji.claims import Count
from gouji.document import Block, Document, Span, Table, Zone
from gouji.figures import Approx, Figure, Kind
from gouji.language import rules, subjects
from gouji.language.quantities import Quantity, scan, unit
from gouji.language.units import unscaled
from gouji.language.view import make_view, meant
from gouji.narrative.figure_leads import split
from gouji.narrative.passages import Passage

_BROKEN = regex.compile(r"(?<=\p{Han})[0-9]+\.[0-9]+")
_END = regex.compile(r"[，。；、,;:：()]")


@dataclass(frozen=True, slots=True)
class PassageCount(Count):
    """A count with the passage that it was read in; `start` and `end` are where it stands in the passage's text."""

    start: int
    end: int
    passage: Passage = field(repr=False)


def counts(passage: Passage, first: int, row: tuple[str, ...] | None = None) -> Iterator[PassageCount]:
    """The counts of a passage, numbered from `first` on."""
    previous = 0
    for quantity in sorted((*passage.quantities, *_broken(passage)), key=lambda q: q.start):
        measure = quantity.figure.unit
        start, _ = passage.sentence(quantity.start)
        lead = passage.text[max(previous, start) : quantity.start]
        previous = quantity.end
        if measure is None or measure.kind is not Kind.COUNT:
            continue
        yield placed(f"n{first}", quantity.figure, passage, (quantity.start, quantity.end), lead, row)
        first += 1


def placed(
    count_id: str,
    figure: Figure,
    passage: Passage,
    at: tuple[int, int],
    lead: str,
    row: tuple[str, ...] | None = None,
) -> PassageCount:
    """The count that stands at [start, end) of a passage's text, behind the words of its lead."""
    start, end = at
    return PassageCount(
        id=count_id,
        subject=_subject(lead),
        figure=figure,
        span=passage.span(start, end),
        section=passage.block.section,
        lead=lead,
        before=passage.text[passage.sentence(start)[0] : start],
        after=_after(passage.text, end),
        text=passage.text[start:end],
        symbol=_symbol(figure),
        row=row,
        start=start,
        end=end,
        passage=passage,
    )


def _after(text: str, end: int) -> str:
    """The words from `end` up to the next mark."""
    stop = _END.search(text, end)
    return text[end : stop.start() if stop else None]


def _symbol(figure: Figure) -> str:
    """One name for units that count alike; '' without a unit."""
    symbol = unscaled(figure.unit.symbol) if figure.unit else ""
    alike: str = rules.load("counts").data["alike"].get(symbol, symbol)
    return alike


def counts_in_tables(document: Document, first: int) -> Iterator[PassageCount]:
    """The counts that table cells state in words (受理来信27万件), numbered from `first` on."""
    likely = rules.load("counts")["count.in_cell"]
    for table in document.tables:
        for row in table.rows[table.header_rows :]:
            for n, cell in enumerate(row):
                if not likely.search(meant(cell.text)):
                    continue
                before = tuple("".join(meant(c.text).split()) for c in row[:n])
                for count in counts(_cell_passage(document, table, cell.span), first, before):
                    yield count
                    first += 1


def _cell_passage(document: Document, table: Table, span: Span) -> Passage:
    view = make_view(document.text, span.start, span.end)
    return Passage(Block(span, Zone.TABLE, table.section), view, tuple(scan(view.text)))


def _broken(passage: Passage) -> Iterator[Quantity]:
    """Counts that are printed with decimals and so cannot be right (编制2.2名)."""
    rule = rules.load("units")["unit.count"]
    taken = {q.start for q in passage.quantities}
    for number in _BROKEN.finditer(passage.text):
        match = rule.match(passage.text, number.end())
        value = printed.number(number.group())
        if match is None or value is None:
            continue
        if match["scale"] or number.start() in taken:
            continue
        decimals = len(number.group().partition(".")[2])
        approx = Approx.OVER if match["more"] else Approx.EXACT
        figure = Figure(value, decimals, unit(match["unit"]), approx)
        text = passage.text[number.start() : match.end()]
        yield Quantity(number.start(), match.end(), text, figure, rule.id, number.end())


def exact(count: Count) -> Figure:
    """The figure without its hedge: 2300余人 printed twice is 2300余人 twice."""
    return replace(count.figure, approx=Approx.EXACT)


def _subject(lead: str) -> str:
    """What the last clause of a lead counts, without the words around it."""
    clause = subjects.clean(split(lead)[-1])
    around = rules.load("counts")["count.around"]
    while (bare := around.sub("", clause).strip("()（） ")) != clause:
        clause = bare
    return clause
