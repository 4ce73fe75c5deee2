"""A paragraph while its claims are read: what it has said so far, and what can be asked of that."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain

import regex

from gouji.claims import Claim
from gouji.figures import Kind
from gouji.language import rules
from gouji.language.classification import codes_of
from gouji.language.subjects import NAMELESS, Subject, both_sides, codes, fits, flagged, parse, year
from gouji.narrative.figure_leads import Lead, budget_measures, general_measures, read_lead, split, take_measure
from gouji.narrative.figure_roles import Mention
from gouji.narrative.passages import Passage
from gouji.narrative.projects import Project, behind

Topic = tuple[str, Subject]
_ASIDE = regex.compile(r"^(?:\([^()]*\)|[^()]*\))(?=[，,；;。])")  # what a bracket behind the figure before says
_SHUT = regex.compile(r"^[。；;，,]*\)+")  # the end of a bracket behind the figure before, with its last mark


@dataclass
class Paragraph:
    """The state that clauses leave to the clauses after them.

    Attributes:
        department: the document's department as a view prints it; it is no part of a subject.
        projects: the names of projects; `explaining` are those inside reasons, which the paragraph does not report on.
        levels: the levels stated so far; `change` is the change that a rate may still join.
        topic: what a clause without a subject is about; `told` whether the paragraph itself named it.
        base: a figure that a comparison is with (比2017年2897.74万元), until the comparison is made; `compared` is the
            name that stands before its words.
        whole: a figure that a share is of (占本年支出合计20万元的), until the share is told.
        anchor: the whole of the list that the sentence before gave: a new sentence goes on with it.
        measured_as_whole: ids of the levels whose measure only the whole of their list tells.
    """

    passage: Passage
    department: str
    projects: tuple[Project, ...]
    explaining: frozenset[Project]
    topic: Topic
    levels: list[Claim] = field(default_factory=list)
    base: Mention | None = None
    compared: Subject = NAMELESS
    whole: Mention | None = None
    change: Claim | None = None
    anchor: Claim | None = None
    sentence: int = -1
    inner: list[Claim] = field(default_factory=list)  # levels stated inside a bracket that is still open
    told: bool = False
    run: list[Claim] = field(default_factory=list)  # levels said at once (分别为)
    run_changes: list[Claim] = field(default_factory=list)
    measured_as_whole: set[str] = field(default_factory=set)
    year: int | None = None  # the last that a lead named
    passed: tuple[int, bool] = (-1, False)  # the sentence whose last amount is an aside; whether it is in a bracket

    def announce(self, mentions: tuple[Mention, ...]) -> None:
        """A first sentence that is only a name (1.因公出国（境）费。) tells what the paragraph is of."""
        end = self.passage.stops[0]
        if not mentions or mentions[0].start < end:
            return
        name = parse(self.passage.text[:end])
        if _tells_quantity(name) or codes_of(name.core) or codes(self.passage.text[:end]):
            self._tell(self.passage.text[:end], name)

    def _tell(self, text: str, name: Subject) -> None:
        self.topic = (text, name)
        self.told = True

    def lead(self, mention: Mention) -> Lead:
        """The lead of a figure; a project's name right before it is its subject."""
        lead = self._lead_of_words(mention)
        before = [p for p in self.projects if p.end <= mention.lead_end]
        if before and before[-1].start >= mention.lead_start:
            name, said = before[-1].name, self._said_of(before[-1], mention)
            if said.named.nameless:
                return replace(lead, subject=name, named=Subject(core=name, fund=said.named.fund))
        reported = [p for p in before if p not in self.explaining]
        if reported and lead.named.nameless and not self.levels and not mention.aside:
            self._tell(reported[-1].name, Subject(core=reported[-1].name))
        return lead

    def budgets_project(self, mention: Mention) -> bool:
        """Whether an amount is called the budget or the spending of a project before it: that it is in a reason, too.

        Without a word of its own it is what was added or cut (压减清淤工程项目12万元).
        """
        before = [p for p in self.projects if mention.lead_start <= p.start and p.end <= mention.lead_end]
        return bool(before) and self._said_of(before[-1], mention).measure != ""

    def _said_of(self, project: Project, mention: Mention) -> Lead:
        """What the words between a project and a figure name."""
        return read_lead(self.passage.text[behind(self.passage.text, project) : mention.lead_end])

    def _lead_of_words(self, mention: Mention) -> Lead:
        """The lead as its words tell it; the year that it names is kept for the clauses that follow."""
        text = _ASIDE.sub("", self.passage.text[mention.lead_start : mention.lead_end])
        text = _SHUT.sub("", text)
        lead = read_lead(_without(self.department, text))
        self.year = lead.year or self.year
        names_part = text.startswith("(") and lead.named.known
        if names_part and not lead.opens:
            # 维护费3万元(购置费1万元、运行费2万元): only its bracket opens the list
            return replace(lead, opens=True, subject=lead.subject.lstrip("("))
        return lead

    def reach(self, position: int) -> None:
        """Move on to a position. Behind a closed bracket the clause is no longer about the levels inside it."""
        if not self.inner or self.inside_bracket(position):
            return
        outside = [level for level in self.levels if level not in self.inner]
        self.levels = outside or self.levels
        last = self.levels[-1]
        self.topic = (last.subject, last.name)
        self.inner.clear()

    def cut_off(self, mention: Mention) -> bool:
        """Whether no word tells what an amount is of, though another stands before it.

        A stray full stop cut its name off, or only a comma parts it from the other: it may be last year's
        (138万元，124万元).
        """
        if not self.levels:
            return False
        start, _ = self.passage.sentence(mention.start)
        beside = max((q.end for q in self.passage.quantities if q.end <= mention.start), default=-1)
        before = self.passage.text[max(start, beside) : mention.start].strip()
        return not before.strip(",，、 ") and ((start > 0 and start >= beside) or before in (",", "，"))

    def pass_by(self, mention: Mention, aside: bool) -> None:
        """Keep whether the last amount of a sentence is an aside."""
        sentence = mention.sentence if aside else -1
        self.passed = (sentence, self.inside_bracket(mention.start))

    def passed_by(self, mention: Mention) -> bool:
        """Whether the amount before a figure, in its sentence and its bracket, is an aside."""
        return self.passed == (mention.sentence, self.inside_bracket(mention.start))

    def sums_up(self, mention: Mention) -> str:
        """The words that tell a level as the total of those before it (甲3万元，乙2万元，合计), or ''."""
        lead = self.passage.text[mention.lead_start : mention.lead_end]
        start = self.passage.view.offsets[self.passage.sentence(mention.start)[0]]
        several = sum(level.span.start >= start for level in self.levels) > 1
        return split(lead)[-1] if several and rules.load("clauses")["clause.total_behind"].search(lead) else ""

    def goes_on(self, mention: Mention, change: Claim) -> bool:
        """Whether a figure tells the change before it once more: nothing stands between but with what both compare.

        A rate that says only that it compares (同比) does so with the year before.
        """
        apart = self.passage.text[mention.lead_start : mention.lead_end].strip(",，、 ")
        if mention.aside or mention.direction != change.direction:
            return False
        return not apart or (not change.base and _is_last_year(apart, change.period))

    def moved_count(self, mention: Mention, lead: Lead) -> str:
        """The words that tell how the count right before a rate has moved (从29人降为16人，下降44.8%), or ''."""
        before = self.passage.quantity_ending(mention.lead_start)
        if before is None or lead.base or before.figure.kind in (Kind.MONEY, Kind.PERCENT):
            return ""
        words = split(self.passage.text[mention.sentence : before.start])[-1]
        moved = rules.load("roles")["role.count_moved"].search(words)
        return f"{words}{before.text}" if moved else ""

    def inside_bracket(self, position: int) -> bool:
        before = self.passage.text[:position]
        return before.count("(") > before.count(")")

    def subject(self, lead: Lead) -> tuple[str, Subject, bool]:
        """The subject of a lead, its name, and whether the paragraph itself tells it."""
        if not lead.named.nameless:
            return lead.subject, lead.named, True
        text, topic = self._topic_of(lead)
        if lead.side and self._turns_to(lead, topic):
            return lead.side, Subject(side=lead.side, fund=lead.named.fund), False
        name = replace(topic, fund=lead.named.fund or topic.fund)
        return text, name, self._told_something()

    def _topic_of(self, lead: Lead) -> tuple[str, Subject]:
        """What a clause without a name is about: the whole that it names (本年收入中，…), else the topic."""
        whole = parse(lead.whole)
        turns = bool(whole.side) and not whole.core and not fits(self.topic[1], whole)
        return (lead.whole, whole) if turns else self.topic

    def _told_something(self) -> bool:
        return bool(self.levels) or self.told

    def _turns_to(self, lead: Lead, topic: Subject) -> bool:
        """Whether a side named with its measure alone (支出预算) is a new subject and not a measure of the topic.

        What is left at a day has no side (年初结转和结余3万元，收入决算5万元).
        """
        if topic.core in flagged("stock"):
            return True
        if self.levels and topic.total:
            return topic.side != lead.side
        if not _vague(topic):
            return False
        return lead.clause or not self._told_something()

    def going_on(self) -> Claim | None:
        """The level that a clause without a name goes on with: the one whose change was told last, else the last."""
        return self._last_changed() or self._last_year()

    def _last_changed(self) -> Claim | None:
        told = self.change.figures.get("value") if self.change else None
        if not told:
            return None
        return next((level for level in self.levels if level.figures["value"] == told), None)

    def _last_year(self) -> Claim | None:
        """The last level, or the one before it where the last only gives the same of the year before."""
        if two := self.two_years():
            return two[0]
        return self.levels[-1] if self.levels else None

    def two_years(self) -> tuple[Claim, Claim] | None:
        """The last two levels where they are one quantity in a year and in the year before (2023年…，2022年…)."""
        if len(self.levels) < 2:
            return None
        now, before = self.levels[-2:]
        one_quantity = now.name == before.name and now.measure == before.measure
        if not one_quantity or now.name.empty:
            return None
        return (now, before) if _follows(now.period, before.period) else None

    def year_before(self, level: Claim, words: str) -> Claim | None:
        """What a level is compared with where the level beside it states the same of the year before.

        `words` name what is compared with (比2025年预算执行数): of which measure that is, if not of the level's own.
        """
        if len(self.levels) < 2 or level not in self.levels[-2:]:
            return None
        one, two = self.levels[-2:]
        before = one if level is two else two
        return before if _is_year_before(level, before, words) else None

    def name(self, lead: Lead) -> None:
        """Keep the name before a figure that states no level: the next level is of it."""
        if not lead.named.nameless and not self.levels:
            self.topic = (lead.subject, lead.named)

    def actual(self) -> Claim | None:
        """The last level that is an outcome, not a plan."""
        return next((c for c in reversed(self.levels) if c.measure not in budget_measures()), None)

    def budget(self, name: str, of: Subject) -> Claim | None:
        """The last planned level of a quantity, of the measure that `name` says where one of it stands here.

        A whole comes before the parts that it hands its measure down to.
        """
        budgets = [level for level in self.levels if _is_plan_of(level, of)]
        budgets.sort(key=lambda level: level.id not in self.measured_as_whole)
        wanted = read_lead(name).measure
        if wanted not in general_measures():
            budgets.sort(key=lambda level: level.measure == wanted)
        return budgets[-1] if budgets else None

    def of(self, name: Subject) -> Claim | None:
        """The last level that a name can mean."""
        whole = self._whole_side(name) if name.total else None
        if whole:
            return whole
        return next((level for level in reversed(self.levels) if fits(level.name, name)), None)

    def _whole_side(self, name: Subject) -> Claim | None:
        """The last level of a whole side that the name can be of.

        Those of the same fund come first, then those of the same extent, then those of the same side.
        """
        alike = [level for level in reversed(self.levels) if _may_be_whole(level.name, name)]
        alike = [level for level in alike if level.name.fund == name.fund] or alike
        same_extent = (level for level in alike if level.name.extent == name.extent)
        same_side = (level for level in alike if level.name.side == name.side)
        return next(chain(same_extent, same_side), None)

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
        sentence, _ = self.passage.sentence(view.at(self.levels[-1].span.start))
        start = view.offset(sentence)
        return len({c.name for c in self.levels if c.span.start >= start}) == 1

    def opened_by(self, claim: Claim) -> bool:
        """Whether a level is the paragraph's first, or the first one's other measure."""
        return all(c.name.core == claim.name.core and c.measure != claim.measure for c in self.levels)

    def bracketed(self, mention: Mention, lead: Lead) -> bool:
        """Whether a level without a name of its own only elaborates what stands before its bracket."""
        return self.inside_bracket(mention.start) and not _tells_quantity(lead.named)

    def shared(self, level: Claim, mention: Mention) -> bool:
        """Whether a share can be of a level: it stands in its sentence and names no other part (甲合同占…的90%)."""
        start, _ = self.passage.sentence(mention.start)
        named = self.lead(mention).named
        return level.span.end > self.passage.view.offset(start) and (named.nameless or fits(named, level.name))


