"""What a document is: budget or final accounts, of which year and department, in which unit."""

from __future__ import annotations

from collections import Counter
from typing import Any

from gouji.document import Document, Zone
from gouji.language import rules
from gouji.language.view import make_view


def profile(document: Document) -> dict[str, Any]:
    """`year`, `kind`, `department` and `unit` by majority of what titles, headings and prose say."""
    structure = rules.load("structure")
    years: Counter[int] = Counter()
    dates: Counter[int] = Counter()  # of a report that calls itself neither budget nor final accounts
    kinds: Counter[str] = Counter()
    departments: Counter[str] = Counter()
    units: Counter[str] = Counter()
    for block in document.blocks:
        view = make_view(document.text, block.span.start, block.span.end, block.holes).text
        weight = 1 if block.zone in (Zone.NARRATIVE, Zone.TABLE) else 3
        for match in structure["structure.year"].finditer(view):
            years[int(match["year"])] += weight
        for match in structure["structure.any_year"].finditer(view):
            dates[int(match["year"])] += weight
        if block.zone in (Zone.HEADING, Zone.CONTENTS, Zone.TABLE):
            for match in structure["structure.kind"].finditer(view[:4000]):
                kinds[structure.data["kinds"][match["kind"]]] += 1
        if block.zone in (Zone.NARRATIVE, Zone.HEADING):
            for match in structure["structure.department"].finditer(view):
                departments[structure["structure.department_lead"].sub("", match["department"])] += 1
            for match in rules.load("roles")["role.any_amount"].finditer(view):
                units[match["unit"]] += 1
    table_departments = Counter(t.department for t in document.tables if t.department)
    department = _first(table_departments) or _first(departments) or ""
    return {
        "year": _first(years) or _first(dates),
        "kind": _first(kinds) or "other",
        "department": department,
        "unit": _first(units) or "",
    }


def _first(counts: Counter[Any]) -> Any:
    return counts.most_common(1)[0][0] if counts else None
