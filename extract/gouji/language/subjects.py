"""Names of quantities: what a subject, a row label or a column header names, in comparable form.

Prose and tables name one quantity differently (一般公共服务支出(类) and 一、一般公共服务支出, 机关机构运行经费 and
机关运行经费). A `Subject` is the name taken apart: the fund, the side (收入/支出), the extent (本年/总计) and the
core that is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

import regex

from gouji.language import classification, rules
from gouji.language.misprints import Lexicon
from gouji.language.organisations import owner
from gouji.language.view import fold

_ASIDE = regex.compile(r"\([^()]*\)$")  # a term with an explanation (政府采购金额(以合同为准)) is the term
_SHORTEST = 4  # characters of a term that is told from the end of a name
_MARKS = regex.compile(r"[\s“”\"'‘’《》〈〉\[\]:：*#]+")


@dataclass(frozen=True, slots=True)
class Subject:
    """A quantity's name taken apart; `core` is canonical when `known`, else the text that is left.

    `path` holds the functional items from class down where the name spells them (（类）（款）（项）); `body` is the
    organisation whose quantity the name says it is (青岭市林业局机关运行经费).
    """

    core: str = ""
    fund: str = ""
    side: str = ""
    extent: str = ""
    path: tuple[str, ...] = ()
    known: bool = False
    body: str = ""

    @property
    def empty(self) -> bool:
        return not (self.core or self.fund or self.side or self.extent)

    @property
    def nameless(self) -> bool:
        """Whether it says at most a fund or an extent: no quantity of its own."""
        return not (self.core or self.side)

    @property
    def total(self) -> bool:
        """Whether the name is of a whole side (本年收入合计, 财政拨款支出), not of an item in it."""
        return not self.core and bool(self.side)


NAMELESS = Subject()


@lru_cache(maxsize=65536)
def parse(text: str) -> Subject:
    """The subject that a stretch of prose, a row label or a header names: behind its last date, if that names any.

    What stands before the date may tell whose it is (青岭市林业局2024年公务接待费).
    """
    parts = _parts(text)
    for place, part in enumerate(parts, start=1):
        found = _parse(part)
        if not found.empty:
            body = found.body or next(filter(None, map(owner, parts[place:])), "")
            return replace(found, body=body)
    return Subject()


def _parse(name: str) -> Subject:
    path = _path(name)
    if path:
        return Subject(core=path[-1], path=path)
    if term := _term(name):
        return Subject(core=term, known=True)
    rest, fund = _take(name, "fund")
    inside = rules.load("subjects")["subject.measure"].sub("", _trim(rest))
    bare, side = _take(inside, "side")
    bare, extent = _take(_trim(bare), "extent")
    if term := _first_term(_spellings(rest, inside, bare)):
        return Subject(core=term, fund=fund, known=True)
    if _trim(bare) in _empty() or bare == side:
        return Subject(fund=fund, side=side, extent=extent)
    if term := _explained_term(inside) or _misprinted_term(inside):
        return Subject(core=term, fund=fund, known=True)
    if meant := _fund_lexicon().meant(_trim(bare)):
        return Subject(fund=fund or _take(meant, "fund")[1], side=side, extent=extent)
    if owned := _owned_term(inside) or _provided_term(inside):
        return replace(owned, fund=fund)
    return Subject(core=_item(_trim(inside)), fund=fund)


def _spellings(rest: str, inside: str, bare: str) -> Iterator[str]:
    """What of a name may be a term: without fund, without the word for a sum, without measure and extent, bare."""
    yield rest
    yield rules.load("subjects")["subject.joined"].sub("", rest)
    yield rules.load("subjects")["subject.sum_word"].sub("", _trim(rest))
    yield _take(inside, "extent")[0]  # 本年项目支出, before 支出 is taken for its side
    yield bare


def _first_term(spellings: Iterable[str]) -> str:
    return next(filter(None, map(_term, spellings)), "")


def _explained_term(text: str) -> str:
    """The term in front of an explanation in brackets."""
    return _term(_trim(_ASIDE.sub("", text)))


def _owned_term(text: str) -> Subject | None:
    """The term behind the name of the organisation whose it is, the longest; None for other names."""
    bare = rules.load("subjects")["subject.sum_word"].sub("", text)
    for at in range(1, len(bare) - _SHORTEST + 1):
        term = _first_term((text[at:], bare[at:]))
        if term and (body := owner(text[:at])):
            return Subject(core=term, known=True, body=body)
    return None


def _provided_term(text: str) -> Subject | None:
    """The term behind the words that tell who provides for it (市本级部门使用…安排的三公经费); None for other names."""
    bare = rules.load("subjects")["subject.provided"].sub("", text)
    term = _first_term((bare, rules.load("subjects")["subject.sum_word"].sub("", bare))) if bare != text else ""
    return Subject(core=term, known=True) if term else None


def _misprinted_term(text: str) -> str:
    return _terms().get(_term_lexicon().meant(_trim(text)), "")


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """The name without blanks, quotes, numbering and codes, in half width; from the last date on if dated."""
    return next(iter(_parts(text)), "")


def _parts(text: str) -> list[str]:
    """The stretches between the dates of a name, cleaned, the last first."""
    subject = rules.load("subjects")
    squeezed = subject["subject.unit_note"].sub("", _MARKS.sub("", fold(text)))
    found = []
    for part in subject["subject.dated"].split(squeezed)[::-1]:
        part = subject["subject.numbering"].sub("", part)
        part = subject["subject.reference"].sub("", part)
        if part.startswith("(") and part.count("(") > part.count(")"):
            part = part[1:]
        part = _uncoded(part).strip(",，、。；;.- ")
        if part:
            found.append(part)
    return found


def _uncoded(name: str) -> str:
    """A name without its code; several codes in a row spell a path as （类）（款）（项） do."""
    code = rules.load("subjects")["subject.code"]
    name = rules.load("subjects")["subject.code_slip"].sub("", name)
    several = sum(1 for _ in code.finditer(name)) > 1
    return code.sub(lambda m: f"({_level_words()[len(m['code'])]})" if several else "", name)


@cache
def _level_words() -> dict[int, str]:
    """What the classification calls a code of so many digits."""
    return {digits: word for word, digits in rules.load("codes").data["digits"].items()}


@cache
def both_sides() -> str:
    """What names income and expenditure at once (收支)."""
    return next(str(side["name"]) for side in rules.load("subjects").data["side"] if side.get("both"))


def fits(a: Subject, b: Subject) -> bool:
    """Whether two names can be of one quantity: what both say must not differ."""
    if not _of_one_body(a, b):
        return False
    if a.core or b.core:
        return a.core == b.core
    sides = {a.side, b.side} - {"", both_sides()}
    funds = {a.fund, b.fund} - {""}
    return len(sides) <= 1 and len(funds) <= 1


def same(a: Subject, b: Subject) -> bool:
    """Whether two names are of one quantity for certain; of some a fund need not be named (三公经费)."""
    if not _of_one_body(a, b):
        return False
    bare = (replace(one, body="") for one in (a, b))
    return len(set(bare)) == 1 or (a.known and a.core == b.core and a.core in flagged("fundless"))


def _of_one_body(a: Subject, b: Subject) -> bool:
    """Whether two names can be of one organisation: one names none, or one name is short for the other."""
    return not (a.body and b.body) or abbreviates(a.body, b.body)


@cache
def flagged(flag: str) -> frozenset[str]:
    """The terms with a flag.

    `fundless` mean one quantity whatever fund is named, `weak` mean no certain one, `stock` what is left at a day.
    """
    return frozenset(t["name"] for t in rules.load("subjects").data["term"] if t.get(flag))


@lru_cache(maxsize=65536)
def fund_in(text: str) -> str:
    """The fund that a heading or a title names, or ''."""
    return _take(clean(text), "fund")[1]


@lru_cache(maxsize=65536)
def side_in(text: str) -> str:
    """收入, 支出 or 收支, whichever a title names first as its longest; ''."""
    return _take(clean(text), "side")[1]


@lru_cache(maxsize=65536)
def without_funds(text: str) -> str:
    """The text without the names of funds, so that their 预算 is not taken for a measure."""
    for _, alias in _aliases("fund"):
        text = text.replace(alias, "")
    return text


@lru_cache(maxsize=65536)
def codes(text: str) -> str:
    """The classification code printed in a name (`高中教育（2050204）`), or ''."""
    match = rules.load("subjects")["subject.code"].search(fold(text))
    return str(match["code"]) if match else ""


@lru_cache(maxsize=65536)
def year(text: str) -> int | None:
    """The last year that a stretch of text names."""
    found = years_named(text)
    return found[-1] if found else None


def years_named(text: str) -> list[int]:
    """The years that a stretch of text names, in order."""
    return [int(m["year"]) for m in rules.load("subjects")["subject.dated"].finditer(text)]


def similarity(a: str, b: str) -> float:
    """Dice coefficient of character bigrams; 1.0 for equal strings, 0.9 where one holds the other whole."""
    if a == b:
        return 1.0
    held = a in b or b in a
    if held and min(len(a), len(b)) >= 4:
        return 0.9
    x, y = _bigrams(a), _bigrams(b)
    if not x or not y:
        return 0.0
    return 2 * len(x & y) / (len(x) + len(y))


def abbreviates(a: str, b: str) -> bool:
    """Whether the shorter name leaves out characters of the longer and changes none (or was cut short)."""
    short, long = sorted((a, b), key=len)
    rest = iter(long)
    return bool(short) and all(c in rest for c in short)


def _bigrams(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}


def _path(text: str) -> tuple[str, ...]:
    """The items that a name spells from above, by their levels (（类）（款）（项）) or by dashes between them."""
    rule = rules.load("subjects")["subject.item_path"]
    spelt = tuple(_item(m["name"]) for m in rule.finditer(text))
    return spelt or _dashed(text)


def _dashed(text: str) -> tuple[str, ...]:
    """A-B-C, where each is an item of the classification and stands below the one before."""
    parts = tuple(text.strip(",，、。；; ").split("-"))
    codes = [classification.codes_of(part) for part in parts] if len(parts) > 1 else []
    below = (any(b.startswith(a) and a != b for a in one for b in other) for one, other in pairwise(codes))
    return tuple(map(_item, parts)) if codes and all(codes) and all(below) else ()


def _item(name: str) -> str:
    """A functional item without the word 支出 that some tables add to it."""
    codes = rules.load("codes").data
    name = name.strip(".-(,，、。 ")
    bare = name.removesuffix(codes["heading"]).removesuffix(codes["tail"])
    names_item = len(bare) >= 2 and bare != codes["rest"]
    return bare if names_item else name


def _term(name: str) -> str:
    return _terms().get(name) or _terms().get(_trim(name)) or _terms().get(name.lstrip("0123456789"), "")


def _take(text: str, group: str) -> tuple[str, str]:
    """The text without the first alias of the group that it holds, and that alias's canonical name."""
    for name, alias in _aliases(group):
        if alias in text:
            return text.replace(alias, "", 1), name
    return text, ""


@cache
def _aliases(group: str) -> tuple[tuple[str, str], ...]:
    """(name, alias) pairs; funds in the file's order (the narrow before the wide), others longest first."""
    pairs = [(e["name"], a) for e in rules.load("subjects").data[group] for a in e["aliases"]]
    return tuple(pairs) if group == "fund" else tuple(sorted(pairs, key=lambda p: -len(p[1])))


@cache
def _terms() -> dict[str, str]:
    found: dict[str, str] = {}
    for term in rules.load("subjects").data["term"]:
        for alias in term["aliases"]:
            found[alias] = term["name"]
            found.setdefault(alias + rules.load("codes").data["tail"], term["name"])
    return found


@cache
def _term_lexicon() -> Lexicon:
    return Lexicon(_terms())


@cache
def _fund_lexicon() -> Lexicon:
    return Lexicon(alias for _, alias in _aliases("fund"))


@cache
def _empty() -> frozenset[str]:
    return frozenset(rules.load("subjects").data["empty"])


def _trim(text: str) -> str:
    """The text without the words around its core."""
    if text in _terms():
        return text
    return rules.load("subjects")["subject.edge"].sub("", text).strip("、,，。；.- ")
