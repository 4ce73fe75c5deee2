"""Codes that stand twice in one list of a table, the second time beside the name of a neighbour that the list lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.document import Span
from gouji.language import classification
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.layouts.identity_lines import by_table
from gouji.reconcile.statements.layouts.table_rows import Row, blocks_of, rows_of


@dataclass(frozen=True, slots=True)
class RecurringCode:
    """A code beside another item's name.

    Attributes:
        code: what is printed, at `span`.
        name: the name beside it.
        right: the code that the classification has for the name, and no row of the list.
        usual: the name of the code itself, which a row of the same list prints at `place`.
    """

    code: str
    span: Span
    name: str
    right: str
    usual: str
    place: Span


def recurring_codes(context: Context) -> Iterator[RecurringCode]:
    """Every such code; the list of each unit of a table is one of its own."""
    for table, facts in by_table(context.facts).items():
        for block in blocks_of(rows_of(facts)):
            yield from _of_list(context, table, [row for row in block if classification.kind(row.code)])


def _of_list(context: Context, table: int, rows: Sequence[Row]) -> Iterator[RecurringCode]:
    by_code: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_code[row.code].append(row)
    for code, alike in by_code.items():
        own = [row for row in alike if _key(row) in _keys(code)]
        for row in alike if own else ():
            right = _neighbour_called(code, row)
            if right and right not in by_code:
                yield from _recurring(context, table, row, right, own[0])


def _neighbour_called(code: str, row: Row) -> str:
    """The one code under the same head that has the name of a row, which no code of the row's own ever had; ''."""
    if _key(row) in _keys(code):
        return ""
    codes = [c for c in classification.codes_of(row.label) if classification.parent(c) == classification.parent(code)]
    return codes[0] if len(codes) == 1 else ""


def _recurring(context: Context, table: int, row: Row, right: str, own: Row) -> Iterator[RecurringCode]:
    span, place = _code_cell(context, table, row), _code_cell(context, table, own)
    if span and place:
        yield RecurringCode(row.code, span, row.label, right, own.label, place)


def _code_cell(context: Context, table: int, row: Row) -> Span | None:
    """Where a row prints its code in one cell."""
    cells = context.document.tables[table].rows[row.index]
    return next((cell.span for cell in cells if "".join(cell.text.split()) == row.code), None)


def _key(row: Row) -> str:
    return classification.key(row.label)


def _keys(code: str) -> frozenset[str]:
    """The keys of all names that a code ever had."""
    return frozenset(map(classification.key, classification.names_of(code)))
