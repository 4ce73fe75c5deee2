"""Every pattern of the project, the ways in which it is run, and texts made to slow it down."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any

import regex

import gouji
from gouji.language import rules

WAYS = ("search", "match", "fullmatch", "finditer", "sub", "split", "findall")
SIGNS = " 1.,，、。；：(（)）-—|和万年一支其“《[\n\t\u3000\u200b%X①"
PAIRS = (
    "1 ",
    "1,",
    "1.",
    "1，",
    "1、",
    "和一",
    "一、",
    "(1",
    "支出",
    "其中",
    ". ",
    "| ",
    "-|",
    "1%",
    "、一",
    "\n ",
    " \n",
    "年1",
)
STARTS = (4, 9, 16)  # characters of an example, repeated
PATIENCE = 3.0  # seconds: a longer run is not waited for


@dataclass(frozen=True, slots=True)
class Kept:
    """A compiled pattern, what it is called, the ways it is run and texts that it finds something in."""

    name: str
    pattern: Any
    ways: tuple[str, ...]
    examples: tuple[str, ...] = ()


def kept(used: Mapping[str, set[str]] | None = None) -> Iterator[Kept]:
    """Every pattern of the rule files, then those of modules.

    Parameters
    ----------
    used : mapping, optional
        In which ways each rule is run, by its id; a rule that it does not hold is run with `finditer`.
    """
    for file in rules.names():
        for rule in rules.load(file):
            ways = tuple(sorted((used or {}).get(rule.id, {"finditer"})))
            yield Kept(rule.id, rule.pattern, ways, tuple(rules.MARK.sub(r"\1", e) for e in rule.examples))
            if rule.needs:
                yield Kept(f"{rule.id} (needs)", rule.needs, ("search",), rule.examples)
    yield from _constants()


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
                if id(pattern) in seen or not _assigned(text, name):
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
    """Whether a module gives the name its value itself, and does not import it."""
    return name in _names(text)


@cache
def _names(text: str) -> frozenset[str]:
    assigned = [node for node in ast.parse(text).body if isinstance(node, ast.Assign | ast.AnnAssign)]
    targets = (t for node in assigned for t in (node.targets if isinstance(node, ast.Assign) else [node.target]))
    return frozenset(t.id for t in targets if isinstance(t, ast.Name))


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
    for example in one.examples[:3]:  # what it finds, and what it does not
        yield example
        yield from (example[:n] for n in STARTS if n < len(example))
        if m := one.pattern.search(example):
            yield m[0] or " "
            yield m[0][:-1] or "1"


def _written(pattern: Any) -> str:
    return pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")


def hostile(unit: str, length: int) -> str:
    """A unit repeated, with an end that fits nothing."""
    return (unit * (length // len(unit) + 1))[:length] + "\x00"


def spent(pattern: Any, way: str, text: str) -> float:
    """The processor time of one run, in seconds; a run that takes longer than `PATIENCE` is ended."""
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
