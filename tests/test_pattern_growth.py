"""The time of each pattern grows with the length of a text made to slow it down, not with its square."""

from __future__ import annotations

import regex

from hostile_patterns import Kept, hostile, kept, spent, texts

SHORT, LONG = 500, 4_000
TIMES = 3.0  # what a text eight times as long may take of what a linear pattern takes on it; a quadratic one takes 8.0
NOTHING = 0.002  # seconds: less is not measured
ATTEMPTS = 4  # the machine may be busy
MOST_UNITS = 7  # of a pattern; benchmarks/patterns.py tries all


def grows(one: Kept, unit: str, way: str) -> bool:
    """Whether a pattern takes much longer than linear time, each time that it is tried."""
    long, short = hostile(unit, LONG), hostile(unit, SHORT)
    if spent(one.pattern, way, long) < NOTHING:
        return False
    for _ in range(ATTEMPTS):
        base = max(spent(one.pattern, way, short), 1e-6)
        if spent(one.pattern, way, long) <= TIMES * base * LONG / SHORT:
            return False
    return True


def slow(patterns: list[Kept]) -> list[str]:
    found = []
    for n, one in enumerate(patterns):
        units = list(filter(None, dict.fromkeys(texts(one))))
        own, signs = units[-5:], units[n % 5 :: 5]  # what is made of its examples, and every fifth of the rest
        for unit in [*own, *signs][:MOST_UNITS]:
            if any(grows(one, unit, way) for way in one.ways):
                found.append(f"{one.name} on {unit[:20]!r}")
                break
    return found


def test_every_pattern() -> None:
    patterns = list(kept({"spans.change": {"search"}}))  # asked of one sentence: whether it has a change
    assert len(patterns) > 400
    assert not slow(patterns)


def test_a_quadratic_pattern_is_told() -> None:
    bad = Kept("bad", regex.compile(r"1+x"), ("finditer",), ("11x",))
    good = Kept("good", regex.compile(r"(?<!1)1++x"), ("finditer",), ("11x",))
    assert [told.split()[0] for told in slow([bad, good])] == ["bad"]
