"""Localisation: the figures of least total weight that must be wrong so that true values fit everything else.

After Fellegi and Holt (1976), solved as an implicit hitting set: every set of figures and relations that cannot be
right together (a core) must give up one of them. The relations that miss by themselves are the first cores; linear
programs over what a choice leaves find further ones. A figure called wrong may be anything: no constant stands for
that, which a solver's tolerance would blur (yuan against millions of yuan). The rounds and the work of the solvers are
limited, by counts and not by a clock, so that a document gets one answer on every machine. What is still in conflict
after them accuses nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from gouji.reconcile.kernel.relation import Element, Reading
from gouji.reconcile.solving.lightest_cover import Gathered, WorkSpentError, lightest_cover, sharing
from gouji.reconcile.solving.linear_programs import Program, hitting_set
from gouji.reconcile.solving.problem import Problem

_ROUNDS = 6
# Rows of a conflict that says something of a figure: longer chains tell how the author's sums were rounded.
_LONGEST = 8
_AROUND = 1  # figures between a row that is not obeyed as printed and the rows looked at with it
_CORES = 12  # rounds of cores for one group
_CROWD, _HURRIED = 15, 2  # misses from which on a table was misread as a whole, and rounds for it
# Rows given to solvers for one document; after that no further conflicts are looked for. Real ones need 1,000 at most.
_ROWS = 10_000
_COVERING = 3  # times that what wants a figure apart is looked at until the lightest choice is found
# Elements of cores kept for one group: so many, and so many times those of its relations; real ones need a tenth.
_ROOM, _TIMES = 20_000, 40
_NODES = 10  # of the search for the lightest choice of one group; real ones need 1

Conflict = tuple[int, ...]  # rows that cannot hold together
Group = tuple[set[Element], list[int], set[int]]  # figures and readings, relations that miss, rows around them
Known = dict[tuple[tuple[int, ...], Conflict], frozenset[Element]]  # what was chosen of a group: relations, rows around


def localise(problem: Problem) -> frozenset[Element]:
    """The ids of the figures to call wrong and of the readings to drop."""
    parts = _pieces(problem)
    conflicts = dict.fromkeys(conflict for part in parts for conflict in _joint(problem, part))
    known: Known = {}
    chosen = _chosen(problem, conflicts, known)
    for _ in range(_ROUNDS):
        new = [c for c in _left_in_conflict(problem, parts, chosen) if c not in conflicts]
        if not new or problem.system.effort.rows >= _ROWS:
            break
        conflicts |= dict.fromkeys(new)
        chosen = _chosen(problem, conflicts, known)
    return chosen


def _left_in_conflict(problem: Problem, parts: Iterable[Conflict], chosen: frozenset[Element]) -> Iterator[Conflict]:
    """The short conflicts that a choice leaves."""
    for part in parts:
        yield from _short(problem.left(part, chosen).conflicts())


def _short(conflicts: Iterable[Conflict]) -> list[Conflict]:
    return [conflict for conflict in conflicts if len(conflict) <= _LONGEST]


def _pieces(problem: Problem) -> list[Conflict]:
    """The rows around those that the printed values do not obey, in groups that share no figure.

    What lies farther off than a conflict is long says nothing of it.
    """
    system = problem.system
    loud = [n for n, row in enumerate(system.rows) if not row.as_printed]
    near = sorted(system.reach(loud, steps=_AROUND))
    return system.groups(near)


def alone(problem: Problem) -> frozenset[Element]:
    """What each relation that misses says by itself: the lightest of its figures, or its reading."""
    return frozenset(_least(problem, core) for core in problem.cores.values())


def _least(problem: Problem, core: Iterable[Element]) -> Element:
    return min(core, key=lambda e: (problem.weight[e], str(e)))


def _as_printed(problem: Problem, rows: Iterable[int]) -> bool:
    """Whether the printed values obey all of some rows."""
    return all(problem.system.rows[n].as_printed for n in rows)


def _joint(problem: Problem, part: Conflict) -> Sequence[Conflict]:
    """The conflicts among the relations of a component that hold by themselves."""
    clear = tuple(n for n in part if not _misses_alone(problem, n))
    if _as_printed(problem, clear):
        return ()
    return _short(Program(problem.system, clear).conflicts())


def _misses_alone(problem: Problem, row: int) -> bool:
    """Whether the relation of a row misses by itself."""
    return problem.tried[problem.system.rows[row].tried].misses


def _chosen(problem: Problem, conflicts: Iterable[Conflict], known: Known) -> frozenset[Element]:
    """The lightest figures and readings, each group of rows that hang together by itself."""
    found: set[Element] = set()
    for _, relations, rows in _groups(problem, conflicts):
        group = tuple(sorted(relations)), tuple(sorted(rows))
        if group not in known:
            known[group] = _lightest(problem, *group)
        found |= known[group]
    return frozenset(found)


def _lightest(problem: Problem, relations: Sequence[int], around: Conflict) -> frozenset[Element]:
    """The lightest choice of one group.

    What the cores ask for can only be too little. What is still in conflict then is a core too, so that the answer
    is right as soon as nothing is.
    """
    system = problem.system
    pairs = problem.pairs(relations)
    if not system.effort.allows(_COVERING * sum(map(problem.burden_of, relations))):
        problem.cut.update(relations)
        cores = [problem.cores[n] for n in relations]
        return frozenset(_least_of_missed(problem, cores, frozenset()))
    cores = _first_cores(problem, relations)
    chosen: frozenset[Element] = frozenset()
    rounds = _CORES if len(relations) <= _CROWD else _HURRIED
    for _ in range(rounds):
        try:
            chosen = _fewest(problem, cores, pairs)
        except WorkSpentError:
            return chosen | _least_of_missed(problem, cores, chosen)
        if not system.effort.allows(system.burden(around)):
            return chosen
        new = problem.left(around, chosen).conflicts()
        if not new:
            return chosen
        cores += [_core(problem, rows) - chosen for rows in new]
    return chosen


def _first_cores(problem: Problem, relations: Iterable[int]) -> list[frozenset[Element]]:
    """The cores of relations that miss, then those of pairs of rows that want a figure apart.

    A long sum has as many of these as figures, each as long as itself: of very many those are taken that keep the
    lightest figures from being chosen. What is still in conflict then comes to light anyway.
    """
    cores = [problem.cores[n] for n in relations]
    room = _ROOM + _TIMES * sum(map(len, cores))
    apart = [pair for n in relations for pair in problem.apart(n)]
    for figure, rows in sorted(apart, key=lambda pair: problem.weight[pair[0]]):
        core = _core(problem, rows) - {figure}
        room -= len(core)
        if room < 0:
            break
        cores.append(core)
    return cores


def _least_of_missed(problem: Problem, cores: Iterable[frozenset[Element]], chosen: frozenset[Element]) -> set[Element]:
    """The lightest element of each core that a choice leaves out."""
    return {_least(problem, core) for core in cores if chosen.isdisjoint(core)}


def _fewest(
    problem: Problem, cores: list[frozenset[Element]], pairs: tuple[tuple[str, str, Reading], ...]
) -> frozenset[Element]:
    """The lightest figures and readings of which every core holds one."""
    found: frozenset[Element] = frozenset()
    for group in sharing(cores, pairs):
        try:
            found |= lightest_cover(group, problem.weight, pairs)
        except WorkSpentError:
            found |= hitting_set(group, problem.weight, pairs, _NODES)
    return found


def _core(problem: Problem, rows: Iterable[int]) -> frozenset[Element]:
    """The figures and readings that rows rest on: of rows which cannot hold together, one of them is wrong."""
    found: set[Element] = set()
    for n in rows:
        row = problem.system.rows[n]
        found.update(row.figures)
        found.add(row.reading)
    return frozenset(found)


def _groups(problem: Problem, conflicts: Iterable[Conflict]) -> list[Group]:
    """The relations that miss and the conflicts, each with the rows around it, in groups that share no figure."""
    gathered: Gathered[int] = Gathered()
    crossed: set[Element] = set()  # figures whose rows are in a group
    rows: dict[int, set[int]] = defaultdict(set)  # by one of the seeds of a group
    relations: dict[int, int] = {}
    for seed, (relation, elements, own) in enumerate(_seeds(problem, conflicts)):
        over = [f for f in elements if f not in crossed and f in problem.system.by_figure]
        crossed.update(over)
        near = {*own, *(n for f in over for n in problem.system.by_figure[f])}
        gathered.add(elements | _core(problem, near), seed)
        rows[seed] = near
        if relation is not None:
            relations[seed] = relation
    return [
        (elements, [relations[s] for s in seeds if s in relations], set[int]().union(*(rows[s] for s in seeds)))
        for elements, seeds in gathered.groups()
    ]


def _seeds(
    problem: Problem, conflicts: Iterable[Conflict]
) -> Iterator[tuple[int | None, frozenset[Element], Conflict]]:
    """Each relation that misses, and each conflict: what it rests on, and its own rows."""
    for n in problem.missing:
        yield n, problem.cores[n], tuple(problem.rows_of[n])
    for conflict in conflicts:
        yield None, frozenset(f for n in conflict for f in problem.system.rows[n].figures), conflict
