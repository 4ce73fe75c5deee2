"""The reader's own Word file with a comment on each disputed figure; all else of it stays byte for byte.

A comment lies on whole runs, so a run that a figure begins or ends in is split there; both halves keep its formatting.
What Word lets no comment stand on (a text box, a note) has it where the box or the note hangs in the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from docx.document import Document as Opened
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.document import DocumentPart
from docx.text.run import Run

from gouji.document import Document, Span
from gouji.readers.word.reader import trace
from gouji.readers.word.traced_lines import Piece
from gouji.readers.word.wordprocessingml import BOX, ENDNOTE, FOOTNOTE, ID, RUN, RUN_PROPERTIES
from gouji.report import wording
from gouji.report.finding_table import Row
from gouji.report.zipped import put_together

AUTHOR = ("勾稽核对", "gouji")  # Chinese and English
INITIALS = "勾"

_TEXT, _SPACE, _DATE = qn("w:t"), "{http://www.w3.org/XML/1998/namespace}space", qn("w:date")
_BODY, _COMMENT = qn("w:body"), qn("w:comment")
_NOTES = {qn("w:footnote"): FOOTNOTE, qn("w:endnote"): ENDNOTE}

Element = Any


@dataclass(frozen=True, slots=True)
class _Stretch:
    """text[start:end] of a `w:t`."""

    element: Element
    start: int
    end: int


def commented(data: bytes, document: Document, rows: Iterable[Row], language: str) -> bytes | None:
    """The file with a comment for each row.

    Parameters
    ----------
    data
        The docx file that the document was read from.

    Returns
    -------
    bytes or None
        None where the file does not give the document's text, or is a kind that takes no comments (a template).
    """
    main = Package.open(BytesIO(data)).main_document_part
    if not isinstance(main, DocumentPart):
        return None
    text, origins = trace(main, Path(document.name))
    if text != document.text:
        return None
    found = _Text(text, [(at, piece) for start, line in origins for at, piece in _placed(start, line.pieces)])
    listed = list(rows)
    stretches = [list(found.stretches(row.span)) for row in listed]
    runs = _split(s for several in stretches for s in several)
    opened = main.document
    for row, several in zip(listed, stretches, strict=True):
        covered = _runs(several, runs, opened.element)
        if covered:
            _comment(opened, covered, row, language)
    return put_together(data, _saved(main))


def _placed(start: int, pieces: Sequence[Piece]) -> Iterator[tuple[int, Piece]]:
    for piece in pieces:
        yield start, piece
        start += len(piece.text)


class _Text:
    """From offsets of the text to the elements that hold it."""

    def __init__(self, text: str, pieces: list[tuple[int, Piece]]) -> None:
        self._text = text
        self._pieces = sorted(((at, p) for at, p in pieces if p.element is not None and p.text), key=lambda one: one[0])
        self._starts = [at for at, _ in self._pieces]

    def stretches(self, span: Span) -> Iterator[_Stretch]:
        """What of the elements a span covers; where it covers none, the last character before it."""
        i = max(bisect_right(self._starts, span.start) - 1, 0)
        found = False
        for at, piece in self._pieces[i:]:
            if at >= span.end:
                break
            start, end = max(span.start, at), min(span.end, at + len(piece.text))
            if start < end:
                found = True
                yield _Stretch(piece.element, piece.start + start - at, piece.start + end - at)
        if not found and self._pieces:
            _, piece = self._pieces[i]
            yield _Stretch(piece.element, piece.start + len(piece.text) - 1, piece.start + len(piece.text))


Pieces = dict[int, list[tuple[int, int, Element]]]


def _split(stretches: Iterable[_Stretch]) -> Pieces:
    """Splits the runs at the ends of the stretches.

    Returns
    -------
    dict
        By the id of each `w:t` that a stretch lies on, its parts: from, to, and the run that holds them.
    """
    cuts: dict[int, tuple[Element, set[int]]] = {}
    for s in stretches:
        if _commentable(s.element):
            cuts.setdefault(id(s.element), (s.element, set()))[1].update((s.start, s.end))
    by_run: dict[int, tuple[Element, dict[int, set[int]]]] = {}
    for key, (element, offsets) in cuts.items():
        run = element.getparent()
        by_run.setdefault(id(run), (run, {}))[1][key] = offsets
    found: Pieces = {}
    for run, inside in by_run.values():
        found.update(_split_run(run, inside))
    return found


def _split_run(run: Element, cuts: dict[int, set[int]]) -> Pieces:
    """One run as several, one after the other, cut where its texts are to be cut."""
    properties = run.find(RUN_PROPERTIES)
    content = [child for child in run if child is not properties]
    for child in content:
        run.remove(child)
    found: Pieces = {}
    current, filled, cut = run, False, False
    for child in content:
        for start, end, part in _parts(child, cuts.get(id(child), set())):
            if filled and (cut or start in cuts.get(id(child), ())):
                current = _following(current, properties)
            current.append(part)
            filled, cut = True, end in cuts.get(id(child), ())
            found.setdefault(id(child), []).append((start, end, current))
    return found


def _parts(child: Element, cuts: set[int]) -> list[tuple[int, int, Element]]:
    """A child of a run as it is, or a text in as many as it is cut in; the first of them is the child itself."""
    text = child.text or ""
    if not cuts:
        return [(0, len(text), child)]
    ends = sorted({0, *cuts, len(text)})
    found = []
    for start, end in pairwise(ends):
        part = child if start == 0 else deepcopy(child)
        part.text = text[start:end]
        part.set(_SPACE, "preserve")
        found.append((start, end, part))
    return found


def _following(run: Element, properties: Element | None) -> Element:
    """An empty run behind another, with its formatting."""
    new = run.makeelement(run.tag, dict(run.attrib))
    if properties is not None:
        new.append(deepcopy(properties))
    run.addnext(new)
    return new


def _runs(stretches: Sequence[_Stretch], parts: Pieces, body: Element) -> list[Element]:
    """The runs that a comment lies on, in order."""
    found: list[Element] = []
    for s in stretches:
        if not _commentable(s.element):
            hung = _hanging(s.element, body)
            found += [hung] if hung is not None else []
            continue
        for start, end, run in parts[id(s.element)]:
            if start < s.end and end > s.start:
                found.append(run)
    return found


def _commentable(element: Element) -> bool:
    """Whether an element stands in the running text: neither in a text box nor in a note."""
    tags = [parent.tag for parent in element.iterancestors()]
    return _BODY in tags and BOX not in tags and element.getparent().tag == RUN


def _hanging(element: Element, body: Element) -> Element | None:
    """The run of the running text that a box or a note hangs on; None where it hangs nowhere."""
    parents = list(element.iterancestors())
    for parent in parents:
        if parent.tag in _NOTES:
            wanted = (r for r in body.iter(_NOTES[parent.tag]) if r.get(ID) == parent.get(ID))
            reference = next(wanted, None)
            return None if reference is None else reference.getparent()
    return next((p for p in reversed(parents) if p.tag == RUN), None)


def _comment(opened: Opened, runs: Sequence[Element], row: Row, language: str) -> None:
    """Puts the comment in; it has no date, so that the same findings give the same file."""
    body = opened._body
    marked = [Run(runs[0], body), Run(runs[-1], body)]  # only their elements are used
    author = AUTHOR[language != "zh"]
    comment = opened.add_comment(marked, text=told(row, language), author=author, initials=INITIALS)
    comment._comment_elm.attrib.pop(_DATE, None)


def told(row: Row, language: str) -> str:
    """What a comment or a note on a figure says: what is wrong, what it should be, why, what to do."""
    heads = {
        code: wording.named("columns", code, language) for code in ("expected", "basis", "slip", "advice", "verdict")
    }
    lines = [
        f"{row.id} [{row.severity_name}·{row.kind_name}] {row.message}",
        f"{heads['expected']}：{row.expected}" if row.expected else "",
        f"{heads['basis']}：{row.basis}" if row.basis else "",
        f"{heads['slip']}：{row.slip}" if row.slip else "",
        f"{heads['advice']}：{row.advice}",
    ]
    if row.verdict:
        said = wording.named("conclusions", row.verdict.verdict.value, language)
        lines.append(f"{heads['verdict']}：{' '.join(filter(None, (said, row.verdict.by, row.verdict.note)))}")
    return "\n".join(filter(None, lines))


def _saved(main: DocumentPart) -> bytes:
    out = BytesIO()
    main.save(out)
    return out.getvalue()
