"""A paragraph while its claims are read: what it has said so far, and what can be asked of that."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace

import regex

from gouji.language.subjects import Subject, both_sides, fits, parse
from gouji.narrative.figure_leads import Lead, budget_measures, general_measures, read_lead
from gouji.narrative.figure_roles import Mention
from gouji.narrative.model import Claim
from gouji.narrative.passages import Passage
from gouji.narrative.projects import Project

Topic = tuple[str, Subject]
_ASIDE = regex.compile(r"^(?:\([^()]*\)|[^()]*\))(?=[，,；;。])")  # what a bracket behind the figure before says


@dataclass
class Paragraph:
    """The state that clauses leave to the clauses after them.

    Attributes:
        department: the document's department as a view prints it; it is no part of a subject.
        levels: the levels stated so far; `change` is the change that a rate may still join.
        topic: what a clause without a subject goes on with; `told` tells that the paragraph itself named it.
        base: a figure that a comparison is with (比2017年2897.74万元), until the comparison is made.
        anchor: the whole of the list that the sentence before gave: a new sentence goes on with it.
    """

    passage: Passage
    department: str
    projects: tuple[Project, ...]
    topic: Topic
    levels: list[Claim] = field(default_factory=list)
    base: Mention | None = None
    change: Claim | None = None
    anchor: Claim | None = None
    sentence: int = -1
    inner: list[Claim] = field(default_factory=list)  # levels stated inside a bracket that is still open
    told: bool = False
    run: list[Claim] = field(default_factory=list)  # levels said at once (分别为)
    run_changes: list[Claim] = field(default_factory=list)
    year: int | None = None  # the last that a lead named
    passed: int = -1  # the sentence whose last amount is an aside

    def announce(self, mentions: tuple[Mention, ...]) -> None:
        """A first sentence that is only a name (1.因公出国（境）费。) tells what the paragraph is of."""
        end = self.passage.stops[0]
        if mentions and mentions[0].start >= end:
            name = parse(self.passage.text[:end])
            if name.known or name.path:
                self.topic, self.told = (self.passage.text[:end], name), True

    def lead(self, mention: Mention) -> Lead:
        """The lead of a figure; a project's name right before it is its subject."""
        text = _ASIDE.sub("", self.passage.text[mention.lead_start : mention.lead_end])
        lead = read_lead(text.replace(self.department, "") if self.department else text)
        self.year = lead.year or self.year
        if text.startswith("(") and lead.named.known and not lead.opens:
            # 维护费3万元(购置费1万元、运行费2万元): only its bracket opens the list
            lead = replace(lead, opens=True, subject=lead.subject.lstrip("("))
        project = next((p for p in reversed(self.projects) if p.end <= mention.lead_end), None)
        if project is None or mention.aside:
            return lead
        if project.start >= mention.lead_start:
            behind = read_lead(self.passage.text[project.end : mention.lead_end]).named
            if behind.nameless:
                return replace(lead, subject=project.name, named=Subject(core=project.name, fund=behind.fund))
        if lead.named.nameless and not self.levels:
            self.topic, self.told = (project.name, Subject(core=project.name)), True
        return lead

    def reach(self, position: int) -> None:
        """Come to a position; behind a bracket its levels are no longer what the clause goes on with."""
        if self.inner and not self.inside_bracket(position):
            self.levels = [c for c in self.levels if c not in self.inner] or self.levels
            self.topic = (self.levels[-1].subject, self.levels[-1].name)
            self.inner.clear()

    def cut_off(self, mention: Mention) -> bool:
        """Whether an amount begins a later sentence without a word: a stray full stop cut its name off."""
        start, _ = self.passage.sentence(mention.start)
        return bool(start and self.levels) and not self.passage.text[start : mention.start].strip(" ,，、")

    def inside_bracket(self, position: int) -> bool:
        before = self.passage.text[:position]
        return before.count("(") > before.count(")")

    def subject(self, lead: Lead) -> tuple[str, Subject, bool]:
        """The subject of a lead, its name, and whether the paragraph itself tells it."""
        if not lead.named.nameless:
            return lead.subject, lead.named, True
        text, inherited = self.topic
        if lead.side and self._turns_to(lead, inherited):
            return lead.side, Subject(side=lead.side, fund=lead.named.fund), False
        return text, replace(inherited, fund=lead.named.fund or inherited.fund), bool(self.levels) or self.told

    def _turns_to(self, lead: Lead, topic: Subject) -> bool:
        """Whether a side named with its measure alone (支出预算) is a subject, and no measure of the topic."""
        if self.levels and topic.total:
            return topic.side != lead.side
        vague = _vague(topic)
        return vague and (lead.clause or not (self.levels or self.told))

    def going_on(self) -> Claim | None:
        """The level that a clause without a name goes on with: the one whose change was told last, else the last."""
        told = self.change.figures.get("value") if self.change else None
        changed = next((c for c in self.levels if told and c.figures["value"] == told), None)
        two = self.two_years()
        return changed or (two[0] if two else self.levels[-1] if self.levels else None)

    def two_years(self) -> tuple[Claim, Claim] | None:
        """The last two levels where they are one quantity in a year and in the year before (2023年…，2022年…)."""
        now, before = self.levels[-2:] if len(self.levels) > 1 else (None, None)
        if now and before and now.name == before.name and now.measure == before.measure:
            follow = now.period and before.period and now.period == before.period + 1
            return (now, before) if follow and not now.name.empty else None
        return None

    def name(self, lead: Lead) -> None:
        """What is named before a figure that states no level is what the next one states."""
        if not lead.named.nameless and not self.levels:
            self.topic = (lead.subject, lead.named)

    def actual(self) -> Claim | None:
        """The last level that is an outcome, not a plan."""
        return next((c for c in reversed(self.levels) if c.measure not in budget_measures()), None)

    def budget(self, name: str, of: Subject) -> Claim | None:
        """The last planned level of a quantity, of the measure that `name` says where one of it stands here."""
        budgets = [c for c in self.levels if c.measure in budget_measures() and _may_be(c.name, of)]
        wanted = read_lead(name).measure if name else ""
        named = [c for c in budgets if c.measure == wanted and wanted not in general_measures()]
        found = named or budgets
        return found[-1] if found else None

    def of(self, name: Subject) -> Claim | None:
        """The last level that a name can mean."""
        levels = self.levels[::-1]
        either = both_sides()
        alike = [c for c in levels if c.name.total and len({c.name.side, name.side} - {either}) <= 1]
        wholes = alike if name.total else []
        same = [c for c in wholes if c.name.extent == name.extent] or [c for c in wholes if c.name.side == name.side]
        return next(iter(same), None) or next((c for c in levels if fits(c.name, name)), None)

    def pair(self) -> tuple[Claim, ...]:
        """The last level, with the level of another measure of the same subject beside it (预算, 决算)."""
        last = self.levels[-1]
        before = self.levels[-2] if len(self.levels) > 1 else None
        if before and before.measure != last.measure and before.name == last.name:
            return before, last
        return (last,)

    def one_subject_last(self) -> bool:
        """Whether the last sentence that states levels states them of one subject."""
        if not self.levels:
            return False
        view = self.passage.view
        at = bisect_left(view.offsets, self.levels[-1].span.start)
        start = view.offsets[self.passage.sentence(at)[0]]
        return len({c.name for c in self.levels if c.span.start >= start}) == 1

    def opened_by(self, claim: Claim) -> bool:
        """Whether a level is the paragraph's first, or the first one's other measure."""
        return all(c.name.core == claim.name.core and c.measure != claim.measure for c in self.levels)

    def bracketed(self, mention: Mention, lead: Lead) -> bool:
        """Whether a level without a name of its own only elaborates what stands before its bracket."""
        return self.inside_bracket(mention.start) and not lead.named.known and not lead.named.path

    def shared(self, level: Claim, mention: Mention) -> bool:
        """Whether a share can be of a level: it stands in its sentence and names no other part (甲合同占…的90%)."""
        start, _ = self.passage.sentence(mention.start)
        named = self.lead(mention).named
        return level.span.end > self.passage.view.offsets[start] and (named.nameless or fits(named, level.name))


def _may_be(planned: Subject, actual: Subject) -> bool:
    """Whether a plan can be that of an outcome: two names that both tell their quantity must fit each other."""
    told = [n.known or bool(n.path) or n.total for n in (planned, actual)]
    return not all(told) or fits(planned, actual)


def _vague(heading: Subject) -> bool:
    """Whether a heading names no quantity of its own, or both sides at once."""
    return heading.side == both_sides() or bool(heading.core and not heading.known and not heading.path)
