"""What every relation may look at: the document, its claims and terms, and the indexes over them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property

from gouji.claims import Claim, Count, Entity, Label, Relation
from gouji.document import PROSE, Document, Fact, Span, Table
from gouji.figures import Kind, rounded
from gouji.language import rules, subjects
from gouji.language.subjects import Subject
from gouji.language.view import View, make_view
from gouji.narrative.counts import PassageCount
from gouji.narrative.projects import canonical
from gouji.reconcile.statements.aspects import Aspects, Comparison, Defaults, compare
from gouji.reconcile.statements.carried_funds import fund_beside
from gouji.reconcile.statements.cell_quantities import Named, name_facts
from gouji.reconcile.statements.claim_quantities import aspects_of, unit_of_section
from gouji.reconcile.statements.codebook import Codebook, find
from gouji.reconcile.statements.outline import announced, levels_above, under_colon
from gouji.reconcile.statements.owners import other_bodies
from gouji.reconcile.statements.proved import proved
from gouji.reconcile.statements.spellings import spelt_alike
from gouji.reconcile.statements.stretches import Stretch, stretches
from gouji.reconcile.statements.terms import Term, Terms
from gouji.tables.project_cells import project_names

_MOST_SUPPORT = 3  # other statements that count
_CENT_OF_A_MYRIAD = Decimal(100)  # 0.01万元 in yuan


@dataclass(frozen=True)
class Context:
    document: Document
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    facts: tuple[Fact, ...]
    counts: tuple[PassageCount, ...] = ()

    @cached_property
    def terms(self) -> Terms:
        return Terms(self.document, self.entities, self.facts, self.counts)

    @cached_property
    def levels(self) -> tuple[Claim, ...]:
        """The claims that state a quantity of the document's own, in order."""
        return tuple(c for c in self.told(Relation.LEVEL) if self.value(c))

    @cached_property
    def called(self) -> dict[str, str]:
        """What the figures of the levels are called, by their ids."""
        return {level.figures["value"]: level.name.core for level in self.levels}

    @cached_property
    def names_told(self) -> frozenset[str]:
        """The quantities that prose or tables give an amount of, which is not nought."""
        levels = (level.name.core for level in self.levels if (value := self.value(level)) and not value.zero)
        return frozenset((*levels, *(cell.name.core for cell in self.named if cell.fact.figure.value)))

    @cached_property
    def _by_block(self) -> dict[int, list[Claim]]:
        found: dict[int, list[Claim]] = defaultdict(list)
        for claim in self.levels:
            block = self.document.block_at(claim.span.start)
            if block:
                found[block.span.start].append(claim)
        return found

    @cached_property
    def by_id(self) -> dict[str, Claim]:
        return {c.id: c for c in self.claims}

    @cached_property
    def claims_of(self) -> dict[str, list[Claim]]:
        """The claims that each figure is in, in order."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            for figure in dict.fromkeys(claim.figures.values()):
                found[figure].append(claim)
        return found

    def is_share(self, part: Term, whole: Term) -> bool:
        """Whether the text gives one amount as a share of another: then they are two, whatever their names."""
        return any(claim.figures.get("whole") == whole.id for claim in self.claims_of[part.id])

    @cached_property
    def whole_of(self) -> dict[str, Claim]:
        """For the figure of each listed part, the level that the list divides."""
        found: dict[str, Claim] = {}
        for claim in self.claims:
            if claim.relation is Relation.PART_OF and claim.whole_claim in self.by_id:
                parts = [e for role, e in claim.figures.items() if role.startswith("part.")]
                found.update(dict.fromkeys(parts, self.by_id[claim.whole_claim]))
        return found

    def divides(self, one: Claim, other: Claim) -> bool:
        """Whether the level of one claim is divided by a list that the level of another stands in."""
        whole = self.whole_of.get(other.figures.get("value", ""))
        return whole is not None and whole.figures.get("value") == one.figures.get("value")

    @cached_property
    def other_bodies(self) -> frozenset[str]:
        """The organisations other than the department that names of levels give."""
        return other_bodies(self.document, (level.name for level in self.levels))

    @cached_property
    def reasons(self) -> dict[str, Entity]:
        """The reasons by their ids."""
        return {e.id: e for e in self.entities if e.label is Label.CAUSE}

    @cached_property
    def rows(self) -> dict[tuple[int, int], list[Fact]]:
        """The cells of each row, by table and row."""
        found: dict[tuple[int, int], list[Fact]] = defaultdict(list)
        for fact in self.facts:
            found[fact.table, fact.row_index].append(fact)
        return found

    @cached_property
    def divided(self) -> frozenset[str]:
        """The figures that a list divides into parts."""
        return frozenset(c.figures["whole"] for c in self.claims if c.relation is Relation.PART_OF)

    @cached_property
    def shares(self) -> tuple[Claim, ...]:
        return self.told(Relation.SHARE)

    def told(self, relation: Relation) -> tuple[Claim, ...]:
        """The claims of a relation that the document makes of its own, in order."""
        return tuple(c for c in self.claims if c.relation is relation and not c.aside)

    def within(self, claim: Claim) -> Iterator[Claim]:
        """The levels that a level may be a part of: the whole of its list, the first one of its paragraph."""
        if whole := self.whole_of.get(claim.figures["value"]):
            yield whole
        block = self.document.block_at(claim.span.start)
        first = self._by_block[block.span.start][:1] if block else []
        yield from (c for c in first if c.id != claim.id and c.span.start < claim.span.start)

    def family(self, section: int) -> set[int]:
        """A section with the ones it stands in, up to but not the outermost."""
        found = {section}
        while section >= 0 and self.document.sections[section].parent >= 0:
            section = self.document.sections[section].parent
            found.add(section)
        return found

    @cached_property
    def projects(self) -> tuple[Entity, ...]:
        return tuple(e for e in self.entities if e.label is Label.PROJECT)

    def lead(self, term: Term) -> str:
        """The text of the paragraph before a figure, without blanks."""
        block = self.document.block_at(term.span.start)
        return self.view(block.span).before(term.span.start) if block else ""

    def carried_within(self, claim: Claim) -> bool:
        """Whether a sentence behind a claim, in its section, says that its income holds what is carried over."""
        return self._carried.get(claim.section, -1) > claim.span.start

    @cached_property
    def _carried(self) -> dict[int, int]:
        """Where the paragraph of the last such sentence ends, by its section."""
        rule = rules.load("aspects")["aspect.carried_within"]
        prose = (b for b in self.document.blocks if b.zone in PROSE)
        return {b.section: b.span.end for b in prose if rule.search(self.view(b.span).text)}

    def over(self, term: Term) -> str:
        """The line that ends with a colon above the paragraph of a figure, in its section; ''."""
        block = self.document.block_at(term.span.start)
        return self._colons.get(block.span.start, "") if block else ""

    @cached_property
    def _colons(self) -> dict[int, str]:
        return under_colon(self.document)

    def view(self, span: Span) -> View:
        """The text of a block without blanks: asked for every figure in it, made once."""
        if span not in self._views:
            self._views[span] = make_view(self.document.text, span.start, span.end)
        return self._views[span]

    @cached_property
    def _views(self) -> dict[Span, View]:
        return {}

    def value(self, claim: Claim) -> Term | None:
        return self.terms.of(claim, "value")

    def values(self, claims: Iterable[Claim]) -> list[Term]:
        """The figures of levels, in order."""
        return [t for c in claims if (t := self.value(c))]

    def parts(self, claim: Claim) -> list[Term]:
        """The figures of the parts that a list gives."""
        roles = [role for role in claim.figures if role.startswith("part.")]
        return list(filter(None, (self.terms.of(claim, role) for role in roles)))

    def paragraph(self, claim: Claim) -> list[Claim]:
        """The levels stated in the paragraph of a claim, in order."""
        block = self.document.block_at(claim.span.start)
        return self._by_block.get(block.span.start, []) if block else []

    def fund(self, claim: Claim) -> str:
        """The fund a claim is confined to: named by itself, else by the nearest heading that names one."""
        if self.fundless(claim.name.core):
            return ""
        if claim.name.fund:
            return claim.name.fund
        if beside := fund_beside(self.document, claim, self.paragraph(claim)):
            return beside
        whole = self.whole_of.get(claim.figures.get("value", ""))
        return whole.name.fund if whole and whole.name.fund else self._heading_fund(claim)

    def _heading_fund(self, claim: Claim) -> str:
        """The fund that the nearest heading above a claim names, or the line that announces its paragraph."""
        path = reversed(self.document.section_path(claim.section))
        funds = (_title_fund(title) for title in (self._announced(claim), *(section.title for section in path)))
        return next(filter(None, funds), "")

    def _announced(self, claim: Claim) -> str:
        """The line that announces the numbered paragraph of a claim; ''."""
        block = self.document.block_at(claim.span.start)
        return self._lines_over.get(block.span.start, "") if block else ""

    @cached_property
    def _lines_over(self) -> dict[int, str]:
        return announced(self.document)

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """The facts with the names of their quantities."""
        return name_facts(self.document, self.facts)

    @cached_property
    def codes(self) -> Codebook:
        """The codes that the document's tables print, with their names."""
        return Codebook(self.document, self.facts)

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """All that the document prints: paragraphs, lines above tables, cells with words."""
        return tuple(stretches(self.document))

    def own_table(self, table: Table) -> bool:
        """Whether a table is the document's department's own (or does not say whose it is)."""
        ours = "".join(self.document.department.split())
        theirs = "".join(table.department.split())  # an empty name is within any
        return ours in theirs or theirs in ours

    def where(self, words: str, within: Span) -> Span | None:
        """Where the document prints these words inside a span."""
        return find(self.document, words, within)

    def fund_neutral(self, core: str, side: str, fund: str) -> bool:
        """Whether a quantity of spending is the same with or without its fund named, because there is but one."""
        spending = side != _side("income") and core not in subjects.flagged("stock")
        return spending and fund in self.defaults.funds

    @cached_property
    def defaults(self) -> Defaults:
        """What the document proves of itself."""
        return replace(proved(self.document, self.named, self.claims, self.terms), spellings=self._spellings())

    def _spellings(self) -> frozenset[frozenset[str]]:
        """The names of prose and of the tables' projects that are one name, spelt in two ways."""
        asked = (c.name.core for c in self.levels if not c.name.known and not c.name.path)
        given = (str(n.aspects.project.value) for n in self.named if n.aspects.project.told)
        named = (*self.project_names, *(str(p.norm) for p in self.projects))
        return spelt_alike(self.document.text, asked, given, named)

    @cached_property
    def divisions(self) -> frozenset[str]:
        """What the columns of the tables divide items into (人员经费, 公用经费)."""
        return frozenset(n.breakdown for n in self.named if n.breakdown)

    @cached_property
    def project_names(self) -> frozenset[str]:
        """The names of projects that the tables give."""
        return frozenset(canonical(name) for name in project_names(self.document))

    def above(self, claim: Claim) -> Claim | None:
        """The level that the numbered paragraph of a claim stands under."""
        block = self.document.block_at(claim.span.start)
        return self._above.get(block.span.start) if block else None

    @cached_property
    def _above(self) -> dict[int, Claim]:
        return levels_above(self.document, self.levels)

    def code_of(self, name: Subject) -> str:
        """The code of the item that a name spells with its path; ''."""
        return self.codes.code_of(name.path) if name.path else ""

    def aspects(self, claim: Claim) -> Aspects:
        """What a claim states, aspect by aspect."""
        if claim.id not in self._aspects:
            self._aspects[claim.id] = aspects_of(self, claim)
        return self._aspects[claim.id]

    @cached_property
    def _aspects(self) -> dict[str, Aspects]:
        return {}

    def compare(self, one: Claim | Named, other: Claim | Named) -> Comparison:
        """How the quantity of one figure stands to that of another."""
        return compare(self._stated(one), self._stated(other), self.defaults)

    def _stated(self, one: Claim | Named) -> Aspects:
        return one.aspects if isinstance(one, Named) else self.aspects(one)

    @cached_property
    def support(self) -> Counter[str]:
        """For each term how many other terms of the same name state the same value, three at most."""
        groups: dict[tuple[str, str, Decimal], list[str]] = defaultdict(list)
        for statement, term_id in self._statements():
            groups[statement].append(term_id)
        found: dict[str, int] = {}
        for ids in groups.values():
            others = min(len(ids) - 1, _MOST_SUPPORT)
            found.update(dict.fromkeys(ids, others))
        return Counter(found)

    def _statements(self) -> Iterator[tuple[tuple[str, str, Decimal], str]]:
        """What each term states, equal for terms that state the same, with the term's id."""
        for claim in self.levels:
            if value := self.value(claim):
                yield (claim.name.core, claim.name.side, _printed_alike(value)), value.id
        for claim in self.told(Relation.CHANGE):
            delta = self.terms.of(claim, "delta")
            if delta and not delta.zero:  # no relation compares these with each other
                yield ("", "delta", delta.figure.base), delta.id
        for named in self.named:
            term = self.terms[named.fact.id]
            yield (named.name.core, named.name.side, _printed_alike(term)), term.id

    def side(self, claim: Claim) -> str:
        """The side that an item without one is of: its heading's, else spending for functional items."""
        if claim.name.known:
            return ""
        for section in reversed(self.document.section_path(claim.section)):
            if side := subjects.side_in(section.title):
                return side
        return _side("spending") if claim.name.path else ""

    def weak(self, core: str) -> bool:
        """Whether a term names a quantity too loosely to be compared with itself."""
        return core in subjects.flagged("weak")

    def stock(self, core: str) -> bool:
        """Whether a term names what is left at a day, of whatever funds and years."""
        return core in subjects.flagged("stock")

    def unit_of(self, claim: Claim | Count) -> str:
        """The unit that a section is about, in a document with a section for each of several units."""
        return unit_of_section(self.document, claim.section)

    def fundless(self, core: str) -> bool:
        return core in subjects.flagged("fundless")

    def top_section(self, claim: Claim) -> int:
        """The outermost section that a claim stands in."""
        section = claim.section
        while section >= 0 and self.document.sections[section].parent >= 0:
            section = self.document.sections[section].parent
        return section

    def find(self, claim: Claim, words: str) -> Span | None:
        """Where a claim's paragraph says these words last before the claim's end."""
        block = self.document.block_at(claim.span.start)
        if block is None:
            return None
        view = self.view(block.span)
        at = view.before(claim.span.end).rfind(words)
        return view.span(at, at + len(words)) if at >= 0 else None


def _printed_alike(term: Term) -> Decimal:
    """A value under which amounts in yuan and in 万元 of the usual two decimals meet."""
    base = term.figure.base
    if term.figure.unit is None or term.figure.unit.kind is not Kind.MONEY:
        return base
    return rounded(base / _CENT_OF_A_MYRIAD, 0, ROUND_HALF_EVEN) * _CENT_OF_A_MYRIAD


def _side(flow: str) -> str:
    """The name of a side by its flow: income, spending."""
    sides: dict[str, str] = rules.load("links").data["sides"]
    return sides[flow]


def _title_fund(title: str) -> str:
    return subjects.parse(title).fund or subjects.fund_in(title)
