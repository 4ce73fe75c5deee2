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
from gouji.narrative.project_lists import NOWHERE, list_begins

_PAIRS = {"”": "“", '"': '"', "》": "《", ")": "("}
_QUOTES = '“”"《》‘’ '
_SHORTEST = 4
_LONGEST = 50
_TELLING = 6  # characters of a name that must be the project wherever it stands
_ITEM = 7  # digits of the code of an item at the lowest level of the classification by functions
_OBJECTS = "35"  # the first digit of the codes of objects of spending
_OWN = 2  # characters that a name has beside generic words, at least


@dataclass(frozen=True, slots=True)
class Project:
    """A project name at [start, end) of a passage's view; `name` is its canonical form."""

    start: int
    end: int
    rule: str
    name: str = ""


def projects(
    passages: tuple[Passage, ...], given: Iterable[str], duties: Container[int] = (), headed: Container[int] = ()
) -> list[list[Project]]:
    """The project names of each passage.

    `given` are names known from the tables; `duties` the sections that tell what the unit is there for: what
    they call a project is a task, not an item of the budget. `headed` are the sections that are about projects.
    """
    begins = list_begins(passages, headed)
    read = zip(passages, begins, strict=True)
    found = [[] if p.block.section in duties else _stated_in(p, begin) for p, begin in read]
    mention = _mention_pattern(_given(given) | _met(passages, found))
    named = []
    for passage, here in zip(passages, found, strict=True):
        known = mention if passage.block.section not in duties else None
        mentions = _mentions(passage.text, known) if known else []
        named.append(outermost(passage.text, [*here, *mentions]))
    return named


def _stated_in(passage: Passage, listed: int) -> list[Project]:
    found = _beside_titles(passage.text, stated(passage, listed))
    return sorted(found, key=lambda project: (project.start, project.start - project.end))


def _beside_titles(text: str, found: Iterable[Project]) -> list[Project]:
    """The names that do not stand in the title of a rule or a plan."""
    titles = [match.span("title") for match in rules.load("projects")["project.document"].finditer(text)]
    return [p for p in found if not any(start <= p.start < end for start, end in titles)]


def _given(names: Iterable[str]) -> set[str]:
    """The canonical forms of those names from the tables that must be the project wherever they stand."""
    forms = (canonical(name) for name in names)
    fit = (form for form in forms if len(form) >= _TELLING and _is_name(form, listed=True))
    return {form for form in fit if not any(is_other(form) for is_other in (*_OTHERS, _says_seldom))}


def _met(passages: Iterable[Passage], found: Iterable[list[Project]]) -> set[str]:
    """The canonical forms of those names that the passages state and that must be the project elsewhere too."""
    met: set[str] = set()
    for passage, here in zip(passages, found, strict=True):
        for project in here:
            name = passage.text[project.start : project.end]
            if _telling(name, listed=rules.load("projects")[project.rule].yields["find"] == "listed"):
                met.add(canonical(name))
    return met


def _mentions(text: str, mention: regex.Pattern[str]) -> list[Project]:
    found = (Project(match.start(), match.end(), "project.mention") for match in mention.finditer(text))
    return _beside_titles(text, (p for p in found if not _another_use(text, p.start, p.end)))


def _another_use(text: str, start: int, end: int) -> bool:
    """Whether a name known elsewhere is here an item of the classification, an office, or what an item is used for."""
    item = rules.load("projects")["project.item"].match(text, end) or _is_item_of_spending(text, start, end)
    if rules.load("projects")["project.office"].match(text, end):
        return True
    if item or text[:end].endswith(_moneys()) or text.startswith(_noun(), end):
        return bool(item)
    return rules.load("projects")["project.purpose"].search(text[:start]) is not None


def _is_item_of_spending(text: str, start: int, end: int) -> bool:
    """Whether a name and the word behind it are an item of the classification together."""
    return text.startswith(_spending(), end) and bool(codes_of(text[start:end] + _spending()))


def _telling(name: str, *, listed: bool) -> bool:
    """Whether a name, met elsewhere, must be the project: not short, and not only a quoted notion.

    What a list calls by what is done (湿地巡护) may elsewhere be the doing itself; its money is the project everywhere.
    """
    if listed and not name.endswith(_moneys()):
        return False
    return len(canonical(name)) >= _TELLING and not name.endswith("”")


