"""What the reading audit says of pages and tables. All frozen data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Span


@dataclass(frozen=True, slots=True)
class Digits:
    """How many digits are printed, and what became of them.

    Attributes
    ----------
    printed : all of them.
    read : those of figures that were read.
    known : those that are known for something else: page numbers, dates, codes, labels.
    missed : how many numbers, not digits, are neither.
    first : the first of them.
    """

    printed: int
    read: int
    known: int
    missed: int
    first: tuple[Span, ...]

    @property
    def unread(self) -> int:
        """The digits that were neither read nor are known."""
        return self.printed - self.read - self.known

    @property
    def stating(self) -> int:
        """The digits that state quantities, read or not, as far as anybody knows."""
        return self.read + self.unread

    @property
    def share(self) -> float:
        """How much of what states quantities was read, from 0 to 1; 1 where nothing does."""
        return self.read / self.stating if self.stating else 1.0


@dataclass(frozen=True, slots=True)
class PageAudit:
    """The audit of a page; of a sheet of a workbook, or of a whole file where the format has neither.

    Attributes
    ----------
    span : where its text begins, and the first stretch of it.
    digits : of all its text.
    page : its number from 1 where the file has pages.
    why, why_en : what keeps it from being read, or how little of it was; '' where it was read.
    """

    span: Span
    digits: Digits
    page: int | None = None
    why: str = ""
    why_en: str = ""


@dataclass(frozen=True, slots=True)
class TableAudit:
    """The audit of a table.

    Attributes
    ----------
    table : its id.
    span : where it stands, its caption included.
    digits : of its cells.
    columns, columns_named : columns that hold numbers, and those of them that have a head.
    rows, rows_named : rows that hold numbers, and those of them that have a label.
    held, failed : sums between its cells that hold, and that miss by more than rounding.
    serials, serials_missing : its serial numbers, and those that are left out between the first and the last.
    unit : the unit of its figures; '' where none is known.
    why, why_en : why it counts as unreadable; '' where it does not.
    """

    table: int
    span: Span
    digits: Digits
    columns: int
    columns_named: int
    rows: int
    rows_named: int
    held: int
    failed: int
    serials: int
    serials_missing: int
    unit: str
    why: str = ""
    why_en: str = ""


@dataclass(frozen=True, slots=True)
class Audit:
    """How a document was read, page by page and table by table, in their order."""

    pages: tuple[PageAudit, ...] = ()
    tables: tuple[TableAudit, ...] = ()

    @property
    def digits(self) -> Digits:
        """Those of all pages together; which were not read first is not told."""
        every = [page.digits for page in self.pages]
        return Digits(
            sum(digits.printed for digits in every),
            sum(digits.read for digits in every),
            sum(digits.known for digits in every),
            sum(digits.missed for digits in every),
            (),
        )

    def failures(self) -> Iterator[PageAudit | TableAudit]:
        """What fails its audit and has not been given up by the reader, which says so itself."""
        every: tuple[PageAudit | TableAudit, ...] = (*self.pages, *self.tables)
        return (one for one in every if one.why_en)

    @property
    def unreadable_pages(self) -> tuple[PageAudit, ...]:
        return tuple(page for page in self.pages if page.why)

    @property
    def unreadable_tables(self) -> tuple[TableAudit, ...]:
        return tuple(table for table in self.tables if table.why)


NOTHING = Audit()  # of a document that was not checked
