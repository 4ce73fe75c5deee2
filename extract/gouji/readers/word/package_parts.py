"""The parts of a docx file that are read."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.package import Package

from gouji.errors import GoujiError
from gouji.readers.word.styles import Styles
from gouji.readers.word.wordprocessingml import ENDNOTE, FOOTNOTE, ID, Element, has_changes

_NOTES = {FOOTNOTE: RELATIONSHIP_TYPE.FOOTNOTES, ENDNOTE: RELATIONSHIP_TYPE.ENDNOTES}


@dataclass(frozen=True, slots=True)
class Parts:
    """`notes` are footnotes and endnotes by the tag of a reference and its id."""

    body: Element
    styles: Styles
    numbering: Element | None
    notes: dict[tuple[str, str], Element]
    changed: bool  # by tracked changes


def open_parts(data: bytes, path: Path) -> Parts:
    """The parts of a docx file. Raises GoujiError E009."""
    try:
        # Not docx.Document(): it takes neither templates nor files with macros, which hold the same text.
        main = Package.open(BytesIO(data)).main_document_part
        return parts_of(main)
    # What python-docx raises on damaged files is not declared: errors of its own, of lxml, of keys and of types.
    except Exception as exc:
        raise GoujiError("E009", path=path, reason=exc) from exc


def parts_of(main: Part) -> Parts:
    """The parts that belong to a main part."""
    body = _root(main).find(qn("w:body"))
    if body is None:
        raise ValueError("the file has no w:body")
    stories = {tag: _related(main, kind) for tag, kind in _NOTES.items()}
    return Parts(
        body,
        Styles(_related(main, RELATIONSHIP_TYPE.STYLES)),
        _related(main, RELATIONSHIP_TYPE.NUMBERING),
        {(tag, n.get(ID, "")): n for tag, story in stories.items() if story is not None for n in story},
        any(has_changes(part) for part in (body, *stories.values()) if part is not None),
    )


def _related(main: Part, kind: str) -> Element | None:
    return next((_root(r.target_part) for r in main.rels.values() if r.reltype == kind and not r.is_external), None)


def _root(part: Part) -> Element:
    """The root of a part. python-docx's parser neither expands entities nor loads what they or a DTD name: it has
    `resolve_entities=False`, lxml's `load_dtd` is off, and an entity stays a node that is not text.
    """
    return part.element if isinstance(part, XmlPart) else parse_xml(part.blob)
