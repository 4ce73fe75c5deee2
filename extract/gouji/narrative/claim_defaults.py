"""A claim that a figure makes by itself, with what its clause leaves out filled in."""

from __future__ import annotations

from gouji.claims import Claim, Relation
from gouji.document import Document
from gouji.language import rules
from gouji.narrative.figure_leads import Lead
from gouji.narrative.figure_roles import Mention
from gouji.narrative.paragraph_state import Paragraph


def stated(
    document: Document,
    paragraph: Paragraph,
    mention: Mention,
    lead: Lead,
    relation: Relation,
    figures: dict[str, str],
    aside: bool,
) -> Claim:
    """A claim (without an id) with the subject of its lead, whose year and measure are those of its list, if any."""
    subject, name, own = paragraph.subject(lead)
    section = paragraph.passage.block.section
    measure, usual = defaults(document, section)
    return Claim(
        id="",
        subject=subject,
        measure=lead.measure or measure,
        period=lead.year or (usual - 1 if usual and lead.last_year else usual),
        relation=relation,
        span=paragraph.passage.span(mention.start, mention.end),
        section=section,
        figures=figures,
        name=name,
        own=own,
        aside=aside,
        rule=mention.rule,
    )


def defaults(document: Document, section: int) -> tuple[str, int | None]:
    """Measure and year of what a section says: those of its heading if that is about another year, else the document's.

    A plan often tells last year's outcome under a heading of its own (二、2021年决算情况).
    """
    structure = rules.load("structure")
    measures = {kind: word for word, kind in structure.data["kinds"].items()}
    measure, year = measures.get(document.kind, ""), document.year
    for part in reversed(document.section_path(section)):
        if found := structure["structure.year"].search(part.title):
            told = int(found["year"])
            return (measure, year) if told == year else (found["kind"], told)
    return measure, year
