"""What two versions differ in, for the terminal, as a page and as a workbook: one table feeds all three."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gouji.document import Document, Span
from gouji.errors import GoujiError
from gouji.reconcile.model import Severity
from gouji.records.differences import Differences, Judged, Line, State
from gouji.records.results import CheckResult
from gouji.report import placing, wording
from gouji.report.document_summary import summarised
from gouji.report.finding_table import ZH, Row, table, title

SUFFIXES = (".html", ".xlsx")


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure, a row or a passage: what it was and what it is."""

    state: str
    where: str
    label: str
    old: str
    new: str
    old_page: int | None
    new_page: int | None


@dataclass(frozen=True, slots=True)
class Compared:
    """The two versions in words.

    Attributes:
        titles: what each is called; `outcomes` what may be said of each.
        fixed, new, kept: the findings; of `fixed` those that the old version has.
        passages: heading, page and the words, each with what became of it.
    """

    titles: tuple[str, str]
    files: tuple[str, str]
    outcomes: tuple[str, str]
    fixed: tuple[Row, ...]
    new: tuple[Row, ...]
    kept: tuple[Row, ...]
    figures: tuple[Changed, ...]
    lines: tuple[Changed, ...]
    passages: tuple[tuple[str, str, int | None, tuple[tuple[State, str], ...]], ...]

    @property
    def counts(self) -> dict[str, int]:
        return {
            "fixed": len(self.fixed),
            "new": len(self.new),
            "kept": len(self.kept),
            "figures": len(self.figures),
            "lines": len(self.lines),
            "passages": len(self.passages),
        }


def compared(found: Differences, language: str = ZH) -> Compared:
    """The differences in words; findings that rounding explains are left out."""
    old, new = found.old.document, found.new.document
    summaries = [summarised(r, language) for r in (found.old, found.new)]
    return Compared(
        titles=(title(old, language), title(new, language)),
        files=(summaries[0].file, summaries[1].file),
        outcomes=(summaries[0].outcome, summaries[1].outcome),
        fixed=_rows(found.old, found.of(State.REMOVED), language),
        new=_rows(found.new, found.of(State.ADDED), language),
        kept=_rows(found.new, found.of(State.KEPT), language),
        figures=tuple(
            Changed(
                _state(State.CHANGED, language),
                f.where,
                f.label,
                f.old,
                f.new,
                _page(old, f.old_span),
                _page(new, f.new_span),
            )
            for f in found.figures
        ),
        lines=tuple(_line(line, old, new, language) for line in found.lines),
        passages=tuple(
            (_state(p.state, language), p.where, _page(old if p.state is State.REMOVED else new, p.span), p.parts)
            for p in found.passages
        ),
    )


def _rows(result: CheckResult, judged: tuple[Judged, ...], language: str) -> tuple[Row, ...]:
    keys = {one.key for one in judged}
    return tuple(r for r in table(result, language) if r.key in keys and r.severity is not Severity.ROUNDING)


def _line(line: Line, old: Document, new: Document, language: str) -> Changed:
    values, gone = " | ".join(line.values), line.state is State.REMOVED
    page = _page(old if gone else new, line.span)
    told = Changed(_state(line.state, language), line.where, line.label, "", "", None, None)
    return replace(told, old=values, old_page=page) if gone else replace(told, new=values, new_page=page)


def _state(state: State, language: str) -> str:
    return wording.named("states", state.value, language)


def _page(document: Document, span: Span) -> int | None:
    return document.place(span).page


def lines(told: Compared, language: str = ZH) -> Iterator[str]:
    """The differences for a terminal."""
    yield f"{told.titles[0]}（{told.files[0]}） → {told.titles[1]}（{told.files[1]}）"
    yield f"  {counts(told, language)}"
    for code, rows in (("fixed", told.fixed), ("new", told.new), ("kept", told.kept)):
        if rows:
            yield f"\n  {wording.named('diff', code, language)}"
            yield from (f"    {r.id} [{r.severity_name}·{r.kind_name}] {r.message}" for r in rows)
    if told.figures:
        yield f"\n  {wording.named('diff', 'figures', language)}"
        yield from (f"    {f.where} {f.label}：{f.old} → {f.new}" for f in told.figures)
    if told.lines:
        yield f"\n  {wording.named('diff', 'lines', language)}"
        yield from (f"    [{x.state}] {x.where} {x.label}：{x.old or x.new}" for x in told.lines)
    if told.passages:
        yield f"\n  {wording.named('diff', 'passages', language)}"
        for state, where, _, parts in told.passages:
            yield f"    [{state}] {where}：{''.join(_marked(*part) for part in parts)}"


def _marked(state: State, text: str) -> str:
    return {State.REMOVED: f"[-{text}-]", State.ADDED: f"{{+{text}+}}"}.get(state, text)


def counts(told: Compared, language: str = ZH) -> str:
    """How much there is of each in one line."""
    return wording.say_in("diff", "counts", language, **told.counts)


def require(path: Path, sources: Sequence[Path]) -> None:
    """Tells before a version is read where `write` would fail.

    Raises
    ------
    GoujiError
        E007 (another suffix), E008 (no such folder), E026 (one of the versions).
    """
    if path.suffix.lower() not in SUFFIXES:
        raise GoujiError("E007", suffix=path.suffix, path=path, suffixes=", ".join(SUFFIXES))
    if not path.parent.is_dir():
        raise GoujiError("E008", path=path, reason=f"there is no folder {path.parent}")
    read = placing.file_keys(sources)
    if (key := placing.file_key(path)) in read and key is not None:
        raise GoujiError("E026", path=path, source=read[key])


def write(told: Compared, path: Path, language: str = ZH) -> None:
    """Writes the page or the workbook, by the suffix. Raises GoujiError E008."""
    with placing.placed(path) as part:
        if path.suffix.lower() == ".html":
            part.write_text(page(told, language), "utf-8", "backslashreplace")
        else:
            from gouji.report.difference_book import write_book

            write_book(told, part, language)


def page(told: Compared, language: str = ZH) -> str:
    """The differences as one self-contained page."""
    from gouji.report.html import environment

    heads = {code: wording.named("diff", code, language) for code in wording.words()["diff"]}
    columns = {code: wording.named("columns", code, language) for code in wording.words()["columns"]}
    template = environment().get_template("diff.html")
    return template.render(told=told, heads=heads, columns=columns, counts=counts(told, language))
