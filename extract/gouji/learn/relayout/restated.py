"""A document changed in what says nothing (`rewordings`), read again: what of it is still told.

Entities, statements and findings are compared by what they mean: values in base units, names without blanks, in
half width and in simplified script. Where they stand does not count.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from gouji import api
from gouji.claims import Label
from gouji.document import Document
from gouji.figures import Figure
from gouji.language.quantities import scan
from gouji.language.view import make_view
from gouji.learn.relayout.arranged import arranged
from gouji.learn.relayout.contents import Grid, Part, contents
from gouji.learn.relayout.layouts import Layout
from gouji.learn.relayout.plain_text import printed_text
from gouji.learn.relayout.rewordings import Rewording, department, texts
from gouji.learn.relayout.web_page import print_html
from gouji.learn.relayout.word_list import words
from gouji.records.results import CheckResult

CARRIERS = ("html", "txt")
KINDS = ("entities", "statements", "findings")
_NONE = Rewording("none")
Said = dict[str, Counter[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Restated:
    """What became of one change of one document: of each of `KINDS` what was lost and what is new."""

    name: str
    change: str
    carrier: str
    before: dict[str, int]
    lost: Said
    new: Said

    def kept(self, kind: str) -> int:
        return self.before[kind] - self.lost[kind].total()


class Printed:
    """A document that is printed in one carrier, first as it is, then with one change after the other.

    Parameters
    ----------
    result : CheckResult
        Of the document.
    carrier : str
        One of `CARRIERS`: a web page, or plain text with tabs.
    """

    def __init__(self, result: CheckResult, carrier: str) -> None:
        self.result, self.carrier = result, carrier
        self.name = Path(result.document.name)
        self._department = department(result)
        self._before = self._said(_NONE)

    def restated(self, change: Rewording) -> Restated | None:
        """What is told of the changed document; None where the change does not apply to it."""
        if (change.file and self.carrier != "txt") or (change.renamed and not self._department):
            return None
        after = self._said(change)
        if after is None or self._before is None:
            return None
        before = self._before
        counts = {kind: before[kind].total() for kind in KINDS}
        lost = {kind: before[kind] - after[kind] for kind in KINDS}
        new = {kind: after[kind] - before[kind] for kind in KINDS}
        return Restated(self.name.name, change.name, self.carrier, counts, lost, new)

    def _said(self, change: Rewording) -> Said | None:
        document = change.document(self.result) if change.document else self.result.document
        parts = self._parts(document, change)
        of_parts = change.text or change.parts or change.document or change.renamed
        if of_parts and parts == self._parts(self.result.document, _NONE):
            return None
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{self.name.stem}.{self.carrier}"
            if change.attached:
                return self._attached(parts, change, path)
            return said(api.check(self._print(parts, change, path)), self._plain)

    def _attached(self, parts: list[Part], change: Rewording, path: Path) -> Said | None:
        """What is said where the tables are a file of their own; None where there is nothing to part."""
        grids: list[Part] = [p for p in parts if isinstance(p, Grid)]
        prose: list[Part] = [p for p in parts if not isinstance(p, Grid)]
        if not grids or not prose:
            return None
        other = path.with_stem(f"{path.stem}-2")
        files = [self._print(prose, change, path), self._print(grids, change, other)]
        return said(api.check(api.bundle(files, self.name.name)), self._plain)

    def _parts(self, document: Document, change: Rewording) -> list[Part]:
        parts = list(arranged(contents(document), Layout.plain("html")))
        if change.text:
            parts = texts(parts, change.text)
        if change.renamed:
            parts = texts(parts, lambda text: text.replace(self._department, words()["renamed"]))
        return change.parts(parts) if change.parts else parts

    def _print(self, parts: list[Part], change: Rewording, path: Path) -> Path:
        if self.carrier == "html":
            print_html(parts, Layout.plain("html"), path)
        else:
            text = printed_text(parts)
            path.write_text(change.file(text) if change.file else text, encoding="utf-8", newline="")
        return path

    def _plain(self, text: str) -> str:
        text = plain(text)
        for name in (words()["renamed"], self._department):
            text = text.replace(plain(name), "") if name else text
        return text


def said(result: CheckResult, plain: Callable[[str], str]) -> Said:
    """What a document says, as counts of keys that do not depend on how it is printed."""
    extraction = result.extraction
    entities: Counter[tuple[str, ...]] = Counter(
        (str(e.label), e.norm or "") if e.label in (Label.AMOUNT, Label.PERCENT) else (str(e.label), plain(e.text))
        for e in extraction.entities
    )
    charts = {t.id for t in result.document.tables if t.chart}
    facts = {f.id: f for f in extraction.facts if f.table not in charts}
    statements: Counter[tuple[str, ...]] = Counter()
    values: dict[tuple[int, int], str] = {}
    for s in extraction.statements:
        value = _based(s.term.figure)
        values[s.term.span.start, s.term.span.end] = value
        if fact := facts.get(s.id):
            statements[str(s.kind), value, fact.code, plain("".join(fact.row[-1:])), plain("".join(fact.column))] += 1
        else:
            statements[str(s.kind), value, plain(str(dict(s.aspects.items())["what"].value))] += 1
    findings: Counter[tuple[str, ...]] = Counter(
        (str(f.kind), str(f.severity), values.get((f.span.start, f.span.end)) or plain(f.stated))
        for f in result.findings
    )
    return {"entities": entities, "statements": statements, "findings": findings}


def plain(text: str) -> str:
    """A text without blanks and invisible characters, in half width and simplified script, amounts in base units."""
    text = "".join(make_view(text, 0, len(text)).text.split())
    if text in words()["money"]:
        return ""  # a unit by itself, which a change may print in place of another
    for q in reversed(scan(text)):
        text = text[: q.start] + _based(q.figure) + text[q.end :]
    return unicodedata.normalize("NFKC", text)


def _based(figure: Figure) -> str:
    """The value of a figure in base units and what it measures."""
    unit = figure.unit
    value = figure.value * unit.factor if unit else figure.value
    return f"{value.normalize():f}{unit.kind if unit else ''}"
