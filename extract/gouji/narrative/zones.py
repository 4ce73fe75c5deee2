"""Zones and sections: what each block of a read document is for, and under which heading it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.document import Block, Document, Zone
from gouji.language import rules
from gouji.language.page_furniture import is_running_head, running_heads
from gouji.language.view import make_view
from gouji.narrative.document_profile import profile
from gouji.narrative.endless_paragraphs import in_pieces
from gouji.narrative.headings import SectionTree, heading_of
from gouji.narrative.line_joining import is_debris, is_title, join_lines
from gouji.printed import visible

_ENTRY = 60  # a line of a table of contents is no longer than this


def structure(document: Document) -> Document:
    """The document with paragraphs, zones, sections, and its year, kind, department and unit."""
    whole = paragraphs(document)
    blocks, sections = _sections(whole.text, iter(whole.blocks))
    zoned = replace(whole, blocks=blocks, sections=sections)
    return replace(zoned, **profile(zoned))


def paragraphs(document: Document) -> Document:
    """The document with its contents and debris marked, and a block for each paragraph."""
    document = in_pieces(document)
    lines = tuple(_contents(document))
    joined = tuple(join_lines(document.text, lines)) if document.wrapped else lines
    return in_pieces(replace(document, blocks=joined, wrapped=False))


def _contents(document: Document) -> Iterator[Block]:
    """Mark the table of contents and debris, line by line."""
    inside = False
    seen: set[str] = set()
    told = rules.load("structure")
    title, entry = told["structure.contents.title"], told["structure.contents.entry"]
    running = running_heads(visible(document.slice(b.span)) for b in document.blocks)
    for block in document.blocks:
        if block.zone is not Zone.NARRATIVE:
            inside = False
            yield block
            continue
        line = visible(document.slice(block.span))
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
        elif is_running_head(line, running) or is_debris(line):
            yield replace(block, zone=Zone.DEBRIS)
        else:
            yield block


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
            entries.add(_bare(visible(text[block.span.start : block.span.end])))
        if block.zone is not Zone.NARRATIVE:
            out.append(replace(block, section=tree.current))
            continue
        line = visible(text[block.span.start : block.span.end])
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
