"""Lists of parts: `total，其中：a 1万元，b 2万元`, inside a sentence or over the paragraphs that follow."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from gouji.document import Document, Span
from gouji.language import rules, subjects
from gouji.language.subjects import fits
from gouji.narrative.figure_leads import Lead
from gouji.narrative.figure_roles import Mention
from gouji.narrative.model import Claim, Relation
from gouji.narrative.paragraph_state import Paragraph
from gouji.narrative.passages import Passage


@dataclass
class PartList:
    """An open list: the levels that may be its whole (one a measure) and the parts met so far."""

    wholes: tuple[Claim, ...]
    section: int
    name: str = ""  # of a whole that is named without a figure
    bracketed: bool = False  # it ends with the bracket that it stands in
    parts: list[Claim] = field(default_factory=list)

    def claims(self) -> list[Claim]:
        """One PART_OF claim (without an id) for each measure in which whole and parts are given."""
        found = []
        for whole in self.wholes:
            parts = [p for p in self.parts if p.measure == whole.measure and p.period == whole.period]
            if parts:
                figures = {"whole": whole.figures["value"]}
                figures |= {f"part.{i}": p.figures["value"] for i, p in enumerate(parts, 1)}
                span = Span(whole.span.start, max(p.span.end for p in parts))
                relation = Relation.PART_OF
                part_of = replace(whole, id="", relation=relation, span=span, figures=figures, whole_claim=whole.id)
                found.append(replace(part_of, rule="claim.parts"))
        return found


class ListKeeper:
    """The lists of a document: those open in the sentence, and the one that goes on over paragraphs."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.all: list[PartList] = []
        self.open: list[PartList] = []
        self.carried: PartList | None = None

    @property
    def current(self) -> PartList | None:
        return self.open[-1] if self.open else self.carried

    def whole(self) -> Claim | None:
        """The whole of the outermost list that is open in the sentence."""
        return next((parts.wholes[-1] for parts in self.open if parts.wholes), None)

    def year(self, paragraph: Paragraph) -> int | None:
        """The year of the whole whose parts the paragraph goes on with: parts do not repeat it."""
        carried = self.carried if self.carried and self._goes_on(paragraph.passage) else None
        parts = self.open[-1] if self.open else carried
        return parts.wholes[-1].period if parts and parts.wholes else None

    def start(self, paragraph: Paragraph, mention: Mention, lead: Lead) -> None:
        """Open a list where the lead of a level says so (其中, …中：); a semicolon ends a list inside a list."""
        text = paragraph.passage.text[mention.lead_start : mention.start]
        if len(self.open) > 1 and ("；" in text or ";" in text):
            self.open.pop()
        wholes: tuple[Claim, ...] = ()
        if lead.whole and not (name := subjects.parse(lead.whole)).empty:
            fitting = [c for c in paragraph.levels if fits(c.name, name)]
            told = [
                c for c in fitting if c.name.side and subjects.parse(c.subject).fund == c.name.fund
            ]  # 支出包括: no amount of a fund alone
            alike = [c for c in told if c.name.fund == name.fund]
            wholes = tuple(alike or told or fitting)[-1:]
        apart = rules.load("clauses")["clause.list_in"].search(text.rstrip("：: ")) and not wholes
        if not wholes and lead.opens and paragraph.levels and not apart:
            wholes = paragraph.pair()
        if wholes or (lead.opens and lead.whole):
            inside = paragraph.inside_bracket(mention.start)
            self._add(PartList(wholes, paragraph.passage.block.section, lead.whole, bracketed=inside))

    def add(self, paragraph: Paragraph, claim: Claim) -> None:
        """Put a level into the list it stands in, if any."""
        if self.open:
            self.open[-1].parts.append(claim)
        elif self.carried and paragraph.opened_by(claim) and self._goes_on(paragraph.passage):
            self.carried.parts.append(claim)

    def end_bracket(self) -> None:
        while self.open and self.open[-1].bracketed:
            self.open.pop()

    def end_sentence(self) -> None:
        self.open.clear()

    def end_paragraph(self, paragraph: Paragraph, mentions: tuple[Mention, ...]) -> None:
        """Keep a list open over the next paragraphs when this one ends with 其中： or its like."""
        tail = paragraph.passage.text[mentions[-1].end :] if mentions else paragraph.passage.text
        opener = rules.load("clauses")["clause.of_which"].search(tail)
        ends_open = opener is not None and len(tail) - opener.end() <= 1
        outer = next((parts.wholes for parts in self.open if parts.wholes), None)
        self.open.clear()
        if ends_open and paragraph.levels and (outer or paragraph.one_subject_last()):
            self.carried = PartList(outer or paragraph.pair(), paragraph.passage.block.section)
            self.all.append(self.carried)
        elif self.carried and not self._goes_on(paragraph.passage):
            self.carried = None

    def _add(self, parts: PartList) -> None:
        self.open.append(parts)
        self.all.append(parts)

    def _goes_on(self, passage: Passage) -> bool:
        """Whether a paragraph stands in the section of the carried list or below it."""
        section = passage.block.section
        while self.carried and section != self.carried.section and section >= 0:
            section = self.document.sections[section].parent
        return self.carried is not None and section == self.carried.section
