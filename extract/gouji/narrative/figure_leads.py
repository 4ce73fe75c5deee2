"""Leads: what the words before a figure name (subject, measure, period, what it is compared with)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from gouji.language import rules, subjects
from gouji.language.rules import Rule
from gouji.language.subjects import Subject


@dataclass(frozen=True, slots=True)
class Lead:
    """The words before a figure, taken apart.

    `named` is the subject that the clause itself names (empty: it goes on with the one before);
    `measure` is '' when the lead does not say; `opens` whether 其中 or its like stands in it;
    `whole` the words before 中： where the list names its whole (本年收入中：); `side` is the side whose
    plan or outcome the measure's words name (2026年收入预算), where no other quantity is named; `clause` whether
    a semicolon parts the lead from what stands before it; `last_year` whether it says that the figure is of the year
    before (上年预算数为).
    """

    subject: str
    named: Subject
    measure: str
    year: int | None
    opens: bool
    whole: str
    base: str
    side: str = ""
    clause: bool = False
    last_year: bool = False


def read_lead(text: str) -> Lead:
    """Take a lead apart; `text` is the view text before the figure."""
    text = text.rstrip("：: ")
    opener = _opener(text)
    text, last_year = _without_last_year(text)
    base, body = _without_base(text, opener[1] if opener else 0)
    last = _last_clause(body)
    segments = split(last)
    subject, measure, named = _named(text, segments)
    listed = _whole(text)
    announced = _named_whole(text[: opener[0]]) if opener else ""
    return Lead(
        subject=subject,
        named=named,
        measure=measure,
        year=subjects.year(body),
        opens=opener is not None or bool(listed) or text.startswith((":", "：")),
        whole=listed or announced,
        base=base,
        side="" if subject or opener else subjects.side_in(segments[-1]),
        clause=text.lstrip().startswith(("；", ";")) or last != body,
        last_year=last_year,
    )


def _opener(text: str) -> tuple[int, int] | None:
    """Where a lead opens a list; what a semicolon ends before its first amount lists names (包括：甲、乙；丙3万元)."""
    opener = _last(rules.load("clauses")["clause.of_which"], text)
    return None if opener is None or len(split_at_semicolons(text[opener[1] :])) > 1 else opener


def _without_last_year(text: str) -> tuple[str, bool]:
    """The lead without the words that its figure is of the year before, and whether it had them."""
    found = rules.load("clauses")["clause.year_before"].search(text)
    if found is None:
        return text, False
    start, end = found.span("said")
    return text[:start] + text[end:], True


def _without_base(text: str, begin: int) -> tuple[str, str]:
    """What a figure is compared with (比上年), and the lead from `begin` on with a comma in its place."""
    than = _last(rules.load("clauses")["clause.than"], text)
    if than is None or than[1] <= begin:
        return "", text[begin:]
    start, end = than
    before = text[begin : max(begin, start)]
    return text[start:end], f"{before}，{text[end:]}"


def _named(text: str, segments: list[str]) -> tuple[str, str, Subject]:
    """The subject, the measure and the name; a few wordings and measures tell subject and fund by themselves."""
    subject, measure, named = _last_named(segments)
    own = next((rule for rule in rules.ranked("clauses", "subject") if rule.search(text)), None)
    if own:
        subject = own.yields["subject"]
        named = subjects.parse(subject)
    if not named.fund and measure in _granted():
        named = replace(named, fund=_granted()[measure])
    return subject, measure, named


def _last_named(segments: list[str]) -> tuple[str, str, Subject]:
    """The last clause that names a quantity, the last measure that any names, and the name."""
    measure = ""
    for segment in reversed(segments):
        said, rest = take_measure(segment)
        measure = measure or said
        if _only_measure(segment, said, rest) or _only_ground(segment):
            continue
        named = subjects.parse(rest if said in _asked() else segment)
        if not named.empty:
            return segment.strip(), measure, named
    return "", measure, Subject()


def _only_measure(segment: str, measure: str, rest: str) -> bool:
    """Whether a clause only says which measure of the quantity before it follows."""
    return bool(measure) and subjects.parse(rest).empty and not subjects.parse(segment).known


def _only_ground(segment: str) -> bool:
    """Whether a clause only says on what ground (按照…要求)."""
    return rules.load("clauses")["clause.ground"].search(segment) is not None


def _last_clause(text: str) -> str:
    """What follows the last semicolon, where it names a side and its measure alone (；支出预算): no more is meant."""
    tail = split_at_semicolons(text)[-1].strip()
    if tail == text:
        return text
    measure, rest = take_measure(tail)
    side_alone = measure and not rest and subjects.side_in(tail)
    return tail if side_alone else text


def split_at_semicolons(text: str) -> list[str]:
    """The parts of a text between its semicolons, those inside brackets among them."""
    return text.replace(";", "；").split("；")


def split(text: str) -> list[str]:
    """The clauses of a lead; marks inside brackets and quotes do not cut."""
    parts, depth, begin = [], 0, 0
    for match in rules.load("clauses")["clause.cut"].finditer(text):
        if match["open"]:
            depth += 1
        elif match["close"]:
            depth = max(0, depth - 1)
        elif depth == 0:
            parts.append(text[begin : match.start()])
            begin = match.end()
    return [*parts, text[begin:]]


def take_measure(segment: str) -> tuple[str, str]:
    """The measure that a clause names (年初预算, 全年预算, 预算, 决算 …) and the clause without it."""
    for rule in rules.ranked("clauses", "measure"):
        found = _last(rule, segment)
        if found and not _inside_fund(segment, found):
            rest = segment[: found[0]] + segment[found[1] :]
            return str(rule.yields["measure"]), rules.load("clauses")["clause.filler"].sub("", rest)
    return "", segment


def _inside_fund(segment: str, found: tuple[int, int]) -> bool:
    """Whether 预算 is only part of a fund's name (一般公共预算, 国有资本经营预算)."""
    return any(
        (at := segment.find(alias)) >= 0 and at <= found[0] < at + len(alias)
        for fund in rules.load("subjects").data["fund"]
        for alias in fund["aliases"]
    )


def _whole(text: str) -> str:
    match = rules.load("clauses")["clause.list_in"].search(text)
    return str(match["whole"]) if match else ""


def _named_whole(text: str) -> str:
    """The name in front of an opener that no figure follows (支出主要用于以下方面：)."""
    last = split(text.rstrip("，, "))[-1]
    return rules.load("clauses")["clause.spent_on"].sub("", last)


def _last(rule: Rule, text: str) -> tuple[int, int] | None:
    found = [m.span() for m in rule.finditer(text)]
    return found[-1] if found else None


@cache
def budget_measures() -> frozenset[str]:
    """The measures that are plans, not outcomes (年初预算, 预算, 批复 …)."""
    return frozenset(r.yields["measure"] for r in rules.load("clauses") if r.yields.get("budget"))


@cache
def general_measures() -> frozenset[str]:
    """The measures that say only that it is a plan, not which one (预算)."""
    return frozenset(r.yields["measure"] for r in rules.load("clauses") if r.yields.get("general"))


@cache
def _asked() -> frozenset[str]:
    """Measures that stand behind the name itself (X申报30万元): no part of it."""
    return frozenset(r.yields["measure"] for r in rules.load("clauses") if r.yields.get("behind_name"))


@cache
def _granted() -> dict[str, str]:
    """Measures that say which fund pays (财政批复)."""
    return {r.yields["measure"]: r.yields["fund"] for r in rules.load("clauses") if "fund" in r.yields}
