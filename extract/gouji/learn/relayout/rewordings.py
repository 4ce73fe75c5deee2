"""Changes of a document that leave what it says as it was: other characters, units, places, line ends.

Each is a function from a document's parts to other parts, or from the text of a file to another text. Whoever reads the
changed document must find in it what stands in the unchanged one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import pairwise

import regex

from gouji.document import Cell, Document, Table
from gouji.figures import Kind
from gouji.language import numerals, rules
from gouji.language.quantities import parse_number, scan
from gouji.learn.relayout.contents import Paragraph, Part
from gouji.learn.relayout.word_list import words
from gouji.narrative.cover import cover
from gouji.records.results import CheckResult

Text = Callable[[str], str]

_DIGIT = regex.compile(r"[0-9]")
_POINTED = regex.compile(r"(?<=[0-9])\.(?=[0-9])")
_INSIDE = regex.compile(r"(?<=[0-9])(?=[0-9.])")
_AMOUNT = regex.compile(r"(?<sign>-?)(?<number>[0-9][0-9,]*(?:\.[0-9]+)?)")
_UNITLESS = regex.compile(r"[0-9]\.[0-9]+(?![0-9]|\s*[\p{Han}%％])")  # its unit stands with another number
_UNIT = regex.compile(r"\p{Han}+")
_LINE = 34  # characters of a line of broken prose


@dataclass(frozen=True, slots=True)
class Rewording:
    """One change.

    Attributes
    ----------
    name : str
    text : callable, optional
        What becomes of each printed text: a paragraph, a cell.
    file : callable, optional
        What becomes of the whole text of a file.
    document : callable, optional
        What becomes of the document that is printed, from its result.
    parts : callable, optional
        What becomes of the parts, with the result of the document.
    attached : bool
        The tables stand in a file of their own.
    renamed : bool
        The department has another name, and both are compared as one.
    """

    name: str
    text: Text | None = None
    file: Text | None = None
    document: Callable[[CheckResult], Document] | None = None
    parts: Callable[[list[Part]], list[Part]] | None = None
    attached: bool = False
    renamed: bool = False


def texts(parts: list[Part], change: Text) -> list[Part]:
    """The parts with every text changed."""
    return [_changed(part, change) for part in parts]


def _changed(part: Part, change: Text) -> Part:
    if isinstance(part, Paragraph):
        return replace(part, text=change(part.text))
    rows = tuple(tuple(replace(e, text=change(e.text)) for e in row) for row in part.rows)
    return replace(part, rows=rows, above=tuple(map(change, part.above)))


def department(result: CheckResult) -> str:
    """The name of the department whose document it is; empty where nothing tells it."""
    owners = [t.department for t in result.document.tables if t.department]
    return cover(result.document).department or max(owners, key=owners.count, default="")


def _wide(text: str) -> str:
    return _DIGIT.sub(lambda m: chr(ord(m[0]) + 0xFEE0), text)


def _wide_pointed(text: str) -> str:
    return _wide(_POINTED.sub("．", text))


def _before_units(text: str, put: str) -> str:
    """The text with something put between each number and its unit."""
    for q in reversed(scan(text)):
        number = text[q.start : q.number_end]
        if number[-1:].isascii() and q.number_end < q.end:
            text = text[: q.number_end] + put + text[q.number_end :]
    return text


def _inside_numbers(text: str) -> str:
    return _INSIDE.sub("\u200b", text)


def _traditional(text: str) -> str:
    script = rules.load("noise").data["script"]
    return text.translate(str.maketrans(script["simplified"], script["traditional"]))


def _broken(parts: list[Part]) -> list[Part]:
    """Prose broken into lines where a line is full, not inside a number or word of ASCII."""

    def lines(text: str) -> Iterator[str]:
        begin = 0
        for at in range(1, len(text)):
            whole = text[at - 1].isascii() or text[at].isascii()
            if at - begin >= _LINE and not whole and text[at] not in "，。；：、）":
                yield text[begin:at]
                begin = at
        yield text[begin:]

    prose = (isinstance(p, Paragraph) and not p.heading for p in parts)
    return [
        _changed(p, lambda t: "\n".join(lines(t))) if is_prose else p for p, is_prose in zip(parts, prose, strict=True)
    ]


def _converted(text: str, power: int) -> str:
    """A printed number times ten to this power, as exact as it was printed where the decimals allow it."""
    m = _AMOUNT.fullmatch(text)
    if m is None:
        return text
    number = m["number"].replace(",", "")
    decimals = len(number.partition(".")[2])
    told = f"{Decimal(number).scaleb(power):{',' if ',' in m['number'] else ''}.{max(0, decimals - power)}f}"
    return m["sign"] + told


def _money(text: str, unit: str, other: str, power: int) -> str:
    """Prose with the amounts of one unit in another; as it was where a number has its unit from another one."""
    if _UNITLESS.search(text):
        return text
    for q in reversed(scan(text)):
        printed = q.figure.unit
        if printed and printed.symbol == unit and text[q.number_end : q.end] == unit:
            number = _converted(text[q.start : q.number_end], power)
            if number != text[q.start : q.number_end] or not parse_number(number):
                text = text[: q.start] + number + other + text[q.end :]
    return text


def _prose_money(parts: list[Part], unit: str, other: str, power: int) -> list[Part]:
    return [replace(p, text=_money(p.text, unit, other, power)) if isinstance(p, Paragraph) else p for p in parts]


def _table_money(result: CheckResult, unit: str, other: str, power: int) -> Document:
    """The document with the tables in a unit printed in another: note, heads and cells of money."""
    money = {f.span: f for f in result.extraction.facts if f.figure.unit and f.figure.unit.kind is Kind.MONEY}

    def text(cell: Cell) -> str:
        if cell.span in money and _AMOUNT.fullmatch(cell.text):
            return _converted(cell.text, power)
        if cell.span in money:
            return _money(cell.text, unit, other, power)
        return _UNIT.sub(lambda m: other if m[0] == unit else m[0], cell.text)

    def converted(table: Table) -> Table:
        if table.unit is None or table.unit.symbol != unit:
            return table
        other_unit = replace(table.unit, symbol=other, factor=table.unit.factor.scaleb(-power))
        rows = tuple(tuple(replace(c, text=text(c)) for c in row) for row in table.rows)
        return replace(table, rows=rows, unit=other_unit)

    return replace(result.document, tables=tuple(map(converted, result.document.tables)))


def _reordered(parts: list[Part]) -> list[Part]:
    """Sections numbered alike in another order, with their numbers in order again; the last one, whose end is not
    told, stays where it is."""
    parts = list(parts)
    for places in _runs(parts):
        bounds = pairwise(places)
        sections = [parts[a:b] for a, b in bounds]
        marks = [_number_of(parts[a])[1] for a in places[:-1]]
        moved = [*sections[1:], sections[0]]
        parts[places[0] : places[-1]] = [
            p for section, mark in zip(moved, marks, strict=True) for p in _renumbered(section, mark)
        ]
    return parts


def _renumbered(section: list[Part], mark: str) -> list[Part]:
    head = section[0]
    assert isinstance(head, Paragraph)
    return [replace(head, text=mark + head.text[len(_number_of(head)[1]) :]), *section[1:]]


def _runs(parts: list[Part]) -> Iterator[list[int]]:
    """The places of headings that count on from one, three or more in a row, as long as nothing counts anew."""
    run: list[int] = []
    for place, part in enumerate(parts):
        number, _ = _number_of(part)
        if number == len(run) + 1:
            run.append(place)
        elif number:
            if len(run) > 2:
                yield run
            run = [place] if number == 1 else []
    if len(run) > 2:
        yield run


def _number_of(part: Part) -> tuple[int, str]:
    """The number of a heading of the first level and how it is printed; 0 and nothing of anything else."""
    if not isinstance(part, Paragraph) or not part.heading:
        return 0, ""
    told, mark, _ = part.text.partition(words()["counted"])
    value = numerals.parse(told) if mark and len(told) <= 3 else None
    return (int(value.value), told + mark) if value and not told.isascii() else (0, "")


def _doubled(text: str) -> str:
    return text.replace("\n", "\n\n")


def _spread(text: str) -> str:
    """Blank lines between lines of prose."""
    lines = text.split("\n")
    pairs = zip(lines, [*lines[1:], "\t"], strict=True)
    return "".join(f"{a}\n" + ("" if "\t" in a + b or not b.strip() else "\n\n\n") for a, b in pairs)


def _rewordings() -> Iterator[Rewording]:
    yuan, more, most = words()["money"]
    yield Rewording("full-width digits", text=_wide)
    yield Rewording("full-width digits and points", text=_wide_pointed)
    yield Rewording("NFD", text=partial(unicodedata.normalize, "NFD"))
    yield Rewording("blank before units", text=partial(_before_units, put=" "))
    yield Rewording("no-break space before units", text=partial(_before_units, put="\u00a0"))
    yield Rewording("blank after decimal points", text=partial(_POINTED.sub, ". "))
    yield Rewording("U+200B before units", text=partial(_before_units, put="\u200b"))
    yield Rewording("U+200B inside numbers", text=_inside_numbers)
    yield Rewording("traditional script", text=_traditional)
    yield Rewording("department renamed", renamed=True)
    yield Rewording("prose broken into lines", parts=_broken)
    yield Rewording("sections reordered", parts=_reordered)
    yield Rewording("tables attached", attached=True)
    for unit, other, power in ((yuan, more, -4), (more, yuan, 4), (more, most, -4)):
        told = {"unit": unit, "other": other, "power": power}
        yield Rewording(f"prose: {unit} to {other}", parts=partial(_prose_money, **told))
        yield Rewording(f"tables: {unit} to {other}", document=partial(_table_money, **told))
    yield Rewording("CRLF", file=lambda text: text.replace("\n", "\r\n"))
    yield Rewording("CR", file=lambda text: text.replace("\n", "\r"))
    yield Rewording("byte order mark", file=lambda text: "\ufeff" + text)
    yield Rewording("trailing blanks", file=lambda text: text.replace("\n", "  \n"))
    yield Rewording("three blank lines between prose", file=_spread)
    yield Rewording("every line end doubled", file=_doubled)


REWORDINGS: dict[str, Rewording] = {r.name: r for r in _rewordings()}
