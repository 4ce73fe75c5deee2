"""How well a cell fits a level by what the two name and where they stand: never by their values."""

from __future__ import annotations

from functools import cache

from gouji.claims import Claim
from gouji.document import Table
from gouji.language import rules, subjects
from gouji.language.subjects import Subject
from gouji.narrative.figure_leads import budget_measures
from gouji.printed import whole
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.tables import table_roles

PUBLIC_COSTS = "three_public"  # the role of the table of these costs
PROJECTS = ("projects", "project_goals")  # roles of tables that list projects
_PARENT = 0.4  # so alike at least are the names of one item in prose and table


class LinkScorer:
    """Scores cells for the levels of one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.weights: dict[str, float] = rules.load("links").data["weights"]

    def score(self, claim: Claim, named: Named, alike: float, refer: bool = True, part: str = "") -> float:
        """How well a cell fits a level; negative when it cannot be meant.

        `refer` tells that a table that the heading points at holds the item: others are then meant less. `part` is
        what the level is of its item.
        """
        if not self.possible(claim, named):
            return -1.0
        weights, name = self.weights, claim.name
        return sum(
            (
                self._core(name, named, alike),
                self._side(name, named),
                weights["project_form"] * (named.form and named.aspects.project.told),
                self._fund(claim, named),
                self._breakdown(claim, named, part),
                weights["measure"] * (planned(claim) == budgeted(named)),
                weights["depth"] * (len(name.path) == named.level) * bool(name.path),
                weights["code"] * self.same_code(name, named),
                self._referred(claim, named) if refer else 0.0,
            )
        )

    def _core(self, name: Subject, named: Named, alike: float) -> float:
        """What the quantity itself says; a total names none, and has its extent instead."""
        if not name.core:
            return self.weights["total"] + self.weights["extent"] * (name.extent == named.name.extent)
        return self.weights["core" if alike == 1.0 else "similar"]

    def _side(self, name: Subject, named: Named) -> float:
        """What income and spending say; a level of both sides fits one where the extent is the same."""
        if not name.side or not named.side:
            return 0.0
        both = name.side == both_sides() and bool(name.extent) and name.extent == named.name.extent
        return self.weights["side" if both or name.side == named.side else "half_side"]

    def _fund(self, claim: Claim, named: Named) -> float:
        """What the funds say; of one quantity whatever fund is named nothing, and the table made for it all."""
        core, fund = claim.name.core, self.context.fund(claim)
        if self.context.fundless(core):
            return self.weights["fund"] * (table_roles.role(named.table) == PUBLIC_COSTS)
        neutral = bool(core) and self.context.fund_neutral(core, named.side, named.fund)
        if neutral or (fund and fund == named.fund):
            return self.weights["fund"]
        return 0.0 if fund == named.fund else self.weights["fund_missing"]

    def _breakdown(self, claim: Claim, named: Named, part: str) -> float:
        """What a cell that states a part says: the level's own, the one that its list divides, or another."""
        if not named.breakdown:
            return 0.0
        return self.weights["part" if named.breakdown in (part, *self.parts_of(claim)) else "breakdown"]

    def _referred(self, claim: Claim, named: Named) -> float:
        """What headings that point at tables say."""
        referred = self.referred(claim)
        if not referred:
            return 0.0
        return self.weights["referred" if referred_number(named.table) in referred else "not_referred"]

    def possible(self, claim: Claim, named: Named) -> bool:
        """Whether nothing that the two name contradicts that the cell is meant."""
        return (
            self._time_fits(claim, named)
            and self._side_fits(claim, named)
            and self._extent_fits(claim.name, named)
            and self._fund_fits(claim, named)
            and self._item_fits(claim.name, named)
            and self._measure_fits(claim, named)
        )

    def _time_fits(self, claim: Claim, named: Named) -> bool:
        """Whether year and measure can be the same; a budget tells no outcome."""
        if named.year and claim.period and named.year != claim.period:
            return False
        return planned(claim) == budgeted(named) or self.context.document.kind != "final"

    def _side_fits(self, claim: Claim, named: Named) -> bool:
        """Whether income and spending can be the same."""
        side = claim.name.side or self.context.side(claim)
        if not side or not named.side:
            return True
        return side == named.side or both_sides() in (side, named.side)

    def _extent_fits(self, name: Subject, named: Named) -> bool:
        return not name.extent or not named.name.extent or name.extent == named.name.extent

    def _fund_fits(self, claim: Claim, named: Named) -> bool:
        """Whether the funds can be the same: the part of an amount that one fund pays is not the amount."""
        name = claim.name
        if name.fund and named.fund and name.fund != named.fund and not self.context.fundless(name.core):
            return False
        if named.form and named.name.fund != name.fund:
            return False
        return bool(name.core) or not named.name.fund or bool(self.context.fund(claim))

    def _item_fits(self, name: Subject, named: Named) -> bool:
        """Whether an item of the classification can be the cell's: no project, nor its namesake under another item."""
        if not name.path:
            return True
        own = self.same_code(name, named) > 0 or _same_parent(name, named)
        return own and table_roles.role(named.table) not in PROJECTS

    def _measure_fits(self, claim: Claim, named: Named) -> bool:
        """Whether a measure that only cells under its own word state is the cell's."""
        own = rules.load("links").data["own_measures"]
        return claim.measure not in own or _under(claim.measure, named)

    def alike(self, claim: Claim, named: Named) -> float:
        """How alike the cores of a level and a cell are, 1.0 when equal."""
        return subjects.similarity(claim.name.core, named.name.core) if claim.name.core else 1.0

    def same_code(self, name: Subject, named: Named) -> int:
        """1 where a row has the code of the item that a name spells, -1 where it has another; 0 without codes."""
        code = self.context.codes.code_of(name.path) if name.path else ""
        return (1 if code == named.fact.code else -1) if code and named.fact.code else 0

    def parts_of(self, claim: Claim) -> tuple[str, ...]:
        """The terms that the list a level stands in divides (办公费 of 公用经费)."""
        whole = self.context.whole_of.get(claim.figures["value"])
        return (whole.name.core, *also_named().get(whole.name.core, ())) if whole else ()

    def referred(self, claim: Claim) -> frozenset[int]:
        """The numbers of the tables that the claim's headings point at (详见表6、7)."""
        titles = tuple(s.title for s in self.context.document.section_path(claim.section))
        return _references(titles)


