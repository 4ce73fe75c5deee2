"""PROJECT: names of budget projects and spending programmes, at every mention."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import regex

from gouji.language import rules
from gouji.language.classification import codes_of
from gouji.language.rules import Rule
from gouji.language.subjects import parse
from gouji.narrative.passages import Passage

_PAIRS = {"”": "“", '"': '"', "》": "《", ")": "("}
_QUOTES = '“”"《》‘’ '
_SHORTEST = 4
_TELLING = 6


@dataclass(frozen=True, slots=True)
class Project:
    """A project name at [start, end) of a passage's view; `name` is its canonical form."""

    start: int
    end: int
    rule: str
    name: str = ""


def projects(passages: tuple[Passage, ...], given: Iterable[str], duties: Container[int] = ()) -> list[list[Project]]:
    """The project names of each passage.

    `given` are names known from the tables; `duties` the sections that tell what the unit is there for: what
    they call a project is a task, not an item of the budget.
    """
    found = [
        sorted(stated(p), key=lambda x: (x.start, x.start - x.end)) if p.block.section not in duties else []
        for p in passages
    ]
    names = {canonical(n) for n in given if _is_name(canonical(n)) and len(canonical(n)) >= _TELLING}
    for passage, here in zip(passages, found, strict=True):
        names |= {canonical(n) for p in here if _telling(n := passage.text[p.start : p.end])}
    mention = _mention_pattern(names)
    for passage, here in zip(passages, found, strict=True):
        if mention:
            here += [Project(m.start(), m.end(), "project.mention") for m in mention.finditer(passage.text)]
    return [outermost(passage.text, here) for passage, here in zip(passages, found, strict=True)]


def _telling(name: str) -> bool:
    """Whether a name, met elsewhere, must be the project: not short, and not only a quoted notion."""
    return len(canonical(name)) >= _TELLING and not name.endswith("”")


def canonical(name: str) -> str:
    """A name without quotes and without a trailing generic 项目."""
    bare = "".join(c for c in name if c not in _QUOTES)
    return bare.removesuffix(_noun())


def stated(passage: Passage) -> Iterator[Project]:
    """What each rule takes for a name, rule by rule; quotes at its ends may belong to it or not."""
    for rule in rules.load("projects"):
        if "find" not in rule.yields:
            continue
        if rule.yields["find"] == "anchor":
            yield from _anchored(passage.text, rule)
            continue
        for match in rule.finditer(passage.text):
            for start, end in match.spans("name"):
                if project := _bounded(passage.text, start, end, rule):
                    yield project


def _anchored(text: str, rule: Rule) -> Iterator[Project]:
    """Names that end at an anchor. What stands before an anchor and is no name goes on over it (X项目帮办费项目)."""
    begin = end = -1
    noun = _noun()
    for match in rule.finditer(text):
        goes_on = begin >= 0 and text.startswith(noun, end) and match.start() <= end + len(noun)
        start = begin if goes_on else match.start()
        end = match.end("name")
        if stage := rules.load("projects")["project.stage"].match(text, end):
            end = stage.end()
        project = _bounded(text, start, end, rule) or _bounded(text, match.start(), end, rule)
        begin = -1 if project else start
        if project:
            yield project


def _bounded(text: str, start: int, end: int, rule: Rule) -> Project | None:
    """Cut a candidate at its left boundary; None when what is left is no name."""
    if text[start:end].endswith(_noun()):
        end -= len(_noun())
    anchored = rule.yields["find"] == "anchor"
    if anchored or rule.yields.get("cut"):
        start = _left(text, start, end)
    leading = rules.load("projects")["project.leading"]
    while start < end and (cut := leading.match(text[:end], start)) and cut.end() > start:
        start = cut.end()
    name = text[start:end]
    if not _is_name(canonical(name)) or not _balanced(name) or (anchored and not _headed(name)):
        return None
    return Project(start, end, rule.id)


def _headed(name: str) -> bool:
    """Whether a name ends as project names do, or is marked by quotes."""
    projects = rules.load("projects")
    return projects["project.stage"].sub("", name).endswith(("”", '"', "》", *projects.data["heads"]))


def _left(text: str, start: int, end: int) -> int:
    """Behind the last boundary word in the candidate that does not stand inside quotes."""
    name = text[start:end]
    cut = 0
    joins = tuple(rules.load("projects").data["joins"])
    for match in rules.load("projects")["project.boundary"].finditer(name):
        inside = name[: match.start()].count("“") > name[: match.start()].count("”")
        inside = inside or name[: match.start()].endswith(joins)  # one name: X及开展Y
        if not inside and len(name) - match.end() >= _SHORTEST:
            cut = match.end()
    return start + cut


def _is_name(name: str) -> bool:
    if not _SHORTEST <= len(name) <= 50 or name in _generic() or rules.load("subjects")["subject.level"].search(name):
        return False
    if parse(name).known or (name.endswith(tuple(rules.load("projects").data["items"])) and codes_of(name)):
        return False
    if any(word in name for word in rules.load("projects").data["never"]):
        return False
    rest = name
    for word in sorted(_generic(), key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(rest) >= 2 and not rules.load("projects")["project.figures"].search(rest)


def _balanced(name: str) -> bool:
    return all(name.count(a) == name.count(b) for b, a in _PAIRS.items() if a != b)


def _mention_pattern(names: set[str]) -> regex.Pattern[str] | None:
    """Any of the names, with or without quotes inside or around."""
    if not names:
        return None
    marks = '[“”"]?'
    bodies = [marks.join(regex.escape(c) for c in n) for n in sorted(names, key=len, reverse=True)]
    return regex.compile(f"“?(?:{'|'.join(bodies)})")


def outermost(text: str, here: list[Project]) -> list[Project]:
    """The longest of overlapping names, a stray opening quote trimmed."""
    kept: list[Project] = []
    for project in sorted(here, key=lambda p: (p.start - p.end, p.start)):
        start, end = project.start, project.end
        if text[start] == "“" and "”" not in text[start:end]:
            start += 1
        if text[start] == "“" and text[end - 1] == "”" and text.count("“", start, end) == 1:
            start, end = start + 1, end - 1
        if all(end <= k.start or k.end <= start for k in kept):
            kept.append(Project(start, end, project.rule, canonical(text[start:end])))
    return sorted(kept, key=lambda p: p.start)


@cache
def _generic() -> frozenset[str]:
    return frozenset(rules.load("projects").data["generic"])


def _noun() -> str:
    return str(rules.load("projects").data["noun"])