def canonical(name: str) -> str:
    """A name without quotes and without a trailing generic 项目."""
    bare = "".join(c for c in name if c not in _QUOTES)
    return bare.removesuffix(_noun())


def behind(text: str, project: Project) -> int:
    """The position behind a name with the words that may follow it: those for its money, and 项目."""
    end = project.end
    for words in (money_words(), (_noun(),)):
        end += next((len(word) for word in words if text.startswith(word, end)), 0)
    return end


@cache
def money_words() -> tuple[str, ...]:
    """The words for the money of a project, the longest first."""
    return tuple(sorted(rules.load("projects").data["money"], key=len, reverse=True))


def stated(passage: Passage, listed: int = NOWHERE) -> Iterator[Project]:
    """What each rule takes for a name, rule by rule; quotes at its ends may belong to it or not.

    From `listed` on the passage lists projects.
    """
    for rule in rules.load("projects"):
        if rule.yields.get("find") == "listed" and listed == NOWHERE:
            continue
        if rule.yields.get("find") == "anchor":
            yield from _anchored(passage.text, rule)
        elif "find" in rule.yields:
            begin = listed if rule.yields["find"] == "listed" else 0
            yield from (project for project in _matched(passage.text, rule) if project.start >= begin)


def _matched(text: str, rule: Rule) -> Iterator[Project]:
    for match in rule.finditer(text):
        for start, end in match.spans("name"):
            if project := _bounded(text, start, end, rule):
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
    elif text[start:end].endswith(f"{_noun()}”"):  # “X项目”等项目
        end -= len(_noun()) + 1
    anchored = rule.yields["find"] == "anchor"
    if anchored or rule.yields.get("cut"):
        start = _left(text, start, end)
    start = _behind_leading(text, _in_quotes(text, start, end), end)
    name = text[start:end]
    said = _OTHERS if rule.yields["find"] == "listed" else (*_OTHERS, _says_seldom)
    if any(is_other(canonical(name)) for is_other in said) or _unlike(name, rule):
        return None
    if not _is_name(canonical(name), listed=rule.yields.get("listed", False)):
        return None
    return Project(start, end, rule.id)


def _unlike(name: str, rule: Rule) -> bool:
    """Whether a candidate is not what its rule finds: cut amid brackets, without a head, said of something else."""
    if not _balanced(name) or any(rules.load("projects")[no].search(name) for no in rule.yields.get("no", ())):
        return True
    if rule.yields["find"] == "listed" and _is_quantity(name + _spending()):
        return True
    return (rule.yields["find"] == "anchor" or rule.yields.get("headed", False)) and not _headed(name)


def _in_quotes(text: str, start: int, end: int) -> int:
    """Where the quoted name begins that a candidate ends with (设立“路灯更换”), else where the candidate does."""
    name = text[start:end]
    if not name.endswith("”"):
        return start + name.rindex("“") + 1 if text.startswith(f"{_noun()}”", end) and "“" in name else start
    several = rules.load("projects")["project.quotes_beside"].search(name)
    return start + name.rindex("“") if several or name.count("“") == 1 else start


def _behind_leading(text: str, start: int, end: int) -> int:
    """Behind the words at the beginning of a candidate that are no part of a name."""
    leading = rules.load("projects")["project.leading"]
    while start < end:
        cut = leading.match(text[:end], start)
        if cut is None or cut.end() == start:
            break
        start = cut.end()
    return _behind_quantity(text, start, end)


def _behind_quantity(text: str, start: int, end: int) -> int:
    """Behind a quantity that is joined to the name (公用经费和堤防巡查经费)."""
    for word in rules.load("projects").data["joining"]:
        first, joined, _ = text[start:end].partition(word)
        if joined and (_is_quantity(first) or _is_functional_item(first)):
            return start + len(first) + len(word)
    return start


def _headed(name: str) -> bool:
    """Whether a name ends as project names do, or is marked by quotes."""
    projects = rules.load("projects")
    bare = projects["project.aside"].sub("", projects["project.stage"].sub("", name))
    return bare.endswith(("”", '"', "》", *projects.data["heads"]))


