"""Lists of parts: `total，其中：a 1万元，b 2万元`, inside a sentence or over the paragraphs that follow."""

from __future__ import annotations

from gouji.claims import BELOW, DIVISION, PARTS, Claim
from gouji.document import Document
from gouji.language import rules, subjects
from gouji.language.subjects import Subject, fits
from gouji.narrative.carried_lists import CarriedLists, PartList
from gouji.narrative.figure_leads import Lead
from gouji.narrative.figure_roles import Mention
from gouji.narrative.paragraph_state import Paragraph
from gouji.narrative.passages import Passage


class ListKeeper:
    """The lists of a document: those open in the sentence, and the one that goes on over paragraphs."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.all: list[PartList] = []
        self.open: list[PartList] = []
        self.carried = CarriedLists(document)
        self._before: tuple[Claim, ...] = ()  # the levels of the paragraph before that may be the whole of a list
        self._numbered = 0  # the level of the number that it begins with
        self._divided: set[int] = set()  # the sections whose headings divide a whole above them

    @property
    def current(self) -> PartList | None:
        return self.open[-1] if self.open else self.carried.current

    @property
    def in_bracket(self) -> bool:
        """Whether a list that a bracket opened goes on: what it names is a part, if no term of accounts."""
        return bool(self.open and self.open[-1].bracketed and self.open[-1].parts)

    def begin(self, passage: Passage) -> None:
        """Come to the next paragraph; one below a heading that says by what all is divided is an item of a division."""
        self.carried.begin(passage)
        section = passage.block.section
        divides = section >= 0 and rules.load("clauses")["clause.divided_by"].search(
            self.document.sections[section].title
        )
        wholes = self.carried.above(section) if divides and section not in self._divided else ()
        if wholes:
            self._divided.add(section)
            parts = PartList(wholes, section, rule=DIVISION)
            self.carried.take(parts)
            self.all.append(parts)

    def whole(self) -> Claim | None:
        """The whole of the outermost list that is open in the sentence."""
        wholes = self._outermost()
        return wholes[-1] if wholes else None

    def _outermost(self) -> tuple[Claim, ...]:
        """The wholes of the outermost open list that has any."""
        return next((parts.wholes for parts in self.open if parts.wholes), ())

    def year(self, paragraph: Paragraph) -> int | None:
        """The year of the whole whose parts the paragraph goes on with: parts do not repeat it."""
        parts = self.current
        return parts.wholes[-1].period if parts and parts.wholes else None

    def measure(self) -> str:
        """The measure of the one whole whose parts the sentence goes on with: parts do not repeat it either."""
        parts = self.open[-1] if self.open else None
        return parts.wholes[0].measure if parts and len(parts.wholes) == 1 else ""

    def start(self, paragraph: Paragraph, mention: Mention, lead: Lead) -> None:
        """Open a list where the lead of a level says so (其中, …中：); a semicolon ends a list inside a list."""
        text = paragraph.passage.text[mention.lead_start : mention.start]
        self._close(lead, text)
        wholes, rule = _named_wholes(paragraph, lead), PARTS
        if not wholes and _opens_after_level(paragraph, lead, text):
            wholes = paragraph.pair()
        if not wholes and lead.opens and not paragraph.levels:
            wholes, rule = self._told_before(paragraph, text)
        named_only = lead.opens and lead.whole
        if wholes or named_only:
            inside = paragraph.inside_bracket(mention.start)
            name = "" if rule == DIVISION else lead.whole  # there stands by what it is divided
            self._add(PartList(wholes, paragraph.passage.block.section, name, bracketed=inside, rule=rule))

    def _close(self, lead: Lead, text: str) -> None:
        """End the lists that a clause behind a semicolon is not of: all where it turns to a side, else the inner."""
        if _turns_to_side(lead):
            self.open.clear()
        elif len(self.open) > 1 and _has_semicolon(text):
            self.open.pop()

    def _told_before(self, paragraph: Paragraph, text: str) -> tuple[tuple[Claim, ...], str]:
        """What a paragraph that begins by opening a list divides: it is told in the paragraph before, or above all.

        `text` is what stands before its first amount (其中：…; 1.按支出功能分类，包括…).
        """
        clauses = rules.load("clauses")
        if clauses["clause.divided_by"].search(text):
            carried = self.carried.current
            return (carried.wholes if carried else self._above(paragraph)), DIVISION
        opener = clauses["clause.of_which"].search(text)
        at_once = opener is not None and not any(map(str.isalnum, text[: opener.start()]))
        return (self._above(paragraph) if at_once else ()), PARTS

    def _above(self, paragraph: Paragraph) -> tuple[Claim, ...]:
        """What a paragraph divides that names no whole: what the one numbered as it did, else the levels before it.

        These stand in the same section, in a paragraph that is no item below another.
        """
        if sibling := self.carried.sibling():
            return sibling
        if self.carried.numbered and self._numbered >= self.carried.level:
            return ()
        return tuple(level for level in self._before if level.section == paragraph.passage.block.section)

    def add(self, paragraph: Paragraph, claim: Claim, clause: bool) -> None:
        """Put a level into the list it stands in, if any; `clause`: it begins another clause of the first sentence."""
        if self.open:
            self.open[-1].parts.append(claim)
        elif paragraph.opened_by(claim) or (clause and self.carried.plain):
            self.carried.add(claim)

    def end_bracket(self) -> None:
        while self.open and self.open[-1].bracketed:
            self.open.pop()

    def end_sentence(self) -> None:
        self.open.clear()

    def end_paragraph(self, paragraph: Paragraph, mentions: tuple[Mention, ...]) -> None:
        """Keep a list open over the next paragraphs when this one ends with 其中： or its like."""
        outer = self._outermost()
        self.open.clear()
        opener = _opener_at_end(paragraph.passage.text, mentions)
        told = _carried_wholes(paragraph, outer) if mentions or not opener else self._above(paragraph)
        self._before, self._numbered = told, self.carried.level
        wholes = told if opener else ()
        divided = rules.load("clauses")["clause.divided_by"].search(opener) is not None
        rule = DIVISION if divided else PARTS
        if not opener and self.carried.numbered and len(paragraph.levels) == 1:
            wholes, rule = tuple(paragraph.levels), BELOW
        if wholes:
            parts = PartList(wholes, paragraph.passage.block.section, rule=rule)
            self.carried.open(parts)
            self.all.append(parts)

    def _add(self, parts: PartList) -> None:
        self.open.append(parts)
        self.all.append(parts)


def _turns_to_side(lead: Lead) -> bool:
    """Whether a clause behind a semicolon lists all of a side (收入包括：…；支出包括：…), and no level before it."""
    name = subjects.parse(lead.whole)
    return lead.opens and lead.clause and bool(name.side) and not name.core


def _has_semicolon(text: str) -> bool:
    return "；" in text or ";" in text


def _named_wholes(paragraph: Paragraph, lead: Lead) -> tuple[Claim, ...]:
    """The last of the levels that fit the whole which a lead names best; none or one."""
    name = subjects.parse(lead.whole)
    if name.empty:
        return ()
    fitting = [c for c in paragraph.levels if fits(c.name, name)]
    return tuple(sorted(fitting, key=lambda level: _likeness(level, name))[-1:])


def _likeness(level: Claim, name: Subject) -> tuple[bool, bool]:
    """How well a level fits a name: whether it tells its side, and whether it is then of the same fund."""
    told = _tells_side(level)
    return told, told and level.name.fund == name.fund


def _tells_side(level: Claim) -> bool:
    """Whether a level names a side, and its own words name its fund (支出包括 is of no amount of a fund alone)."""
    return bool(level.name.side) and subjects.parse(level.subject).fund == level.name.fund


def _opens_after_level(paragraph: Paragraph, lead: Lead, text: str) -> bool:
    """Whether a lead opens a list of the level before it; with words that name another whole it does not."""
    if not lead.opens or not paragraph.levels or _turns_to_side(lead):
        return False
    return rules.load("clauses")["clause.list_in"].search(text.rstrip("：: ")) is None


def _opener_at_end(text: str, mentions: tuple[Mention, ...]) -> str:
    """The sentence that ends a paragraph and opens a list, behind the last figure (其中（按科目分类）：); ''."""
    tail = text[mentions[-1].end :] if mentions else text
    opens = rules.load("clauses")["clause.opens_next"].search(tail)
    return tail[tail.rfind("。") + 1 :] if opens else ""


def _carried_wholes(paragraph: Paragraph, outer: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The levels whose parts the next paragraphs may give: those of the open list, else the last of one subject."""
    if not paragraph.levels:
        return ()
    if outer:
        return outer
    return paragraph.pair() if paragraph.one_subject_last() else ()
