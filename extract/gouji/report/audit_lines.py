"""The reading audit in words: its counts in a line, what fails it, and the whole of it as a table of text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from gouji.document import Document
from gouji.places import Place
from gouji.reconcile.audit.model import Digits, PageAudit, TableAudit
from gouji.records.results import CheckResult
from gouji.report import wording

Pair = tuple[str, str]  # Chinese and English

_QUOTED = 3  # numbers of a page or table that the table quotes
_TITLE = 36  # columns of text that a title takes, at most


def counts(result: CheckResult) -> Pair:
    """How many digits are printed and were read, how many pages and tables fail."""
    audit = result.audit
    digits, pages, tables = audit.digits, len(audit.unreadable_pages), len(audit.unreadable_tables)
    told = {
        "printed": digits.printed,
        "read": digits.read,
        "known": digits.known,
        "unread": digits.unread,
        "pages": pages,
        "tables": tables,
    }
    zh, en = wording.pair("audit", "counts")
    return zh.format(**told), en.format(**told)


def failures(result: CheckResult) -> list[Pair]:
    """Why each page and table fails that the reader itself has not given up: that is among the notices."""
    return [(one.why, one.why_en) for one in result.audit.failures()]


def table(result: CheckResult) -> str:
    """The audit page by page and table by table, as columns of text."""
    document, audit = result.document, result.audit
    if document.error:
        return f"{document.name}\n"
    pages = [_page_row(document, page) for page in audit.pages]
    tables = [_table_row(document, one) for one in audit.tables]
    parts = [
        document.name,
        *_aligned([_heads("page", "printed", "read", "known", "unread", "first", "verdict"), *pages]),
        "",
        *_aligned([_heads("table", "unread", "columns", "rows", "sums", "serials", "unit", "verdict"), *tables]),
        "",
        counts(result)[0],
    ]
    return "\n".join(parts) + "\n"


def _heads(*names: str) -> list[str]:
    return [wording.pair("audit", name)[0] for name in names]


def _page_row(document: Document, audit: PageAudit) -> list[str]:
    digits = audit.digits
    numbers = [str(n) for n in (digits.printed, digits.read, digits.known, digits.unread)]
    return [_page_name(audit, document.place(audit.span)), *numbers, _quoted(document, digits), _verdict(audit)]


def _page_name(audit: PageAudit, place: Place) -> str:
    page = "" if audit.page is None else str(audit.page)
    return " ".join(filter(None, (place.file, page, place.cell.rpartition("!")[0]))) or "—"


def _table_row(document: Document, audit: TableAudit) -> list[str]:
    found = document.tables[audit.table]
    page = document.place(audit.span).page
    title = "".join(f"{found.number} {found.title}".split(" ")) or "—"
    return [
        f"t{audit.table} {_shortened(title)}" + (f" p{page}" if page is not None else ""),
        f"{audit.digits.unread}/{audit.digits.stating}",
        f"{audit.columns_named}/{audit.columns}",
        f"{audit.rows_named}/{audit.rows}",
        f"{audit.held}/{audit.held + audit.failed}",
        f"{audit.serials}/{audit.serials + audit.serials_missing}" if audit.serials else "—",
        audit.unit or "—",
        _verdict(audit),
    ]


def _verdict(audit: PageAudit | TableAudit) -> str:
    return audit.why or wording.pair("audit", "passed")[0]


def _quoted(document: Document, digits: Digits) -> str:
    """The first numbers that were not read."""
    return " ".join(document.slice(span) for span in digits.first[:_QUOTED]) or "—"


def _shortened(text: str) -> str:
    kept, width = "", 0
    for char in text:
        width += _wide(char)
        if width > _TITLE:
            return f"{kept}…"
        kept += char
    return kept


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows with their cells one below the other; ideographs take two columns of text."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _width(text: str) -> int:
    return sum(map(_wide, text))


def _wide(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