def _without(department: str, text: str) -> str:
    """A text without the department, and without the note behind it that means its own office."""
    if not department:
        return text
    for note in rules.load("structure").data["own_office"]:
        text = text.replace(f"{department}({note})", "")
    return text.replace(department, "")


def _is_last_year(words: str, now: int | None) -> bool:
    """Whether words are nothing but a comparison with the year before."""
    than = rules.load("clauses")["clause.than"].search(words)
    if than is None or than.span() != (0, len(words)):
        return False
    named = year(words)
    return named == now - 1 if named and now else rules.load("dates")["date.last_year"].search(words) is not None


def _tells_quantity(name: Subject) -> bool:
    return name.known or bool(name.path)


def is_base_of(change: Claim, level: Claim) -> bool:
    """Whether a level is what a change is from: of the same quantity, of the year and the measure compared with."""
    return _is_year_before(change, level, change.base)


def _is_year_before(claim: Claim, before: Claim, words: str) -> bool:
    """Whether a level states the quantity of a claim in the year before; `words` name what is compared with."""
    if claim.name.empty or before.name != claim.name or not _follows(claim.period, before.period):
        return False
    return _meant_by(words, claim, before)


def _follows(year: int | None, before: int | None) -> bool:
    if not year or not before:
        return False
    return year == before + 1


def _meant_by(words: str, level: Claim, before: Claim) -> bool:
    """Whether the words of a comparison can mean the level of the year before."""
    if year(words) not in (None, before.period):
        return False
    said, _ = take_measure(words)
    if said in general_measures():
        return before.measure in budget_measures()
    return before.measure == (said or level.measure)


def _may_be_whole(level: Subject, name: Subject) -> bool:
    """Whether a level is of the whole side of a name; the name of both sides at once agrees with either."""
    return level.total and len({level.side, name.side} - {both_sides()}) <= 1


def _is_plan_of(level: Claim, actual: Subject) -> bool:
    return level.measure in budget_measures() and _may_be(level.name, actual)


def _may_be(planned: Subject, actual: Subject) -> bool:
    """Whether a plan can be that of an outcome: two names that both tell their quantity must fit each other."""
    both_tell = all(_tells_quantity(name) or name.total for name in (planned, actual))
    return not both_tell or fits(planned, actual)


def _vague(heading: Subject) -> bool:
    """Whether a heading names no quantity of its own, or both sides at once."""
    if heading.nameless or heading.side == both_sides():
        return True
    return bool(heading.core) and not _tells_quantity(heading)
