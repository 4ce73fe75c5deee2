"""How the time of every pattern grows with the length of a hostile text: the exponent, which should be about 1.

    python benchmarks/patterns.py --most 100000

Every pattern of the rule files and every pattern that a module keeps is run on texts made to slow it down: runs
of one character, of two in turn, of the pattern's own characters, of its examples and of what its examples begin with.
It is run in each way that the code uses it: a rule in those ways that checking made-up documents and the examples of
all rules shows, and `search` where none does; a constant in those that stand in the source. What takes less than
a few milliseconds on the longest text has no exponent that could be told from noise, and is fast.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from gouji.language import rules
from hostile_patterns import PATIENCE, WAYS, Kept, hostile, kept, spent, texts

MOST_EXPONENT = 1.2
FAST = 0.02  # seconds on the longest text: nothing is said of the growth of what takes less
ENOUGH = 3  # texts that a pattern is slow on, for it to be left


@dataclass(frozen=True, slots=True)
class Growth:
    """The worst of a pattern: its exponent between the two longest texts that were tried, and on what."""

    exponent: float
    seconds: float
    length: int
    way: str
    text: str


def _used_rules() -> dict[str, set[str]]:
    """In which ways each rule is run while made-up documents and the examples of all rules are checked."""
    from gouji import api
    from gouji.learn import synth

    used: dict[str, set[str]] = defaultdict(set)
    originals = {way: getattr(rules.Rule, way) for way in ("search", "match", "fullmatch", "finditer", "sub")}

    def noted(way: str) -> Callable[..., Any]:
        def run(rule: rules.Rule, *rest: Any) -> Any:
            used[rule.id].add(way)
            return originals[way](rule, *rest)

        return run

    for way in originals:
        setattr(rules.Rule, way, noted(way))
    try:
        for seed in range(3):
            api.check(api.read_text(synth.document(seed).text))
        told = [rules.MARK.sub(r"\1", e) for f in rules.names() for r in rules.load(f) for e in r.examples]
        for n in range(0, len(told), 100):
            api.check(api.read_text("\n\n".join(told[n : n + 100])))
    finally:
        for way, method in originals.items():
            setattr(rules.Rule, way, method)
    return used


def growth(one: Kept, most: int) -> Growth:
    """The worst growth of a pattern over its hostile texts and ways, each with an end that fits nothing."""
    worst = Growth(0.0, 0.0, 0, "", "")
    bad = 0
    for unit in filter(None, dict.fromkeys(texts(one))):
        for way in one.ways:
            found = _exponent(one.pattern, way, unit, most)
            if (found.exponent, found.seconds) > (worst.exponent, worst.seconds):
                worst = found
            if (bad := bad + (found.exponent > MOST_EXPONENT)) >= ENOUGH:
                return worst
    return worst


def _exponent(pattern: Any, way: str, unit: str, most: int) -> Growth:
    """The growth from a tenth of the longest text to the whole; of shorter ones where those are slow already."""
    for longest in (n for n in (3_000, 10_000, 30_000, most) if n <= most):
        taken = spent(pattern, way, hostile(unit, longest))
        if longest < most and taken < PATIENCE / 30 * longest / most:
            continue
        if taken < FAST and longest == most:
            return Growth(0.0, taken, longest, way, unit)
        whole = _least(pattern, way, hostile(unit, longest), taken)
        part = hostile(unit, longest // 10)
        tenth = _least(pattern, way, part, spent(pattern, way, part))
        slope = math.log(whole / max(tenth, 1e-6)) / math.log(10)
        if slope > MOST_EXPONENT or longest == most:
            return Growth(slope, whole, longest, way, unit)
    return Growth(0.0, 0.0, most, way, unit)


def _least(pattern: Any, way: str, text: str, first: float) -> float:
    """The shortest time of several runs: another program may have been on. Long runs are not repeated."""
    runs = 3 if first < PATIENCE / 100 else 1 if first < PATIENCE / 20 else 0
    return min([first, *(spent(pattern, way, text) for _ in range(runs))])


def main() -> int:
    """0 when no pattern grows faster than its text, else 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=100_000, metavar="N", help="characters of the longest text")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="patterns whose names contain one of these")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth pattern")
    parser.add_argument("--ways", nargs="+", choices=WAYS, help="these ways instead of those of the code")
    options = parser.parse_args()
    slow = tried = 0
    slowest = 0.0
    for n, one in enumerate(kept(_used_rules())):
        if n % options.every or (options.only and not any(name in one.name for name in options.only)):
            continue
        one = Kept(one.name, one.pattern, tuple(options.ways or one.ways), one.examples)
        found = growth(one, options.most)
        tried += 1
        slowest = max(slowest, found.seconds)
        if found.exponent > MOST_EXPONENT:
            slow += 1
            told = f"{found.exponent:5.2f} {1000 * found.seconds:9.1f} ms at {found.length:7,}"
            print(f"{told}  {one.name} .{found.way} on {found.text[:20]!r}", flush=True)
    print(f"{tried} patterns, {slow} with an exponent above {MOST_EXPONENT}; the slowest worst case {slowest:.2f} s")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
