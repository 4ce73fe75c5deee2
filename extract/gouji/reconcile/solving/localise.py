"""Localisation: the figures of least total weight that must be wrong so that true values fit everything else.

After Fellegi and Holt (1976), solved as an implicit hitting set: every set of figures and relations that cannot be
right together (a core) must give up one of them. The relations that miss by themselves are the first cores; linear
programs over what a choice leaves find further ones. A figure called wrong may be anything: no constant stands for
that, which a solver's tolerance would blur (yuan against millions of yuan). The rounds are limited; what is still in
conflict after them accuses nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from time import monotonic

from gouji.reconcile.solving.lightest_cover import lightest_cover, sharing
from gouji.reconcile.solving.linear_programs import Program, hitting_set
from gouji.reconcile.solving.problem import Problem
from gouji.reconcile.solving.system import System

_ROUNDS = 6
_LONGEST = (
    8  # rows of a conflict that says something of a figure: longer chains tell how the author's sums were rounded
)
_AROUND = 1  # figures between a row that is not obeyed as printed and the rows looked at with it
_CORES = 12  # rounds of cores for one group
_CROWD, _HURRIED = 15, 2  # misses from which on a table was misread as a whole, and rounds for it
_SECONDS = 2.0  # for one document; after that the relations that miss by themselves decide
_PIECE = 0.5  # for one group of rows

Conflict = tuple[int, ...]  # rows that cannot hold together
Group = tuple[set[str], list[int], set[int]]  # figures and readings, relations that miss, rows around them
Known = dict[tuple[tuple[int, ...], Conflict], frozenset[str]]  # what was chosen of a group: relations, rows around


def localise(problem: Problem) -> frozenset[str]:
    """The ids of the figures to call wrong and of the readings to drop."""
    deadline = monotonic() + _SECONDS
    parts = _pieces(problem)
    conflicts = [c for part in parts for c in _joint(problem, part)]
    known: Known = {}
    chosen = _chosen(problem, conflicts, known)
    for _ in range(_ROUNDS):
        found = (c for part in parts for c in problem.left(part, chosen).conflicts())
        new = [c for c in found if c not in conflicts and len(c) <= _LONGEST]
        if not new or monotonic() > deadline:
            break
        conflicts += new
        chosen = _chosen(problem, conflicts, known)
    return chosen


def _pieces(problem: Problem) -> list[Conflict]:
    """The rows around those that the printed values do not obey, in groups that share no figure.

    What lies farther off than a conflict is long says nothing of it.
    """
    system = problem.system
    loud = [n for n, row in enumerate(system.rows) if not row.as_printed]
    near = sorted(system.reach(loud, steps=_AROUND))
    groups = System(system.terms, tuple(system.rows[n] for n in near)).components()
    return [tuple(near[i] for i in group) for group in groups]


def alone(problem: Problem) -> frozenset[str]:
    """What each relation that misses says by itself: the lightest of its figures, or its reading."""
    return frozenset(_least(problem, core) for core in problem.cores.values())


def _least(problem: Problem, core: Iterable[str]) -> str:
    return min(core, key=lambda e: (problem.weight[e], e))


def _as_printed(problem: Problem, rows: Iterable[int]) -> bool:
    """Whether the printed values obey all of some rows."""
    return all(problem.system.rows[n].as_printed for n in rows)


def _joint(problem: Problem, part: Conflict) -> Sequence[Conflict]:
    """The conflicts among the relations of a component that hold by themselves."""
    clear = tuple(n for n in part if not problem.tried[problem.system.rows[n].tried].misses)
    program = Program(problem.system, clear)
    return () if _as_printed(problem, clear) else [c for c in program.conflicts() if len(c) <= _LONGEST]


def _chosen(problem: Problem, conflicts: Iterable[Conflict], known: Known) -> frozenset[str]:
    """The lightest figures and readings, each group of rows that hang together by itself."""
    found: set[str] = set()
    for _, relations, rows in _groups(problem, conflicts):
        group = tuple(sorted(relations)), tuple(sorted(rows))
        if group not in known:
            known[group] = _lightest(problem, *group)
        found |= known[group]
    return frozenset(found)


def _lightest(problem: Problem, relations: Sequence[int], around: Conflict) -> frozenset[str]:
    """The lightest choice of one group.

    What the cores ask for can only be too little. What is still in conflict then is a core too, so that the answer
    is right as soon as nothing is.
    """
    cores = [problem.cores[n] for n in relations]
    cores += [_core(problem, rows) - {f} for n in relations for f, rows in problem.apart(n)]
    pairs = problem.pairs(relations)
    chosen: frozenset[str] = frozenset()
    for _ in range(_CORES if len(relations) <= _CROWD else _HURRIED):
        try:
            chosen = _fewest(problem, cores, pairs)
        except TimeoutError:
            return chosen | {_least(problem, core) for core in cores if chosen.isdisjoint(core)}
        new = problem.left(around, chosen).conflicts()
        if not new:
            return chosen
        cores += [_core(problem, rows) - chosen for rows in new]
    return chosen


def _fewest(problem: Problem, cores: list[frozenset[str]], pairs: tuple[tuple[str, str, str], ...]) -> frozenset[str]:
    """The lightest figures and readings of which every core holds one."""
    found: frozenset[str] = frozenset()
    for group in sharing(cores, pairs):
        with suppress(TimeoutError):
            found |= lightest_cover(group, problem.weight, pairs)
            continue
        found |= hitting_set(group, problem.weight, pairs, _PIECE)
    return found


def _core(problem: Problem, rows: Conflict) -> frozenset[str]:
    """The figures and readings that rows which cannot hold together rest on."""
    at = [problem.system.rows[n] for n in rows]
    return frozenset(e for r in at for e in (*r.figures, r.reading))


def _groups(problem: Problem, conflicts: Iterable[Conflict]) -> list[Group]:
    """The relations that miss and the conflicts, each with the rows around it, in groups that share no figure."""
    system = problem.system
    groups: list[Group] = []
    seeds = (*_misses(problem), *((set(), [], system.reach(c, steps=1)) for c in conflicts))
    for elements, relations, near in seeds:
        elements |= {e for r in near for e in (*system.rows[r].figures, system.rows[r].reading)}
        apart = []
        for other in groups:
            if elements.isdisjoint(other[0]):
                apart.append(other)
            else:
                elements, relations, near = elements | other[0], relations + other[1], near | other[2]
        groups = [*apart, (elements, relations, near)]
    return groups


def _misses(problem: Problem) -> Iterable[Group]:
    """Each relation that misses, with its rows and those that its figures stand in."""
    for n in problem.missing:
        rows = {r for f in problem.cores[n] for r in problem.system.by_figure.get(f, ())}
        yield set(problem.cores[n]), [n], rows | set(problem.rows_of[n])
