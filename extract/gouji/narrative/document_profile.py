"""What a document is: budget or final accounts, of which year and department, in which unit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from gouji.document import Block, Document, Zone
from gouji.language import rules
from gouji.language.view import make_view

_BODY = (Zone.NARRATIVE, Zone.TABLE)
_BODY_WEIGHT = 1
_TITLE_WEIGHT = 3  # a year in a title or heading counts as much as so many in the body
_OPENING = 4000  # characters of a block in which the kind of document is sought


def profile(document: Document) -> dict[str, Any]:
    """`year`, `kind`, `department` and `unit` by majority of what titles, headings and prose say."""
    votes = _Votes()
    for block in document.blocks:
        votes.count(block, make_view(document.text, block.span.start, block.span.end, block.holes).text)
    table_departments = Counter(t.department for t in document.tables if t.department)
    return {
        "year": _most(votes.years, votes.dates),
        "kind": _most(votes.kinds) or "other",
        "department": _most(table_departments, votes.departments) or "",
        "unit": _most(votes.units) or "",
    }


@dataclass
class _Votes:
    """What the blocks say; `dates` are of a report that calls itself neither budget nor final accounts."""

    years: Counter[int] = field(default_factory=Counter)
    dates: Counter[int] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    departments: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)

    def count(self, block: Block, view: str) -> None:
        """Count what the view of a block says, each thing in the zones that tell it."""
        self._years(view, _BODY_WEIGHT if block.zone in _BODY else _TITLE_WEIGHT)
        if block.zone in (Zone.HEADING, Zone.CONTENTS, Zone.TABLE):
            self._kinds(view[:_OPENING])
        if block.zone in (Zone.NARRATIVE, Zone.HEADING):
            self._departments(view)
            self._units(view)

    def _years(self, view: str, weight: int) -> None:
        structure = rules.load("structure")
        for match in structure["structure.year"].finditer(view):
            self.years[int(match["year"])] += weight
        for match in structure["structure.any_year"].finditer(view):
            self.dates[int(match["year"])] += weight

    def _kinds(self, view: str) -> None:
        structure = rules.load("structure")
        for match in structure["structure.kind"].finditer(view):
            self.kinds[structure.data["kinds"][match["kind"]]] += 1

    def _departments(self, view: str) -> None:
        structure = rules.load("structure")
        for match in structure["structure.department"].finditer(view):
            name = structure["structure.department_lead"].sub("", match["department"])
            self.departments[name] += 1

    def _units(self, view: str) -> None:
        for match in rules.load("roles")["role.any_amount"].finditer(view):
            self.units[match["unit"]] += 1


def _most(*votes: Counter[Any]) -> Any:
    """What most votes are for, by the first of the counts that has any; None where none has."""
    return next((counts.most_common(1)[0][0] for counts in votes if counts), None)
