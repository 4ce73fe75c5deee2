"""Finds, loads and validates the rule files under patterns/ (installed with the package, or in a checkout).

A rule file is TOML with `description`, optional `[words]` (named word lists, usable in patterns as `{name}`),
any number of `[[rule]]` tables and free data beside them. A rule has an `id`, a `pattern`, what it `yields`,
`examples` in which it must match (the matched part may be marked ⟦so⟧) and `counterexamples` in which it must not.
`needs` may name a part of a costly pattern that is quickly looked for: where it is not, the pattern is not tried.
Of rules that answer one question the first that matches wins, in the order of their `priority`, the lowest first.
`seen` tells in how many documents and places a rule fired; `gouji.learn.measure.seen` counts and writes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import regex

from gouji.declared import declared, directory, names
from gouji.errors import GoujiError

__all__ = ["MARK", "Rule", "RuleSet", "RuleTimeout", "Seen", "alternatives", "directory", "load", "names", "ranked"]

TIMEOUT = 2.0  # seconds a pattern may take on one text
_UNTIMED = 60  # characters, a label or a clause: the clock would cost several times the search
_QUOTED = 40  # characters of a text that an error quotes
MARK = regex.compile(r"⟦([^⟦⟧]*+)⟧")


class RuleTimeout(GoujiError):
    """A pattern took longer than `TIMEOUT` on a text: no answer, which is neither a match nor none.

    Attributes:
        rule: the id of the rule.
        text: what it ran on.
    """

    def __init__(self, rule: str, text: str) -> None:
        self.rule, self.text = rule, text
        start = "".join(text[: 2 * _QUOTED].split())[:_QUOTED]
        super().__init__("E030", rule=rule, seconds=f"{TIMEOUT:g}", text=start)


@dataclass(frozen=True, slots=True)
class Seen:
    """In how many documents, and in how many places (cities), a rule fired."""

    documents: int
    places: int


@dataclass(frozen=True)
class Rule:
    """One named pattern. `source` is the file it comes from, without suffix.

    Patterns are compiled when they are first tried: a short document needs half of them, and compiling all takes as
    long as checking it. Raises GoujiError E011 then where one is invalid.
    """

    id: str
    written: str
    yields: dict[str, Any]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    source: str
    needed: str = ""
    priority: int | None = None
    seen: Seen | None = None

    @cached_property
    def pattern(self) -> regex.Pattern[str]:
        return self._compiled(self.written)

    @cached_property
    def needs(self) -> regex.Pattern[str] | None:
        return self._compiled(self.needed) if self.needed else None

    def _compiled(self, pattern: str) -> regex.Pattern[str]:
        try:
            return regex.compile(pattern)
        except regex.error as exc:
            raise GoujiError("E011", path=directory() / f"{self.source}.toml", reason=f"{self.id}: {exc!r}") from exc

    def search(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        end = len(text) if end is None else end
        try:
            return self.pattern.search(text, start, end, timeout=_allowed(end - start))
        except TimeoutError as exc:
            raise RuleTimeout(self.id, text[start:end]) from exc

    def match(self, text: str, start: int = 0) -> regex.Match[str] | None:
        try:
            return self.pattern.match(text, start, timeout=_allowed(len(text) - start))
        except TimeoutError as exc:
            raise RuleTimeout(self.id, text[start:]) from exc

    def fullmatch(self, text: str, start: int = 0) -> regex.Match[str] | None:
        return self.pattern.fullmatch(text, start, timeout=_allowed(len(text) - start))

    def finditer(self, text: str) -> Iterator[regex.Match[str]]:
        try:
            if self.needs and not self.needs.search(text, timeout=_allowed(len(text))):
                return
            yield from self.pattern.finditer(text, timeout=_allowed(len(text)))
        except TimeoutError as exc:
            raise RuleTimeout(self.id, text) from exc

    def sub(self, new: str | Callable[[regex.Match[str]], str], text: str) -> str:
        """The text with `new` in place of each match; `new` is taken as it stands."""
        put = new if callable(new) else lambda _: new
        return str(self.pattern.sub(put, text, timeout=_allowed(len(text))))

    def split(self, text: str) -> list[str]:
        """The stretches of the text before, between and behind the matches."""
        parts, begin = [], 0
        for match in self.finditer(text):
            parts.append(text[begin : match.start()])
            begin = match.end()
        return [*parts, text[begin:]]


@dataclass(frozen=True)
class RuleSet:
    """The rules of one file in their order, its word lists and its free data."""

    name: str
    description: str
    rules: tuple[Rule, ...]
    words: dict[str, tuple[str, ...]]
    data: dict[str, Any] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def of(self, **yields: Any) -> tuple[Rule, ...]:
        """The rules whose `yields` hold all these values."""
        return tuple(r for r in self.rules if all(r.yields.get(k) == v for k, v in yields.items()))

    def __getitem__(self, rule_id: str) -> Rule:
        return self._by_id[rule_id]

    @cached_property
    def _by_id(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.rules}


def _allowed(length: int) -> float | None:
    return TIMEOUT if length > _UNTIMED else None


@cache
def load(name: str) -> RuleSet:
    """The rule file `patterns/<name>.toml`. Raises GoujiError E011 with the reason when it is invalid."""
    path = directory() / f"{name}.toml"
    try:
        raw = dict(declared(name))
        words = {k: tuple(v) for k, v in raw.pop("words", {}).items()}
        rules = tuple(_rule(r, words, name) for r in raw.pop("rule", []))
        description = raw.pop("description")
    except (KeyError, TypeError) as exc:
        raise GoujiError("E011", path=path, reason=repr(exc)) from exc
    ids = [r.id for r in rules]
    if len(set(ids)) != len(ids):
        raise GoujiError("E011", path=path, reason="an id stands twice")
    return RuleSet(name, description, rules, words, raw)


@cache
def ranked(name: str, field: str, value: str | None = None) -> tuple[Rule, ...]:
    """The rules of a file that yield `field` (and `value` for it, where one is given), in the order of their priority.

    Raises GoujiError E011 when one has no priority or two have the same: which of them wins would be left to chance.
    """
    told = [r for r in load(name) if field in r.yields and value in (None, r.yields[field])]
    ranks = {r.priority for r in told}
    if None in ranks or len(ranks) < len(told):
        raise GoujiError("E011", path=directory() / f"{name}.toml", reason=f"rules of {field} share a priority")
    return tuple(sorted(told, key=lambda r: r.priority or 0))


def alternatives(words: tuple[str, ...]) -> str:
    """A pattern for any of the words, longest first."""
    return "(?:" + "|".join(regex.escape(w) for w in sorted(words, key=len, reverse=True)) + ")"


def _rule(raw: dict[str, Any], words: dict[str, tuple[str, ...]], source: str) -> Rule:
    pattern = raw["pattern"]
    for name, items in words.items():
        pattern = pattern.replace("{" + name + "}", alternatives(items))
    return Rule(
        id=raw["id"],
        written=pattern,
        yields=raw.get("yields", {}),
        examples=tuple(raw["examples"]),
        counterexamples=tuple(raw.get("counterexamples", ())),
        source=source,
        needed=raw.get("needs", ""),
        priority=raw.get("priority"),
        seen=Seen(**raw["seen"]) if "seen" in raw else None,
    )
