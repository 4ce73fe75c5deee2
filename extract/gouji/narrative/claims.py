"""Claims: what each clause asserts of one quantity. Each figure is handled by its role, in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from gouji.claims import Claim, Relation
from gouji.document import Document, Span
from gouji.language import subjects
from gouji.language.subjects import Subject
from gouji.language.view import make_view
from gouji.narrative.claim_defaults import stated
from gouji.narrative.compared import against_plan, compared
from gouji.narrative.comparisons import Comparison, comparisons
from gouji.narrative.figure_leads import Lead
from gouji.narrative.figure_roles import Mention
from gouji.narrative.paragraph_state import Paragraph, Topic, is_base_of
from gouji.narrative.parallel_figures import lead_of, said_of, with_runs
from gouji.narrative.part_lists import ListKeeper
from gouji.narrative.passages import Passage
from gouji.narrative.projects import Project

Handler = Callable[[Paragraph, Mention], None]


class ClaimReader:
    """Reads the claims of a document, passage by passage in order."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._claims: dict[str, Claim] = {}
        self._lists = ListKeeper(document)
        self._levels: dict[int, list[Claim]] = defaultdict(list)  # by section
        self._department = make_view(document.department, 0, len(document.department)).text
        self._handlers: dict[str, Handler] = {
            "level": self._level,
            "threshold": self._threshold,
            "base": self._base,
            "whole": self._whole,
            "delta": self._delta,
            "rate": self._rate,
            "reached": self._reached,
            "bracketed": self._bracketed,
            "share": self._share,
            "completion": self._completion,
            "received": self._received,
            "bounded": self._bounded,
            "other": lambda paragraph, mention: None,  # a rate of something else states nothing about money
        }

    def finish(self) -> tuple[Claim, ...]:
        """All claims, those of the lists last."""
        for parts in self._lists.all:
            for claim in parts.claims():
                self._keep(claim)
        return tuple(self._claims.values())

    def read(
        self,
        passage: Passage,
        mentions: tuple[Mention, ...],
        projects: tuple[Project, ...] = (),
        explaining: frozenset[Project] = frozenset(),
    ) -> None:
        """Read one passage. `projects` are the names of projects in it, `explaining` those of them inside reasons."""
        paragraph = Paragraph(passage, self._department, projects, explaining, self._heading(passage))
        self._lists.begin(passage)
        paragraph.announce(mentions)
        events: list[Mention | Comparison] = [*with_runs(passage, mentions), *comparisons(passage.text)]
        for event in sorted(events, key=lambda e: e.start):
            paragraph.reach(event.start)
            if isinstance(event, Comparison):
                self._compare(paragraph, event)
            else:
                self._mention(paragraph, event)
        self._lists.end_paragraph(paragraph, mentions)

    def _compare(self, paragraph: Paragraph, comparison: Comparison) -> None:
        if said := compared(paragraph, comparison):
            self._keep(said)

    def _mention(self, paragraph: Paragraph, mention: Mention) -> None:
        """Read one figure, in a new sentence without what belongs to the one before."""
        if mention.sentence != paragraph.sentence:
            paragraph.sentence = mention.sentence
            paragraph.anchor = self._lists.whole()
            paragraph.base = paragraph.change = paragraph.whole = None
            self._lists.end_sentence()
        _, many = mention.place
        if many > 1:
            self._of_run(paragraph, mention)
        else:
            self._handlers[mention.role](paragraph, mention)

    def _of_run(self, paragraph: Paragraph, mention: Mention) -> None:
        """One of several figures said at once: a level, or what is said of the level with the same place."""
        _, many = mention.place
        if mention.role == "level":
            self._level_of_run(paragraph, mention)
        elif len(paragraph.run) == many and (said := said_of(paragraph, mention)):
            claim = self._keep(said)
            if mention.role == "delta":
                paragraph.run_changes.append(claim)

    def _level_of_run(self, paragraph: Paragraph, mention: Mention) -> None:
        place, _ = mention.place
        lead = lead_of(mention, paragraph.lead(mention))
        level = self._state(paragraph, mention, lead, Relation.LEVEL, {"value": mention.entity}, mention.aside)
        if place == 0:
            paragraph.run = []
        paragraph.run.append(level)
        if not mention.aside:
            paragraph.levels.append(level)

    # ---- roles ---------------------------------------------------------------------------------------------

    def _level(self, paragraph: Paragraph, mention: Mention) -> None:
        if paragraph.cut_off(mention):
            return
        lead = paragraph.lead(mention)
        sums_up = paragraph.sums_up(mention)
        if sums_up:
            lead = replace(lead, subject=sums_up, named=Subject(core=f"{sums_up}#{mention.start}"))
        aside = mention.aside or self._elaborates(paragraph, mention, lead)
        if not paragraph.inside_bracket(mention.start):
            self._lists.end_bracket()
        if not aside:
            self._lists.start(paragraph, mention, lead)
        explains = aside and not paragraph.budgets_project(mention)
        claim = self._state(paragraph, mention, lead, Relation.LEVEL, {"value": mention.entity}, aside=explains)
        paragraph.pass_by(mention, aside)
        if not mention.aside:
            self._compare_with(paragraph, claim)
        if aside:
            return
        if not sums_up:
            self._lists.add(paragraph, claim, lead.clause and paragraph.passage.sentence(mention.start)[0] == 0)
        self._levels[claim.section].append(claim)
        paragraph.levels.append(claim)
        if paragraph.inside_bracket(mention.start):
            paragraph.inner.append(claim)
        paragraph.topic = (claim.subject, claim.name)
        paragraph.base = paragraph.change = paragraph.anchor = None

    def _elaborates(self, paragraph: Paragraph, mention: Mention, lead: Lead) -> bool:
        """Whether a level in a bracket only elaborates what stands before; a named part of a list there does not."""
        listed = bool(lead.named.core) and self._lists.in_bracket
        return paragraph.bracketed(mention, lead) and not listed

    def _compare_with(self, paragraph: Paragraph, level: Claim) -> None:
        """Give a change its base where the level behind it is of the year before (增加3万元(上年为9万元))."""
        change = paragraph.change
        if change and "base" not in change.figures and is_base_of(change, level):
            figures = {**change.figures, "base": level.figures["value"]}
            paragraph.change = self._keep(replace(change, figures=figures))

    def _threshold(self, paragraph: Paragraph, mention: Mention) -> None:
        lead = paragraph.lead(mention)
        self._state(paragraph, mention, lead, Relation.LEVEL, {"value": mention.entity}, aside=True)
        paragraph.pass_by(mention, aside=True)
        paragraph.name(lead)

    def _base(self, paragraph: Paragraph, mention: Mention) -> None:
        lead = paragraph.lead(mention)
        paragraph.base, paragraph.compared = mention, lead.named
        paragraph.name(lead)

    def _whole(self, paragraph: Paragraph, mention: Mention) -> None:
        """占本年支出合计20万元的40%: a level of that name, and what the share behind it is of."""
        lead = replace(paragraph.lead(mention), subject=mention.name, named=subjects.parse(mention.name))
        self._state(paragraph, mention, lead, Relation.LEVEL, {"value": mention.entity}, aside=mention.aside)
        paragraph.whole = mention

    def _reached(self, paragraph: Paragraph, mention: Mention) -> None:
        """由上年的3万元增加到4万元: a level, and how it changed."""
        base = paragraph.base
        self._level(paragraph, mention)
        if base and not mention.aside and paragraph.levels:
            level = replace(paragraph.levels[-1], relation=Relation.CHANGE, base=base.name, direction=mention.direction)
            paragraph.change = self._relate(paragraph, mention, level, {"base": base.entity})

    def _bracketed(self, paragraph: Paragraph, mention: Mention) -> None:
        """减少3万元(20%): the rate of the change just told."""
        if paragraph.change and "delta" in paragraph.change.figures:
            self._rate(paragraph, replace(mention, direction=paragraph.change.direction))

    def _delta(self, paragraph: Paragraph, mention: Mention) -> None:
        change = paragraph.change
        if change and _lacks_amount(change) and paragraph.goes_on(mention, change):
            figures = {**change.figures, "delta": mention.entity}
            paragraph.change = self._keep(replace(change, figures=figures))  # 增长20%，增加3万元
        else:
            paragraph.change = self._change(paragraph, mention, "delta")

    def _rate(self, paragraph: Paragraph, mention: Mention) -> None:
        change = paragraph.change
        if change and "rate" not in change.figures and not mention.aside:
            figures = {**change.figures, "rate": mention.entity}
            paragraph.change = self._keep(replace(change, figures=figures, rate_direction=mention.direction))
        else:
            paragraph.change = self._change(paragraph, mention, "rate")

    def _share(self, paragraph: Paragraph, mention: Mention) -> None:
        level = self._shared_level(paragraph)
        if mention.aside or level is None or not paragraph.shared(level, mention):
            return
        parts = self._lists.current
        wholes = parts.wholes if parts else ()
        claim = replace(
            level,
            relation=Relation.SHARE,
            whole=mention.name or (parts.name if parts else ""),
            whole_claim=wholes[-1].id if wholes else None,
        )
        told = {"whole": paragraph.whole.entity} if paragraph.whole else {}
        self._relate(paragraph, mention, claim, {"share": mention.entity, **told})
        paragraph.whole = None

    def _shared_level(self, paragraph: Paragraph) -> Claim | None:
        """The level that a share is of: final accounts tell shares of outcomes."""
        if self.document.kind == "final":
            return paragraph.actual()
        return paragraph.levels[-1] if paragraph.levels else None

    def _completion(self, paragraph: Paragraph, mention: Mention) -> None:
        actual = paragraph.actual()
        if mention.aside:
            return
        figures = {"rate": mention.entity}
        lead = paragraph.lead(mention)
        if actual is None or _of_something_else(lead.named, actual.name):  # of amounts that the paragraph does not give
            self._state(paragraph, mention, lead, Relation.COMPLETION, figures, aside=True)
            return
        if budget := paragraph.budget(mention.name, actual.name):
            figures["budget"] = budget.figures["value"]
        self._relate(paragraph, mention, replace(actual, relation=Relation.COMPLETION, base=mention.name), figures)
        paragraph.levels = [*(c for c in paragraph.levels if c is not actual), actual]  # 完成…75%，比上年…

    def _received(self, paragraph: Paragraph, mention: Mention) -> None:
        if not mention.aside and paragraph.levels:
            claim = replace(paragraph.levels[-1], relation=Relation.COMPLETION)
            self._relate(paragraph, mention, claim, {"rate": mention.entity})

    def _bounded(self, paragraph: Paragraph, mention: Mention) -> None:
        lead = replace(paragraph.lead(mention), subject=mention.name, named=Subject(core=mention.name))
        self._state(paragraph, mention, lead, Relation.SHARE, {"rate": mention.entity}, aside=True)

    def _change(self, paragraph: Paragraph, mention: Mention, role: str) -> Claim:
        lead = self._compared(paragraph, mention)
        if counted := paragraph.moved_count(mention, lead):
            mention, lead = replace(mention, aside=True), replace(lead, subject=counted, named=Subject(core=counted))
        level = self._changed(paragraph, lead)
        if lead.named.empty and paragraph.passed_by(mention):
            mention = replace(mention, aside=True)  # the change of an amount that is no level of the document's own
        base, plan = lead.base or mention.name or _base_name(paragraph), None
        if level and not paragraph.base:
            level, plan = against_plan(paragraph, level, base)
        figures = {role: mention.entity, **_base_figure(paragraph, level, base, plan)}
        if level is None or mention.aside:
            claim = self._state(paragraph, mention, lead, Relation.CHANGE, figures, aside=mention.aside)
            return self._keep(replace(claim, direction=mention.direction, base=base))
        claim = replace(level, relation=Relation.CHANGE, base=base, direction=mention.direction)
        return self._relate(paragraph, mention, replace(claim, own_change=not lead.named.empty), figures)

    def _compared(self, paragraph: Paragraph, mention: Mention) -> Lead:
        """The lead of a change, which is of what its comparison names; another comparison has another base."""
        lead = paragraph.lead(mention)
        if lead.base or mention.name:
            paragraph.base = None
        elif paragraph.base and lead.named.empty:
            lead = replace(lead, named=paragraph.compared)
        return lead

    # ---- helpers -------------------------------------------------------------------------------------------

    def _heading(self, passage: Passage) -> Topic:
        section = passage.block.section
        title = self.document.sections[section].title if section >= 0 else ""
        return title, subjects.parse(title)

    def _changed(self, paragraph: Paragraph, lead: Lead) -> Claim | None:
        """The level that a change is of: of the named subject, here or earlier in the section; else the last one."""
        if lead.named.empty:
            return self._whole_unchanged(paragraph, lead) or paragraph.going_on()
        level = paragraph.of(lead.named) or self._earlier(paragraph, lead.named)
        year = lead.year or paragraph.year
        if level is None or self._of_part(level, lead.named):
            return None
        return level if not year or level.period in (None, year) else None

    def _of_part(self, level: Claim, name: Subject) -> bool:
        """Whether a change is of the part of a level that one fund pays, since that of the level has been told."""
        return bool(name.fund and not level.name.fund) and self._has_changed(level)

    def _whole_unchanged(self, paragraph: Paragraph, lead: Lead) -> Claim | None:
        """The whole that a clause behind its list goes on with (其中：甲…；比上年增加…), if its change is untold."""
        whole = self._lists.whole() if lead.clause else paragraph.anchor
        return None if whole is None or self._has_changed(whole) else whole

    def _earlier(self, paragraph: Paragraph, name: Subject) -> Claim | None:
        """The last level of the name that the section states so far."""
        levels = reversed(self._levels[paragraph.passage.block.section])
        return next((level for level in levels if subjects.same(level.name, name)), None)

    def _has_changed(self, level: Claim) -> bool:
        """Whether it has been said how a level changed: a further change is of something else."""
        value = level.figures["value"]
        changes = (claim for claim in self._claims.values() if claim.relation is Relation.CHANGE)
        return any(claim.figures.get("value") == value for claim in changes)

    def _state(
        self,
        paragraph: Paragraph,
        mention: Mention,
        lead: Lead,
        relation: Relation,
        figures: dict[str, str],
        aside: bool = False,
    ) -> Claim:
        """A claim of its own, with the subject of its lead."""
        handed_down = "" if lead.measure else self._lists.measure()
        year = lead.year or (None if lead.last_year else self._lists.year(paragraph))
        given = replace(lead, measure=lead.measure or handed_down, year=year)
        claim = self._keep(stated(self.document, paragraph, mention, given, relation, figures, aside))
        if handed_down:
            paragraph.measured_as_whole.add(claim.id)
        return claim

    def _relate(self, paragraph: Paragraph, mention: Mention, level: Claim, figures: dict[str, str]) -> Claim:
        """A claim about a level that has been stated."""
        span = Span(level.span.start, paragraph.passage.span(mention.start, mention.end).end)
        figures = {"value": level.figures["value"], **figures}
        return self._keep(replace(level, id="", span=span, figures=figures, rule=mention.rule))

    def _keep(self, claim: Claim) -> Claim:
        """Keep a claim, under a new id if it has none."""
        if not claim.id:
            claim = replace(claim, id=f"c{len(self._claims) + 1}")
        self._claims[claim.id] = claim
        return claim


def _lacks_amount(change: Claim) -> bool:
    """Whether a change of a level has been told by its rate alone."""
    return {"value", "rate"} <= change.figures.keys() and "delta" not in change.figures


def _of_something_else(named: Subject, level: Subject) -> bool:
    """Whether a rate names what it is of, and that is no quantity of accounts (砌墙完成40%): progress of works."""
    return bool(named.core) and not named.known and not named.path and not subjects.fits(named, level)


def _base_figure(paragraph: Paragraph, level: Claim | None, words: str, plan: Claim | None) -> dict[str, str]:
    """The figure that a change of the level is from, if the paragraph gives it: a plan, or what `words` name."""
    if paragraph.base:
        return {"base": paragraph.base.entity}
    before = plan or (paragraph.year_before(level, words) if level else None)
    return {"base": before.figures["value"]} if before else {}


def _base_name(paragraph: Paragraph) -> str:
    """What the paragraph compares with so far (上年, 年初预算); '' for nothing."""
    if paragraph.base:
        return paragraph.base.name
    return paragraph.change.base if paragraph.change else ""
