"""The lightest cover, held against every set of elements."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.reconcile.solving.lightest_cover import Pair, WorkSpentError, lightest_cover, sharing

NAMES = "abcdefg"

cores = st.lists(st.frozensets(st.sampled_from(NAMES), min_size=1, max_size=4), max_size=7)
pairs = st.lists(st.permutations(NAMES).map(lambda names: (names[0], names[1], names[2])), max_size=3)
weights = st.lists(st.integers(1, 30), min_size=len(NAMES), max_size=len(NAMES))


@settings(deadline=None, max_examples=150, derandomize=True)
@given(cores, pairs, weights)
def test_no_cover_is_lighter(cores: list[frozenset[str]], pairs: list[Pair], numbers: list[int]) -> None:
    weight = {e: n / 10 for e, n in zip(NAMES, numbers, strict=True)}

    def fits(chosen: frozenset[str]) -> bool:
        return all(chosen & core for core in cores) and all(r in chosen for a, b, r in pairs if {a, b} <= chosen)

    found = lightest_cover(cores, weight, pairs)
    every = (frozenset(c) for n in range(len(NAMES) + 1) for c in combinations(NAMES, n))
    assert fits(found)
    assert sum(weight[e] for e in found) == pytest.approx(min(sum(weight[e] for e in c) for c in every if fits(c)))


def test_a_long_search_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gouji.reconcile.solving.lightest_cover._NODES", 1)
    with pytest.raises(WorkSpentError):
        lightest_cover([frozenset("ab")], {"a": 1.0, "b": 2.0})


@settings(deadline=None, max_examples=80, derandomize=True)
@given(cores, pairs)
def test_groups_share_nothing_and_lose_no_core(cores: list[frozenset[str]], pairs: list[Pair]) -> None:
    groups = sharing(cores, pairs)
    assert sorted(map(sorted, (c for g in groups for c in g))) == sorted(map(sorted, dict.fromkeys(cores)))
    held = [frozenset().union(*g) for g in groups]
    assert all(a.isdisjoint(b) for n, a in enumerate(held) for b in held[:n])
    assert not any(sum(not h.isdisjoint(p) for h in held) > 1 for p in pairs)
