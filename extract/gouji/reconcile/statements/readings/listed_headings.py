"""Headings that the contents give in other words than the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.document import Document, Section, Span
from gouji.language.subjects import abbreviates, similarity
from gouji.reconcile.statements.readings.listed_tables import Entry, bare, lists, words_below

_FEWEST = 4  # entries of a list that the document has in the same words
_ALIKE = 0.75  # so alike are two wordings of one heading


@dataclass(frozen=True, slots=True)
class ListedHeading:
    """An entry of the contents, and the heading of the same number that has other words; None where they are alike."""

    span: Span
    heading: Section | None


def listed_headings(document: Document) -> Iterator[ListedHeading]:
    """The lists of the contents that the document follows word for word, but for one entry at most.

    The heading of another wording stands between those of the entries around it, so that a list of another part with
    the same numbers is not taken for this one. What it adds in brackets (详见表5) or cuts at its end is the same.
    """
    if document.unread:
        return
    body = words_below(document)
    for entries in lists(document):
        if len(entries) > _FEWEST and entries[0].level and not entries[0].table:
            yield from _of_list(document, entries, body)


def _of_list(document: Document, entries: Sequence[Entry], body: str) -> Iterator[ListedHeading]:
    missing = [at for at, entry in enumerate(entries) if bare(entry.title) not in body]
    first = entries[0].span
    if first and not missing:
        yield ListedHeading(first, None)
    if len(missing) != 1:
        return
    entry, before = entries[missing[0]], entries[missing[0] - 1] if missing[0] else None
    heading = _heading(document, entry, before)
    if entry.span and heading and _otherwise(bare(entry.title), bare(heading.title)):
        yield ListedHeading(entry.span, heading)


def _heading(document: Document, entry: Entry, before: Entry | None) -> Section | None:
    """The heading of an entry's number and level, right behind that of the entry before among those of its level."""
    siblings = [s for s in document.sections if s.level <= entry.level]
    for one, other in zip([None, *siblings], siblings, strict=False):
        numbered = other.level == entry.level and other.number == entry.number
        follows = before is None or (one is not None and bare(one.title) == bare(before.title))
        if numbered and follows:
            return other
    return None


def _otherwise(listed: str, printed: str) -> bool:
    """Whether two wordings are of one heading, and neither is the other with more at its end."""
    goes_on = listed.startswith(printed) or printed.startswith(listed)
    return not goes_on and (abbreviates(listed, printed) or similarity(listed, printed) >= _ALIKE)
