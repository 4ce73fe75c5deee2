"""Titles that say whose budget or accounts follow and of which year: cover, parts, their entries in the contents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from gouji.document import PROSE, Block, Document, Span, Zone
from gouji.language import rules
from gouji.language.titles import numbering
from gouji.language.view import View, fold, make_view
from gouji.reconcile.statements.spellings import one_slip

_READ = (*PROSE, Zone.CONTENTS)
_LONGEST = 80  # characters of such a title with its number and its page
_CELLS = "\t"  # what parts the cells of a row
_HALF = 4  # characters by which the one or the other half of a name is found
_BEGINNING = 2  # characters that two ways to name a department have in common at their beginning, at least
_INSERTED = 4  # characters that one of them may have more


@dataclass(frozen=True, slots=True)
class OwnTitle:
    """One such title.

    Attributes:
        year: the year that it names, and where; None for none.
        department: the name that it gives, and where; '' for none.
        kind: what follows, as `Document.kind` calls it.
    """

    year: int | None
    year_at: Span | None
    department: str
    department_at: Span | None
    kind: str


def own_titles(document: Document) -> Iterator[OwnTitle]:
    """The titles of a document in its order."""
    for block in document.blocks:
        for line in _lines(document, block):
            view = make_view(document.text, line.start, line.end, block.holes)
            if title := _title(view):
                yield title


def _lines(document: Document, block: Block) -> Iterator[Span]:
    """What of a block may be such a title: all of it, or a line of its own between two tables."""
    if block.zone in _READ and len(block.span) <= _LONGEST:
        yield block.span
    elif block.zone is Zone.TABLE:
        start = block.span.start
        for line in document.slice(block.span).split("\n"):
            if line and len(line) <= _LONGEST and _CELLS not in line:
                yield Span(start, start + len(line))
            start += len(line) + 1


def misnamed(document: Document) -> Iterator[Span]:
    """Where a sentence about the department's own money spells its name with one character written wrong.

    So does one that denies such money with the last character of the name left out, and one that gives the short form.
    None is told where the document nowhere prints the name itself.
    """
    ours = fold("".join(document.department.split()))
    half = len(ours) // 2
    if half < _HALF or ours not in fold("".join(document.text.split())):
        return
    for block in document.prose:
        view = make_view(document.text, block.span.start, block.span.end, block.holes)
        starts = {*_places(view.text, ours[:half]), *(at - half for at in _places(view.text, ours[half:]))}
        for at in sorted(start for start in starts if start >= 0):
            end = _misnamed_to(view.text, at, ours)
            if end:
                yield view.span(at, end)


def _misnamed_to(text: str, at: int, ours: str) -> int:
    """Where a name that is spelt wrong ends; 0 where none begins there."""
    written = rules.load("wording")
    end = at + len(ours)
    if one_slip(text[at:end], ours) and written["wording.own_sentence"].match(text, end):
        return end
    cut = text[at : end - 1] == ours[:-1] and written["wording.own_denial"].match(text, end - 1)
    return end - 1 if cut else 0


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _title(view: View) -> OwnTitle | None:
    """The title that a line is, behind its number and before leader dots and page number."""
    number = numbering(view.text)
    line = view.text.rstrip("0123456789.…·- ")
    match = rules.load("wording")["wording.title"].match(line, number.end if number else 0)
    if match is None or not (match["year"] or match["department"]):
        return None
    kinds: dict[str, str] = rules.load("structure").data["kinds"]
    year, name = _at(view, match, "year"), _at(view, match, "department")
    printed = int(match["year"]) if year else None
    return OwnTitle(printed, year, match["department"] or "", name, kinds[match["kind"]])


def _at(view: View, match: regex.Match[str], group: str) -> Span | None:
    start, end = match.span(group)
    return view.span(start, end) if start < end else None


def meant_alike(one: str, other: str) -> bool:
    """Whether two names of departments differ by one wrong character, or by a few that one has more in the middle.

    A name that goes on behind another's end, or begins before it, is that of a part or of another level.
    """
    short, long = sorted((one, other), key=len)
    more = len(long) - len(short)
    if not more:
        return one_slip(one, other)
    places = range(_BEGINNING, len(short))
    return more <= _INSERTED and any(short == long[:at] + long[at + more :] for at in places)
