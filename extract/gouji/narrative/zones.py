"""Zones and sections: what each block of a read document is for, and under which heading it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.document import Block, Document, Span, Zone
from gouji.language import rules
from gouji.language.page_furniture import is_running_head, running_heads
from gouji.language.titles import is_title, unnumbered
from gouji.language.view import meant
from gouji.narrative.document_profile import profile
from gouji.narrative.endless_paragraphs import in_pieces
from gouji.narrative.headings import Heading, SectionTree, heading_of
from gouji.narrative.line_joining import is_debris, join_lines
from gouji.printed import visible

_ENTRY = 60  # a line of a table of contents is no longer than this
_TOP = 1  # level of parts and annexes


def structure(document: Document) -> Document:
    """The document with paragraphs, zones, sections, and its year, kind, department and unit."""
    whole = paragraphs(document)
    sectioning = _Sectioning(meant(whole.text))
    blocks = tuple(sectioning.placed(block) for block in whole.blocks)
    zoned = replace(whole, blocks=blocks, sections=tuple(sectioning.tree.sections))
    return replace(zoned, **profile(zoned))


def paragraphs(document: Document) -> Document:
    """The document with its contents and debris marked, and a block for each paragraph."""
    document = in_pieces(document)
    lines = tuple(_contents(document))
    joined = tuple(join_lines(meant(document.text), lines)) if document.wrapped else lines
    return in_pieces(replace(document, blocks=joined, wrapped=False))


def _contents(document: Document) -> Iterator[Block]:
    """Mark the table of contents and debris, line by line."""
    contents = _Contents()
    text = meant(document.text)
    printed = [visible(text[b.span.start : b.span.end]) for b in document.blocks]
    running = running_heads(printed)
    for block, line in zip(document.blocks, printed, strict=True):
        if block.zone is not Zone.NARRATIVE:
            contents.inside = False
            yield block
            continue
        if contents.holds(line):
            yield replace(block, zone=Zone.CONTENTS)
        elif is_running_head(line, running) or is_debris(line):
            yield replace(block, zone=Zone.DEBRIS)
        else:
            yield block


class _Contents:
    """Tells line by line whether it belongs to a table of contents; `seen` holds the entries so far."""

    def __init__(self) -> None:
        told = rules.load("structure")
        self.title = told["structure.contents.title"]
        self.entry = told["structure.contents.entry"]
        self.inside = False
        self.seen: set[str] = set()

    def holds(self, line: str) -> bool:
        """Whether the line is the title of the contents or an entry."""
        if self.title.search(line):
            self.inside = True
            self.seen = set()
            return True
        bare = _bare(line)
        if self._ends(line, bare):
            self.inside = False
        if not self.inside and not self.entry.search(line):
            return False
        self.seen.add(bare)
        return True

    def _ends(self, line: str, bare: str) -> bool:
        """Whether the contents end before a line: it repeats a listed heading, or is a sentence."""
        return bare in self.seen or len(bare) > _ENTRY or "。" in line


def _bare(line: str) -> str:
    """A contents entry or heading without number, leader dots and page number."""
    return unnumbered(line).lstrip("-,=、# ").rstrip("0123456789.…·- ").strip()


class _Sectioning:
    """Gives the blocks, in order, their zones and sections.

    `glossary_level` is the level of the heading under which a glossary goes on; None outside one.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = SectionTree()
        self.entries: set[str] = set()  # of the table of contents
        self.glossary_level: int | None = None

    def placed(self, block: Block) -> Block:
        """The block with its section, and its zone where it is prose."""
        zone = block.zone
        if zone is Zone.CONTENTS:
            self.entries.add(_bare(self._line(block)))
        if zone is Zone.NARRATIVE:
            zone = self._zone(self._line(block), block.span)
        return replace(block, zone=zone, section=self.tree.current)

    def _line(self, block: Block) -> str:
        return visible(self.text[block.span.start : block.span.end])

    def _zone(self, line: str, span: Span) -> Zone:
        heading = heading_of(line)
        titled = heading is None and (is_title(line) or _bare(line) in self.entries)
        if self.glossary_level is not None and not self._ends_glossary(heading, titled) and not _states_amounts(line):
            return Zone.GLOSSARY
        self.glossary_level = None
        if heading:
            return self._headed(heading, span)
        if titled:
            return self._titled(line, span)
        return Zone.NARRATIVE

    def _ends_glossary(self, heading: Heading | None, titled: bool) -> bool:
        if self.glossary_level is None:
            return False
        if heading:
            return heading.level <= self.glossary_level and not heading.inline
        return titled and self.glossary_level == _TOP

    def _headed(self, heading: Heading, span: Span) -> Zone:
        self.tree.add(heading, span)
        if heading.inline:
            return Zone.NARRATIVE
        if _names_glossary(heading.title):
            self.glossary_level = heading.level
        return Zone.HEADING

    def _titled(self, line: str, span: Span) -> Zone:
        if _names_glossary(line):
            # The title has no number, so the next part or annex ends the glossary, or another title without one.
            self.glossary_level = _TOP
        self.tree.plain(line.strip(), span)
        return Zone.HEADING


def _states_amounts(line: str) -> bool:
    """Whether a paragraph tells what was spent: no definition, but text whose own heading was lost."""
    return rules.load("structure")["structure.states_amounts"].search(line) is not None


def _names_glossary(title: str) -> bool:
    return rules.load("structure")["structure.glossary"].search(title) is not None