def _under(word: str, named: Named) -> bool:
    """Whether a cell's row or column says a word."""
    return any(word in label for label in (*named.fact.column, *named.fact.row))


def _same_parent(name: Subject, named: Named) -> bool:
    """Whether the items above the two can be the same: 款 above 项, 类 above 款.

    A table may leave a level out; what stands above its row is then any of the items above that prose names.
    """
    above = [subjects.parse(label).core for label in named.fact.row[:-1]][-1:]
    if len(name.path) < 2 or not above or not named.fact.code:
        return True
    return any(subjects.similarity(level, above[0]) >= _PARENT for level in name.path[:-1])


@cache
def also_named() -> dict[str, tuple[str, ...]]:
    """Terms whose quantity is usually that of another term too (机关运行经费: 公用经费)."""
    return {t["name"]: tuple(t["also"]) for t in rules.load("subjects").data["term"] if "also" in t}


def planned(claim: Claim) -> bool:
    """Whether a level is one of a budget."""
    return claim.measure in budget_measures()


def budgeted(named: Named) -> bool:
    """Whether a cell states a budget."""
    return bool(named.measure == rules.load("links").data["budget"])


@cache
def both_sides() -> str:
    """The side of what is income and spending at once."""
    return str(rules.load("links").data["both_sides"])


@cache
def _references(titles: tuple[str, ...]) -> frozenset[int]:
    """The numbers of the tables that the innermost title with such a reference points at."""
    rule = rules.load("links")["link.table_reference"]
    match = next((m for title in reversed(titles) if (m := rule.search(title))), None)
    if match is None:
        return frozenset()
    ranged = rules.load("links")["link.table_range"].search(match["numbers"])
    if ranged:
        return frozenset(range(int(ranged["first"]), int(ranged["last"]) + 1))
    return frozenset(int(d) for d in "".join(c if c.isdecimal() else " " for c in match["numbers"]).split())


def referred_number(table: Table) -> int:
    """The number by which headings refer to a table (表5: 5); -1 without one."""
    found = whole("".join(c for c in table.number if c.isdecimal()))
    return -1 if found is None else found
