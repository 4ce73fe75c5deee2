"""Markdown: what is wrong as a table and point by point, for pull requests, wikis and mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gouji import __version__
from gouji.reconcile.model import Severity
from gouji.records.results import CheckResult, Result
from gouji.report import Add, wording
from gouji.report.document_summary import Summary, summarised
from gouji.report.finding_table import ZH, Row, table
from gouji.report.own_reports import GENERATOR
from gouji.report.source_files import link

_COLUMNS = ("number", "page", "where", "stated", "expected", "kind", "severity", "confidence")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~])")


@contextmanager
def writing(path: Path, target: Path, language: str = ZH) -> Iterator[Add]:
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write(f"<!-- {GENERATOR} {__version__} -->\n")

        def add(result: Result) -> None:
            full = result if isinstance(result, CheckResult) else CheckResult(result, (), (), ())
            file.write("\n".join(_document(full, target, language)) + "\n")

        yield add
        file.write(f"<!-- {GENERATOR} {__version__} end -->\n")


def _document(result: CheckResult, target: Path, language: str) -> Iterator[str]:
    summary = summarised(result, language)
    rows = [row for row in table(result, language) if row.severity is not Severity.ROUNDING]
    href = link(summary.document, target)
    yield f"\n# {plain(summary.title)}\n"
    yield f"{_linked(summary.file, href)}\n"
    yield f"**{plain(summary.outcome)}**\n"
    if summary.figures:
        yield f"{plain(summary.figures)}\n"
    if rows:
        yield from _short(rows, href, language)
        for row in rows:
            yield from _point(row, language)
    if summary.missed:
        yield from _missed(summary, language)


def _short(rows: list[Row], href: str, language: str) -> Iterator[str]:
    heads = [wording.named("columns", code, language) for code in _COLUMNS]
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        page = _linked(str(row.page), f"{href}#page={row.page}" if href else "") if row.page else ""
        cells = (
            str(row.number),
            page,
            *map(plain, (row.where, row.stated, row.expected, row.kind_name, row.severity_name)),
            f"{row.confidence:.0%}",
        )
        yield f"| {' | '.join(cells)} |"
    yield ""


def _point(row: Row, language: str) -> Iterator[str]:
    yield f"## {row.number}. {plain(row.stated)}{' → ' + plain(row.expected) if row.expected else ''}\n"
    yield f"{plain(row.message)}\n"
    if row.sentence:
        yield f"> {plain(row.before)}**{plain(row.figure)}**{plain(row.after)}\n"
    told = (
        ("where", row.located),
        ("basis", row.basis.replace("\n", "；")),
        ("slip", row.slip),
        ("advice", row.advice),
        ("verdict", wording.named("conclusions", row.conclusion, language) if row.conclusion else ""),
        ("key", row.key),
    )
    for code, text in told:
        if text:
            yield f"- {wording.named('columns', code, language)}：{plain(text)}"
    yield ""


def _missed(summary: Summary, language: str) -> Iterator[str]:
    yield f"## {wording.say_in('opinion', 'missed', language, count=len(summary.missed)).rstrip('：:')}\n"
    for one in summary.missed:
        page = wording.say_in("table", "on_page", language, page=one.page) if one.page else ""
        yield f"- {' '.join(filter(None, (page, plain(one.where), plain(one.why))))}"
    yield ""


def _linked(text: str, href: str) -> str:
    return f"[{plain(text)}]({href})" if href else plain(text)


def plain(text: str) -> str:
    """The text so that nothing of it is taken for mark-up, in one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
