"""How the time of every pattern grows with the length of a hostile text: the exponent, which should be about 1.

    python benchmarks/patterns.py --most 100000

Every pattern of the rule files and every pattern that a module of gouji keeps is run on texts made to slow it down: runs
of one character, of two in turn, of the pattern's own characters, of its examples and of what its examples begin with.
It is run in each way that the code uses it: a rule in those ways that checking made-up documents and the examples of
all rules shows, and `search` where none does; a constant in those that stand in the source. What takes less than
a few milliseconds on the longest text has no exponent that could be told from noise, and is fast.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import math
import os
import pkgutil
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

import regex

import gouji
from gouji.language import rules

MOST_EXPONENT = 1.2
FAST = 0.02  # seconds on the longest text: nothing is said of the growth of what takes less
PATIENCE = 3.0  # seconds: a longer run is not waited for
WAYS = ("search", "match", "fullmatch", "finditer", "sub", "split", "findall")
SIGNS = " 1.,，、。；：(（)）-—|和万年一支其“《[\n\t\u3000\u200b%X①"
PAIRS = ("1 ", "1,", "1.", "1，", "1、", "和一", "一、", "(1", "支出", "其中", ". ", "| ", "-|", "1%", "、一", "\n ", " \n", "年1")
ENOUGH = 3  # texts that a pattern is slow on, for it to be left
STARTS = (4, 9, 16)  # characters of an example, repeated


@dataclass(frozen=True, slots=True)
class Kept:
    """A compiled pattern, what it is called, the ways it is run and texts that it finds something in."""

    name: str
    pattern: Any
    ways: tuple[str, ...]
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Growth:
    """The worst of a pattern: its exponent between the two longest texts that were tried, and on what."""

    exponent: float
    seconds: float
    length: int
    way: str
    text: str


def kept() -> Iterator[Kept]:
    """Every pattern of the rule files, then those of modules."""
    used = _used_rules()
    for file in rules.names():
        for rule in rules.load(file):
            ways = tuple(sorted(used.get(rule.id, {"finditer", "fullmatch"})))
            yield Kept(rule.id, rule.pattern, ways, tuple(rules.MARK.sub(r"\1", e) for e in rule.examples))
            if rule.needs:
                yield Kept(f"{rule.id} (needs)", rule.needs, ("search",), rule.examples)
    yield from _constants()


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


def _constants() -> Iterator[Kept]:
    """The patterns that modules keep, also those in tuples and dicts, and how the source runs them."""
    root = Path(str(gouji.__file__)).parent
    seen: set[int] = set()
    for found in pkgutil.walk_packages([str(root)], "gouji."):
        if found.name.endswith("__main__"):
            continue
        try:
            module = importlib.import_module(found.name)
        except ImportError:
            continue  # an extra that is not installed
        text = Path(str(module.__file__)).read_text(encoding="utf-8")
        for name, value in list(vars(module).items()):
            for pattern in _patterns(value):
                if id(pattern) in seen or f"{name} " not in text and f"{name}:" not in text:
                    continue
                if not _assigned(text, name):
                    continue
                seen.add(id(pattern))
                yield Kept(f"{found.name}.{name}", pattern, _ways(Path(str(module.__file__)), name))


def _patterns(value: object) -> Iterator[Any]:
    if isinstance(value, re.Pattern | regex.Pattern):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _patterns(one)
    elif isinstance(value, tuple | list) and len(value) < 100:
        for one in value:
            yield from _patterns(one)


def _assigned(text: str, name: str) -> bool:
    return any(
        isinstance(node, ast.Assign | ast.AnnAssign)
        and any(isinstance(t, ast.Name) and t.id == name for t in getattr(node, "targets", [getattr(node, "target", None)]))
        for node in ast.parse(text).body
    )


def _ways(module: Path, name: str) -> tuple[str, ...]:
    """How a module runs a pattern of its own; how all of them do where it does not."""
    call = re.compile(rf"\b{re.escape(name)}\b(?:\[[^\]]*\])?\.({'|'.join(WAYS)})\b")
    root = Path(str(gouji.__file__)).parent
    for files in ([module], root.rglob("*.py")):
        found = {m[1] for path in files for m in call.finditer(path.read_text(encoding="utf-8"))}
        if found:
            return tuple(sorted(found))
    return ("finditer", "fullmatch")


def texts(one: Kept) -> Iterator[str]:
    """What is repeated to make hostile texts for a pattern."""
    own = regex.sub(r"\\[pP]\{\w+\}|\(\?[a-zP<=!:>]+|\\[a-zA-Z]|\s", "", _written(one.pattern))
    letters = [c for c in dict.fromkeys(own) if c not in r"\^$*+?{}|[]" and c not in SIGNS]
    yield from SIGNS
    yield from letters[:: max(1, len(letters) // 12)]
    yield from PAIRS
    for example in one.examples[:3]:
        yield example
        yield from (example[:n] for n in STARTS if n < len(example))
        if m := one.pattern.search(example):
            yield m[0] or " "
            yield m[0][:-1] or "1"


def _written(pattern: Any) -> str:
    return pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")


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
        spent = _run(pattern, way, _text(unit, longest))
        if longest < most and spent < PATIENCE / 30 * longest / most:
            continue
        if spent < FAST and longest == most:
            return Growth(0.0, spent, longest, way, unit)
        whole = _least(pattern, way, _text(unit, longest), spent)
        part = _text(unit, longest // 10)
        tenth = _least(pattern, way, part, _run(pattern, way, part))
        slope = math.log(whole / max(tenth, 1e-6)) / math.log(10)
        if slope > MOST_EXPONENT or longest == most:
            return Growth(slope, whole, longest, way, unit)
    return Growth(0.0, 0.0, most, way, unit)


def _text(unit: str, length: int) -> str:
    """A unit repeated, with an end that fits nothing."""
    return (unit * (length // len(unit) + 1))[:length] + "\x00"


def _least(pattern: Any, way: str, text: str, spent: float) -> float:
    """The shortest time of several runs: another program may have been on. Long runs are not repeated."""
    runs = 3 if spent < PATIENCE / 100 else 1 if spent < PATIENCE / 20 else 0
    return min([spent, *(_run(pattern, way, text) for _ in range(runs))])


def _run(pattern: Any, way: str, text: str) -> float:
    subject: Any = text.encode() if isinstance(pattern.pattern, bytes) else text
    options = {"timeout": PATIENCE + 1} if isinstance(pattern, regex.Pattern) else {}
    empty: Any = b"" if isinstance(subject, bytes) else ""
    begin = process_time()
    try:
        if way == "finditer":
            for _ in pattern.finditer(subject, **options):
                pass
        elif way == "sub":
            pattern.sub(empty, subject, **options)
        else:
            getattr(pattern, way)(subject, **options)
    except TimeoutError:
        pass
    return process_time() - begin


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
    for n, one in enumerate(kept()):
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
    os.environ.setdefault("PYTHONHASHSEED", "0")
    sys.exit(main())
