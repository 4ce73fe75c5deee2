"""Claims: what each clause asserts of one quantity. State carries over within a paragraph."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace

from gouji import rules, subjects
from gouji.document import Document, Span
from gouji.narrative.comparisons import Comparison, comparisons
from gouji.narrative.leads import Lead, budget_measures, read_lead
from gouji.narrative.lists import PartList
from gouji.narrative.model import Claim, Relation
from gouji.narrative.passages import Passage
from gouji.narrative.projects import Project
from gouji.narrative.roles import Mention
from gouji.subjects import Subject, fits
from gouji.view import make_view

_DEFAULT = {"final": "决算", "budget": "预算"}


@dataclass
class _State:
    """What a paragraph has said so far."""

    passage: Passage
    projects: tuple[Project, ...] = ()
    levels: list[Claim] = field(default_factory=list)
    lists: list[PartList] = field(default_factory=list)
    topic: tuple[str, Subject] = ("", Subject())
    base: Mention | None = None
    change: Claim | None = None
    anchor: Claim | None = None  # the whole of the list that the sentence before gave
    sentence: int = -1
    told: bool = False  # the topic is told in the paragraph, before any figure


class ClaimReader:
    """Reads the claims of a document, passage by passage in order."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.claims: dict[str, Claim] = {}
        self._carried: PartList | None = None
        self._lists: list[PartList] = []
        self._department = make_view(document.department, 0, len(document.department)).text

    def finish(self) -> tuple[Claim, ...]:
        for parts in self._lists:
            for claim in parts.claims(f"c{len(self.claims) + 1}"):
                self.claims[claim.id] = claim
        return tuple(self.claims.values())

    def read(self, passage: Passage, mentions: tuple[Mention, ...], projects: tuple[Project, ...] = ()) -> None:
        """Read one passage; its claims join `claims`. `projects` are the names of projects it reports on."""
        state = _State(passage, topic=self._heading_topic(passage), projects=projects)
        events: list[tuple[int, Mention | Comparison]] = [(m.start, m) for m in mentions]
        events += [(c.start, c) for c in comparisons(passage.text)]
        self._announced_topic(state, mentions)
        for _, event in sorted(events, key=lambda e: e[0]):
            if isinstance(event, Mention):
                if event.sentence != state.sentence:
                    self._new_sentence(state, event.sentence)
                getattr(self, f"_{event.role}")(state, event)
            else:
                self._comparison(state, event)
        self._carry(state, mentions)

    # ---- roles ---------------------------------------------------------------------------------------------

    def _level(self, state: _State, mention: Mention) -> None:
        lead = self._lead(state, mention)
        if mention.aside or self._bracketed(state, mention, lead):
            self._add(state, mention, lead, Relation.LEVEL, {"value": mention.entity}, aside=True)
            return
        self._open_lists(state, mention, lead)
        claim = self._add(state, mention, lead, Relation.LEVEL, {"value": mention.entity})
        if state.lists:
            state.lists[-1].parts.append(claim)
        elif self._carried and self._opens_paragraph(state, claim) and self._within(self._carried, state.passage):
            self._carried.parts.append(claim)
        state.levels.append(claim)
        state.topic = (claim.subject, claim.name)
        state.base = state.change = state.anchor = None

    def _threshold(self, state: _State, mention: Mention) -> None:
        lead = self._lead(state, mention)
        self._add(state, mention, lead, Relation.LEVEL, {"value": mention.entity}, aside=True)

    def _base(self, state: _State, mention: Mention) -> None:
        state.base = mention

    def _delta(self, state: _State, mention: Mention) -> None:
        state.change = self._change(state, mention, "delta")

    def _rate(self, state: _State, mention: Mention) -> None:
        change = state.change
        if change and "rate" not in change.figures and not mention.aside:
            figures = {**change.figures, "rate": mention.entity}
            change = replace(change, figures=figures, rate_direction=mention.direction)
            self.claims[change.id] = state.change = change
        else:
            state.change = self._change(state, mention, "rate")

    def _share(self, state: _State, mention: Mention) -> None:
        level = next((c for c in reversed(state.levels) if c.measure not in budget_measures() or not self._final), None)
        if mention.aside or level is None or self._between(state, level, mention):
            return
        parts = state.lists[-1] if state.lists else self._carried
        whole = parts.wholes[-1].id if parts and parts.wholes else None
        name = mention.name or (parts.name if parts else "")
        self._relate(state, mention, level, Relation.SHARE, {"share": mention.entity}, whole=name, whole_claim=whole)

    def _completion(self, state: _State, mention: Mention) -> None:
        actual = next((c for c in reversed(state.levels) if c.measure not in budget_measures()), None)
        if mention.aside or actual is None:
            return
        figures = {"rate": mention.entity}
        budget = self._budget(state, mention.name)
        if budget:
            figures["budget"] = budget.figures["value"]
        self._relate(state, mention, actual, Relation.COMPLETION, figures, base=mention.name)

    def _received(self, state: _State, mention: Mention) -> None:
        if not mention.aside and state.levels:
            self._relate(state, mention, state.levels[-1], Relation.COMPLETION, {"rate": mention.entity})

    def _bounded(self, state: _State, mention: Mention) -> None:
        lead = replace(self._lead(state, mention), subject=mention.name, named=Subject(core=mention.name))
        self._add(state, mention, lead, Relation.SHARE, {"rate": mention.entity}, aside=True)

    def _other(self, state: _State, mention: Mention) -> None:
        """A percentage of something else (满意率): it states nothing about money."""

    # ---- helpers -------------------------------------------------------------------------------------------

    @property
    def _final(self) -> bool:
        return self.document.kind == "final"

    def _heading_topic(self, passage: Passage) -> tuple[str, Subject]:
        section = passage.block.section
        if section < 0:
            return "", Subject()
        title = self.document.sections[section].title
        return title, subjects.parse(title)

    def _announced_topic(self, state: _State, mentions: tuple[Mention, ...]) -> None:
        """A first sentence that is only a name (1.因公出国（境）费。) tells what the paragraph is of."""
        end = state.passage.stops[0]
        if mentions and mentions[0].start >= end:
            name = subjects.parse(state.passage.text[:end])
            if name.known or name.path:
                state.topic, state.told = (state.passage.text[:end], name), True

    def _new_sentence(self, state: _State, sentence: int) -> None:
        state.sentence = sentence
        state.anchor = next((parts.wholes[-1] for parts in state.lists if parts.wholes), None)
        self._lists += state.lists
        state.lists.clear()
        state.base = state.change = None

    def _lead(self, state: _State, mention: Mention) -> Lead:
        text = state.passage.text[mention.lead_start : mention.lead_end]
        lead = read_lead(text.replace(self._department, "") if self._department else text)
        project = next((p for p in reversed(state.projects) if p.end <= mention.lead_end), None)
        if project is None or mention.aside:
            return lead
        inside = project.start >= mention.lead_start
        behind = read_lead(state.passage.text[project.end : mention.lead_end]).named if inside else Subject(core="?")
        if not behind.core and not behind.side:
            return replace(lead, subject=project.name, named=Subject(core=project.name, fund=behind.fund))
        if not lead.named.core and not lead.named.side and not state.levels:
            state.topic, state.told = (project.name, Subject(core=project.name)), True
        return lead

    def _open_lists(self, state: _State, mention: Mention, lead: Lead) -> None:
        text = state.passage.text[mention.lead_start : mention.start]
        if len(state.lists) > 1 and ("；" in text or ";" in text):
            self._lists.append(state.lists.pop())
        wholes: tuple[Claim, ...] = ()
        if lead.whole:
            name = subjects.parse(lead.whole)
            wholes = tuple(c for c in state.levels if fits(c.name, name))[-1:]
        if not wholes and lead.opens and state.levels:
            wholes = self._pair(state)
        if wholes or (lead.opens and lead.whole):
            state.lists.append(PartList(wholes, state.passage.block.section, lead.whole))

    def _pair(self, state: _State) -> tuple[Claim, ...]:
        """The last level, with the level of another measure of the same subject beside it."""
        last = state.levels[-1]
        before = state.levels[-2] if len(state.levels) > 1 else None
        if before and before.measure != last.measure and before.name == last.name:
            return before, last
        return (last,)

    def _carry(self, state: _State, mentions: tuple[Mention, ...]) -> None:
        """Keep a list open over the next paragraphs when this one ends with 其中： or its like."""
        self._lists += state.lists
        tail = state.passage.text[mentions[-1].end :] if mentions else state.passage.text
        opener = rules.load("clauses")["clause.of_which"].search(tail)
        whole_known = len(self._last_names(state)) == 1 or any(p.wholes for p in state.lists)
        if state.levels and opener and whole_known and len(tail) - opener.end() <= 1:
            outer = next((parts.wholes for parts in state.lists if parts.wholes), None)
            self._carried = PartList(outer or self._pair(state), state.passage.block.section)
            self._lists.append(self._carried)
        elif self._carried and not self._within(self._carried, state.passage):
            self._carried = None

    def _last_names(self, state: _State) -> set[Subject]:
        """The names of the levels in the last sentence that states one."""
        if not state.levels:
            return set()
        view = state.passage.view
        at = bisect_left(view.offsets, state.levels[-1].span.start)
        start = view.offsets[state.passage.sentence(at)[0]]
        return {c.name for c in state.levels if c.span.start >= start}

    def _within(self, parts: PartList, passage: Passage) -> bool:
        section = passage.block.section
        return parts.section == section or parts.section in self._ancestors(section)

    def _ancestors(self, section: int) -> set[int]:
        found = set()
        while section >= 0:
            section = self.document.sections[section].parent
            found.add(section)
        return found

    def _opens_paragraph(self, state: _State, claim: Claim) -> bool:
        """Whether a level is the paragraph's first, or the first one's other measure (预算 and 决算)."""
        return all(c.name.core == claim.name.core and c.measure != claim.measure for c in state.levels)

    def _bracketed(self, state: _State, mention: Mention, lead: Lead) -> bool:
        """Whether a level without a name of its own only elaborates what stands before its bracket."""
        before = state.passage.text[: mention.start]
        return before.count("(") > before.count(")") and not lead.named.known and not lead.named.path

    def _between(self, state: _State, level: Claim, mention: Mention) -> bool:
        """Whether a sentence ends between a level and a figure said of it."""
        start, _ = state.passage.sentence(mention.start)
        return level.span.end <= state.passage.view.offsets[start]

    def _budget(self, state: _State, name: str) -> Claim | None:
        budgets = [c for c in state.levels if c.measure in budget_measures()]
        wanted = read_lead(name).measure if name else ""
        named = [c for c in budgets if c.measure == wanted] if wanted in budget_measures() - {"预算"} else []
        return (named or budgets or [None])[-1]

    def _change(self, state: _State, mention: Mention, role: str) -> Claim | None:
        lead = self._lead(state, mention)
        level = self._subject_level(state, lead)
        figures = {role: mention.entity}
        if state.base:
            figures["base"] = state.base.entity
        base = lead.base or (state.base.name if state.base else "") or (state.change.base if state.change else "")
        if level is None or mention.aside:
            return self._add(
                state, mention, lead, Relation.CHANGE, figures, aside=mention.aside, direction=mention.direction, base=base
            )
        own = not lead.named.empty
        return self._relate(
            state, mention, level, Relation.CHANGE, figures, base=base, direction=mention.direction, own_change=own
        )

    def _subject_level(self, state: _State, lead: Lead) -> Claim | None:
        """The level that a change is of: of the named subject, else the last one."""
        if lead.named.empty:
            return state.anchor or (state.levels[-1] if state.levels else None)
        stated = next((c for c in reversed(state.levels) if fits(c.name, lead.named)), None)
        return stated or self._stated_before(state, lead.named)

    def _stated_before(self, state: _State, name: Subject) -> Claim | None:
        """The level of exactly this name that an earlier paragraph of the section states."""
        section = state.passage.block.section
        earlier = (c for c in reversed(self.claims.values()) if c.relation is Relation.LEVEL and not c.aside)
        return next((c for c in earlier if c.section == section and c.name == name), None)

    def _comparison(self, state: _State, said: Comparison) -> None:
        if not state.levels:
            return
        level = next((c for c in reversed(state.levels) if c.measure not in budget_measures()), state.levels[-1])
        if said.role == "direction":
            level = state.levels[-1]
        figures = {"value": level.figures["value"]}
        if said.role == "order" and (budget := self._budget(state, said.base)):
            figures["budget"] = budget.figures["value"]
        claim = replace(
            level,
            id=f"c{len(self.claims) + 1}",
            relation=Relation.CHANGE if said.role == "direction" else Relation.COMPLETION,
            span=state.passage.span(said.start, said.end),
            figures=figures,
            base=said.base,
            rule=f"clause.{said.role}",
            **({"direction": said.value} if said.role == "direction" else {"order": said.value}),
        )
        self.claims[claim.id] = claim

    def _relate(
        self, state: _State, mention: Mention, level: Claim, relation: Relation, figures: dict[str, str], **fields: object
    ) -> Claim:
        """A claim about a level that has been stated."""
        span = Span(level.span.start, state.passage.span(mention.start, mention.end).end)
        figures = {"value": level.figures["value"], **figures}
        claim = replace(
            level,
            id=f"c{len(self.claims) + 1}",
            relation=relation,
            span=span,
            figures=figures,
            rule=mention.rule,
            **fields,  # type: ignore[arg-type]
        )
        self.claims[claim.id] = claim
        return claim

    def _add(
        self, state: _State, mention: Mention, lead: Lead, relation: Relation, figures: dict[str, str], **fields: object
    ) -> Claim:
        subject, name, own = lead.subject, lead.named, True
        if not name.core and not name.side:
            topic, inherited = state.topic
            subject, name, own = topic, replace(inherited, fund=name.fund or inherited.fund), bool(state.levels) or state.told
        claim = Claim(
            id=f"c{len(self.claims) + 1}",
            subject=subject,
            measure=lead.measure or _DEFAULT.get(self.document.kind, ""),
            period=lead.year or self.document.year,
            relation=relation,
            span=state.passage.span(mention.start, mention.end),
            section=state.passage.block.section,
            figures=figures,
            name=name,
            own=own,
            rule=mention.rule,
            **fields,  # type: ignore[arg-type]
        )
        self.claims[claim.id] = claim
        return claim


