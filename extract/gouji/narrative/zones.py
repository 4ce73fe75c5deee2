"""Zones and sections: what each block of a read document is for, and under which heading it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from gouji import rules
from gouji.document import Block, Document, Unread, Zone
from gouji.narrative.headings import SectionTree, heading_of
from gouji.narrative.paragraphs import is_title, join_lines
from gouji.narrative.profile import profile
from gouji.view import make_view

_LONGEST = 30_000  # characters of a paragraph
_RECURS = 3  # times that a running head is seen at least
_ENTRY = 60  # a line of a table of contents is no longer than this


def structure(document: Document) -> Document:
    """The document with paragraphs, zones, sections, and its year, kind, department and unit."""
    whole = paragraphs(document)
    blocks, sections = _sections(whole.text, iter(whole.blocks))
    zoned = replace(whole, blocks=blocks, sections=sections)
    return replace(zoned, **profile(zoned))


def paragraphs(document: Document) -> Document:
    """The document with its contents and debris marked, and a block for each paragraph."""
    document = _without_endless(document)
    lines = tuple(_contents(document))
    joined = tuple(join_lines(document.text, lines)) if document.wrapped else lines
    return replace(document, blocks=joined, wrapped=False)


def _without_endless(document: Document) -> Document:
    """The document without blocks of prose that nobody writes: patterns would run on them without end."""
    endless = [b for b in document.blocks if b.zone is Zone.NARRATIVE and len(b.span) > _LONGEST]
    if not endless:
        return document
    blocks = tuple(replace(b, zone=Zone.DEBRIS) if b in endless else b for b in document.blocks)
    told = tuple(Unread(b.span, f"一段文字长达{len(b.span)}字，未能读取") for b in endless)
    return replace(document, blocks=blocks, unread=(*document.unread, *told))


def _contents(document: Document) -> Iterator[Block]:
    """Mark the table of contents and debris, line by line."""
    inside = False
    seen: set[str] = set()
    told = rules.load("structure")
    title, entry = told["structure.contents.title"], told["structure.contents.entry"]
    running = _running_heads(document)
    for block in document.blocks:
        if block.zone is not Zone.NARRATIVE:
            inside = False
            yield block
            continue
        line = document.slice(block.span)
        bare = _bare(line)
        if title.search(line):
            inside, seen = True, set()
            yield replace(block, zone=Zone.CONTENTS)
            continue
        if inside and (bare in seen or len(bare) > _ENTRY or "。" in line):
            inside = False
        if inside or entry.search(line):
            seen.add(bare)
            yield replace(block, zone=Zone.CONTENTS)
        elif line.strip() in running or any(r.search(line) for r in told.of(zone="debris")):
            yield replace(block, zone=Zone.DEBRIS)
        else:
            yield block


def _running_heads(document: Document) -> set[str]:
    """Short lines that stand beside page numbers again and again."""
    page_number = rules.load("structure")["structure.debris.page_number"]
    lines = [document.slice(b.span).strip() for b in document.blocks]
    numbers = [bool(page_number.search(line)) for line in lines]
    beside = Counter(
        line
        for i, line in enumerate(lines)
        if len(line) <= _ENTRY and not numbers[i] and any(numbers[max(0, i - 1) : i + 2])
    )
    return {line for line, count in beside.items() if count >= _RECURS}


def _bare(line: str) -> str:
    """A contents entry or heading without number, leader dots and page number."""
    text = make_view(line, 0, len(line)).text
    for rule in rules.ranked("structure", "level"):
        if match := rule.search(text):
            text = text[match.end() :]
            break
    return text.lstrip("-,=、# ").rstrip("0123456789.…·- ").strip()


def _sections(text: str, blocks: Iterator[Block]) -> tuple[tuple[Block, ...], tuple]:  # type: ignore[type-arg]
    tree = SectionTree()
    glossary_level: int | None = None
    is_glossary = rules.load("structure")["structure.glossary"]
    out: list[Block] = []
    entries: set[str] = set()
    for block in blocks:
        if block.zone is Zone.CONTENTS:
            entries.add(_bare(text[block.span.start : block.span.end]))
        if block.zone is not Zone.NARRATIVE:
            out.append(replace(block, section=tree.current))
            continue
        line = text[block.span.start : block.span.end]
        heading = heading_of(line)
        bare = _bare(line)
        titled = not heading and (is_title(line) or bare in entries)
        ends = titled if glossary_level == 1 else False
        if heading and glossary_level is not None:
            ends = heading.level <= glossary_level and not heading.inline
        if glossary_level is not None and not ends:
            out.append(replace(block, zone=Zone.GLOSSARY, section=tree.current))
            continue
        glossary_level = None
        zone = Zone.NARRATIVE
        if heading:
            tree.add(heading, block.span)
            zone = Zone.NARRATIVE if heading.inline else Zone.HEADING
            if is_glossary.search(heading.title) and not heading.inline:
                glossary_level = heading.level
        elif is_title(line) or bare in entries:
            if is_glossary.search(line):
                glossary_level = 1  # unnumbered, so the next part or annex ends it, or another unnumbered title
            tree.plain(line.strip(), block.span)
            zone = Zone.HEADING
        out.append(replace(block, zone=zone, section=tree.current))
    return tuple(out), tuple(tree.sections)
