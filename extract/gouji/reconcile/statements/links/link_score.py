"""How well a cell fits a level by what the two name and where they stand: never by their values."""

from __future__ import annotations

from functools import cache

from gouji.document import Table
from gouji.language import rules, subjects
from gouji.language.subjects import Subject
from gouji.narrative.figure_leads import budget_measures
from gouji.narrative.model import Claim
from gouji.printed import whole
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.tables import table_roles

_PARENT = 0.4  # so alike at least are the names of one item in prose and table


class LinkScorer:
    """Scores cells for the levels of one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.weights: dict[str, float] = rules.load("links").data["weights"]

    def score(self, claim: Claim, named: Named, alike: float) -> float:
        """How well a cell fits a level; negative when it cannot be meant."""
        weights, name = self.weights, claim.name
        if not self.possible(claim, named):
            return -1.0
        score = weights["core"] if alike == 1.0 else weights["similar"]
        if not name.core:
            score = weights["total"]
            score += weights["extent"] * (name.extent == named.name.extent)
        if name.side and named.side:
            both = name.side == "收支" and bool(name.extent) and name.extent == named.name.extent
            score += weights["side"] if both or name.side == named.side else weights["half_side"]
        score += weights["project_form"] * named.form
        fund = "" if self.context.fundless(name.core) else self.context.fund(claim)
        if self.context.fundless(name.core):
            pass  # one quantity whatever fund is named
        elif (fund and fund == named.fund) or (
            name.core and self.context.fund_neutral(name.core, named.side, named.fund)
        ):
            score += weights["fund"]
        elif fund != named.fund:
            score += weights["fund_missing"]
        if named.breakdown:
            score += weights["part"] if named.breakdown in self.parts_of(claim) else weights["breakdown"]
        score += weights["measure"] * (planned(claim) == (named.measure == "预算"))
        score += weights["depth"] * (len(name.path) == named.level) * bool(name.path)
        score += weights["code"] * self.same_code(name, named)
        referred = self.referred(claim)
        if referred:
            score += weights["referred"] if referred_number(named.table) in referred else weights["not_referred"]
        return score

    def possible(self, claim: Claim, named: Named) -> bool:
        name = claim.name
        if named.year and claim.period and named.year != claim.period:
            return False
        if planned(claim) != (named.measure == "预算") and self.context.document.kind == "final":
            return False
        side = name.side or self.context.side(claim)
        if side and named.side and not ({side, named.side} & {"收支"} or side == named.side):
            return False
        if name.extent and named.name.extent and name.extent != named.name.extent:
            return False
        if name.fund and named.fund and name.fund != named.fund and not self.context.fundless(name.core):
            return False
        if name.path and (
            table_roles.role(named.table) in ("projects", "project_goals") or not _same_parent(name, named)
        ):
            return False  # an item of the classification is no project, and not its namesake under another item
        if claim.measure in rules.load("links").data["own_measures"] and not _under(claim.measure, named):
            return False
        if named.form and named.name.fund != name.fund:
            return False  # the part of a project's money that one fund pays is not its money
        return not (named.name.fund and not self.context.fund(claim) and not name.core)

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
    """Whether the items above the two can be the same: 款 above 项, 类 above 款."""
    above = [subjects.parse(label).core for label in named.fact.row[:-1]][-1:]
    if len(name.path) < 2 or not above or not named.fact.code:
        return True
    return subjects.similarity(name.path[-2], above[0]) >= _PARENT


@cache
def also_named() -> dict[str, tuple[str, ...]]:
    """Terms whose quantity is usually that of another term too (机关运行经费: 公用经费)."""
    return {t["name"]: tuple(t["also"]) for t in rules.load("subjects").data["term"] if "also" in t}


def planned(claim: Claim) -> bool:
    return claim.measure in budget_measures()


@cache
def _references(titles: tuple[str, ...]) -> frozenset[int]:
    for title in reversed(titles):
        match = rules.load("links")["link.table_reference"].search(title)
        if match:
            digits = "".join(c if c.isdecimal() else " " for c in match["numbers"]).split()
            numbers = [int(d) for d in digits]
            ranged = any(c in match["numbers"] for c in "-—至") and len(numbers) == 2
            return frozenset(range(numbers[0], numbers[1] + 1) if ranged else numbers)
    return frozenset()


def referred_number(table: Table) -> int:
    """The number by which headings refer to a table (表5: 5); -1 without one."""
    found = whole("".join(c for c in table.number if c.isdecimal()))
    return -1 if found is None else found
