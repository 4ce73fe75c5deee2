"""Projects that two tables list under the same names: the amounts of each, by the first column of money of either.

One of the tables says that its rows are projects; the other may only head them 项目, as the list of the main projects
in the explanations does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from gouji.figures import Kind
from gouji.language import classification
from gouji.narrative.projects import canonical
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context

_SHORTEST = 6  # characters; a shorter name may be that of a kind of projects

Amounts = dict[str, list[Named]]  # the cells of a column of money by the names of their rows


def same_projects(context: Context) -> Iterator[list[tuple[Named, Named]]]:
    """For each two tables the cells of the projects that both name once, for one year and one measure."""
    amounts = _amounts(context)
    for one, other in combinations(amounts, 2):
        shared = [(amounts[one][name], amounts[other][name]) for name in amounts[one] if name in amounts[other]]
        pairs = [(a[0], b[0]) for a, b in shared if len(a) == len(b) == 1]
        found = [(a, b) for a, b in pairs if _of_one_project(a, b)]
        if found:
            yield found


def _of_one_project(one: Named, other: Named) -> bool:
    """Whether one of two rows of a name is a project's, and both state the same year's money of one measure."""
    told = one.aspects.project.told or other.aspects.project.told
    return told and (one.year, one.measure) == (other.year, other.measure)


def _amounts(context: Context) -> dict[int, Amounts]:
    """The first column of money of each table of the department's own, by table."""
    cells = [n for n in context.named if _names_a_project(n) and context.own_table(n.table)]
    first: dict[int, int] = {}
    for named in cells:
        column = named.fact.column_index
        first[named.table.id] = min(column, first.get(named.table.id, column))
    found: dict[int, Amounts] = defaultdict(lambda: defaultdict(list))
    for named in cells:
        if named.fact.column_index == first[named.table.id]:
            found[named.table.id][_name(named)].append(named)
    return found


def _names_a_project(named: Named) -> bool:
    """Whether a cell states money in a row that a project's name may label."""
    unit = named.fact.figure.unit
    if unit is None or unit.kind is not Kind.MONEY or named.table.chart or named.form:
        return False
    item = named.name.known or named.name.path or named.fact.code or named.name.side
    return bool(named.fact.row) and not item and _is_long(_name(named))


def _is_long(name: str) -> bool:
    return len(name) >= _SHORTEST and not classification.codes_of(name)


def _name(named: Named) -> str:
    return canonical("".join(named.fact.row[-1].split()))