def _left(text: str, start: int, end: int) -> int:
    """Behind the last boundary word in the candidate that does not stand inside quotes.

    What only says of which class things are (老旧车等清运) leaves no name. Too little behind a boundary word may be the
    end of a name (湿地保障), but not where the candidate begins with the word.
    """
    name = text[start:end]
    if _is_class(name):
        return end
    cut = 0
    for match in rules.load("projects")["project.boundary"].finditer(name):
        if match.start() == 0 and match[0] in rules.load("projects").data["doing"] and _lists_money(text, start, end):
            continue
        long_enough = len(name) - match.end() >= _SHORTEST or match["done"] or match.start() == cut
        if long_enough and not _inside_name(name[: match.start()]):
            cut = match.end()
    return start + cut


def _lists_money(text: str, start: int, end: int) -> bool:
    """Whether a candidate is one of the moneys that are told one after the other."""
    return text[:start].endswith("、") and text[start:end].endswith(_moneys())


def _inside_name(before: str) -> bool:
    """Whether what stands before a boundary word leaves a quote open, or joins it to the name (X及开展Y)."""
    quoted = before.count("“") > before.count("”")
    return quoted or before.endswith(tuple(rules.load("projects").data["joins"]))


def _is_name(name: str, *, listed: bool = False) -> bool:
    """Whether words can be a project's name: long enough, and not of generic words alone.

    What is `listed` among projects may have a name of generic words alone (信息化运行维护).
    """
    return _SHORTEST <= len(name) <= _LONGEST and (listed or not _is_generic(name))


def _is_generic(name: str) -> bool:
    """Whether a name says nothing of its own beside generic words and figures."""
    rest = rules.load("projects")["project.aside"].sub("", name)
    for word in sorted(_generic(), key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(rest) < _OWN or rules.load("projects")["project.figures"].search(rest) is not None


def _says_never(name: str) -> bool:
    """Whether a name holds what no project's name does."""
    return any(word in name for word in rules.load("projects").data["never"])


def _says_seldom(name: str) -> bool:
    """Whether a name holds what a project's name does only where a list gives the whole of it."""
    return any(word in name for word in rules.load("projects").data["seldom"])


def _is_class(name: str) -> bool:
    """Whether words only say of which class things are."""
    return rules.load("projects")["project.class"].search(name) is not None


def _is_torn(name: str) -> bool:
    return rules.load("projects")["project.torn"].search(name) is not None


def _is_level(name: str) -> bool:
    return rules.load("subjects")["subject.level"].search(name) is not None


def _is_quantity(name: str) -> bool:
    return parse(name).known


def _is_functional_item(name: str) -> bool:
    """Whether a name is an object of spending, or an item of the classification that ends as those do.

    What its lowest level is called may be a programme, too (基本公共卫生服务); what stands above it is none.
    """
    data = rules.load("projects").data
    codes = codes_of(name)
    called = name.endswith(tuple(data["items"])) or any(len(code) < _ITEM or code[0] in _OBJECTS for code in codes)
    return name.endswith(data["account"]) or (called and bool(codes))


_OTHERS = (_is_torn, _is_level, _is_quantity, _is_functional_item, _says_never)  # what a name may be instead


def _balanced(name: str) -> bool:
    pairs = ((opening, closing) for closing, opening in _PAIRS.items() if opening != closing)
    return all(name.count(opening) == name.count(closing) for opening, closing in pairs)


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
        start, end = _unquoted(text, project.start, project.end)
        if all(end <= other.start or other.end <= start for other in kept):
            kept.append(Project(start, end, project.rule, canonical(text[start:end])))
    return sorted(kept, key=lambda p: p.start)


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of a name without a stray opening quote, and without the quotes that hold all of it."""
    if text[start] == "“" and "”" not in text[start:end]:
        start += 1
    quoted = text[start] == "“" and text[end - 1] == "”"
    if quoted and text.count("“", start, end) == 1:
        return start + 1, end - 1
    return start, end


@cache
def _generic() -> frozenset[str]:
    return frozenset(rules.load("projects").data["generic"])


def _moneys() -> tuple[str, ...]:
    return tuple(rules.load("projects").data["moneys"])


def _spending() -> str:
    return str(rules.load("projects").data["spending"])


def _noun() -> str:
    return str(rules.load("projects").data["noun"])
