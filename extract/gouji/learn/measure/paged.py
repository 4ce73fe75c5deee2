"""Scores records of a paged document against gold that gives page, quote and figure instead of offsets.

Readers print a PDF's text differently, so a finding is about a gold mismatch when their pages are one apart at
most and it disputes the same figure, or rests on it together with a figure of the gold's evidence. Records of one
`group` are one error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import regex

from gouji.learn.gold import Gold, Record, is_neutral
from gouji.learn.measure.score import SCORED, EntityScore, FindingScore, Score

_APART = 1  # pages between the two readings of a place
_SPACE = regex.compile(r"[\s,，]+")
_EDGE = regex.compile(r"[“”\"《》：:。；;，,]")
_NUMBER = regex.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_LABELS = ("AMOUNT", "PERCENT", "CAUSE", "PROJECT")
_NORMED = ("AMOUNT", "PERCENT")
_WORDS = ("wording", "structure")  # kinds of mismatch that no figure shows
_EXAMPLES = 10

Place = tuple[int | None, str | None]  # page and figure


@dataclass(frozen=True, slots=True)
class PagedScore:
    """The score, and how many of the mismatches that must be found are figures, and found."""

    score: Score
    figures: int
    figures_found: int


def score(gold: Gold, extracted: Iterable[Record], checked: Iterable[Record]) -> PagedScore:
    """Scores the records of `gouji extract` and `gouji check` for one paged document."""
    entities = [r for r in extracted if r["type"] == "entity"]
    scored = () if gold.entities is None else _all_entities(gold.entities, entities)
    live = [r for r in checked if r["type"] == "finding" and r["severity"] in SCORED]
    must = _groups(_of_severity(gold, "material"))
    missed = [records for records in must if not _found(records, live)]
    figures = _figures(must)
    findings = _findings(gold, live, must, missed)
    return PagedScore(Score(scored, findings), figures, figures - _figures(missed))


def _findings(
    gold: Gold, live: Sequence[Record], must: Sequence[list[Record]], missed: Sequence[list[Record]]
) -> FindingScore:
    """The score of the findings that count, from what must be found and what of it is missed."""
    should = [g for g in gold.mismatches if g.get("sure", True) and g["severity"] == "minor"]
    missed_should = [g for g in should if not _found([g], live)]
    false = [f for f in live if not _explained(f, gold.mismatches)]
    return FindingScore(
        must=len(must),
        must_found=len(must) - len(missed),
        should=len(should),
        should_found=len(should) - len(missed_should),
        findings=len(live),
        false_alarms=len(false),
        missed=tuple(_mismatch(records[0]) for records in missed),
        missed_should=tuple(map(_mismatch, missed_should)),
        false=tuple(map(_alarm, false)),
    )


def places(gold: Gold) -> list[list[Record]]:
    """The sure mismatches beyond rounding, those of one group together."""
    return _groups(_of_severity(gold, *SCORED))


def _of_severity(gold: Gold, *severities: str) -> list[Record]:
    sure = (g for g in gold.mismatches if not is_neutral(g))
    return [g for g in sure if g["severity"] in severities]


def _found(records: Iterable[Record], live: Sequence[Record]) -> bool:
    """Whether a finding is about one of the records."""
    return any(touches(g, f) for g in records for f in live)


def _explained(finding: Record, mismatches: Iterable[Record]) -> bool:
    """Whether a gold mismatch stands behind the finding."""
    return any(_excuses(g, finding) and touches(g, finding) for g in mismatches)


def _figures(groups: Iterable[Sequence[Record]]) -> int:
    """How many groups are about a figure. A group is known by its first record."""
    return sum(records[0]["kind"] not in _WORDS for records in groups)


def names(gold: Record, finding: Record) -> bool:
    """Whether a finding disputes the gold's figure; where that is a blank cell, a figure that contradicts it."""
    return _stands_at((finding.get("page"), finding.get("text")), _disputed(gold))


def touches(gold: Record, finding: Record) -> bool:
    """Whether a finding is about the gold mismatch."""
    if names(gold, finding):
        return True
    page = finding.get("page")
    evidence = [(e.get("page", page), e.get("text")) for e in finding.get("evidence", ())]
    disputed = _disputed(gold)
    if not any(_stands_at(one, disputed) for one in evidence):
        return False
    if not _squeezed(gold["figure"]):
        return True
    mine = [finding.get("text"), *(text for _, text in evidence)]
    return _share_a_figure(mine, [e.get("figure") for e in gold.get("evidence", ())])


def _stands_at(one: Place, others: Iterable[Place]) -> bool:
    """Whether a figure is one of others, on a page near its."""
    page, text = one
    return any(_near(page, p) and _same(text, figure) for p, figure in others)


def _share_a_figure(texts: Iterable[str | None], figures: Sequence[str | None]) -> bool:
    return any(_same(text, figure) for text in texts for figure in figures)


def alike(gold: Record, found: Record) -> bool:
    """Whether a reason or a project name has the words of the gold."""
    return _key(gold) == _key(found)


def _excuses(gold: Record, finding: Record) -> bool:
    """Whether the gold mismatch may stand behind the finding: what it knows as rounding is no material finding."""
    return bool(gold["severity"] != "rounding" or finding["severity"] != "material")


def _disputed(gold: Record) -> list[Place]:
    """Wherever the disputed figure stands; of a blank cell, where the evidence stands."""
    blank = not _squeezed(gold["figure"])
    records = gold.get("evidence", ()) if blank else (gold, *gold.get("same_figure_at", ()))
    return [(r.get("page"), r.get("figure", "")) for r in records]


def _groups(records: Iterable[Record]) -> list[list[Record]]:
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(str(record.get("group", record["id"])), []).append(record)
    return list(groups.values())


def _near(one: int | None, other: int | None) -> bool:
    return one is None or other is None or abs(one - other) <= _APART


def _same(text: str | None, figure: str | None) -> bool:
    """Whether two texts print one number; without a number, whether one holds the other."""
    one, other = _squeezed(text), _squeezed(figure)
    if not one or not other:
        return False
    if number := _number(other):
        return _number(one) == number
    return other in one or one in other


def _number(text: str) -> str:
    match = _NUMBER.search(text)
    if match is None:
        return ""
    return match.group().rstrip("0").rstrip(".") if "." in match.group() else match.group()


def _squeezed(text: object) -> str:
    return _SPACE.sub("", str(text or ""))


def _all_entities(gold: Sequence[Record], found: Sequence[Record]) -> tuple[EntityScore, ...]:
    return tuple(_entities(label, gold, found) for label in _LABELS)


def _entities(label: str, gold: Iterable[Record], found: Sequence[Record]) -> EntityScore:
    """The entities of one label by what they are compared by; those the gold is unsure of count neither way."""
    wanted: Counter[str] = Counter()
    unsure: Counter[str] = Counter()
    for record in _labelled(label, gold):
        counted = unsure if record.get("sure") is False else wanted
        counted[_key(record)] += 1
    given = Counter(map(_key, _labelled(label, found)))
    given -= unsure & (given - wanted)
    right = (wanted & given).total()
    missed = _examples(wanted - given)
    false = _examples(given - wanted)
    return EntityScore(label, right, given.total() - right, wanted.total() - right, missed, false)


def _labelled(label: str, records: Iterable[Record]) -> list[Record]:
    return [r for r in records if r["label"] == label]


def _examples(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(key[:40] for key in keys)[:_EXAMPLES]


def _key(record: Record) -> str:
    """What entities are compared by: the value of a figure, else the words."""
    if record["label"] in _NORMED:
        return _value(str(record.get("norm")))
    return _EDGE.sub("", _squeezed(record.get("text") or record.get("figure")))


def _value(norm: str) -> str:
    """One text for 5, 5.0 and 5.00."""
    try:
        return format(Decimal(norm).normalize(), "f")
    except InvalidOperation:
        return norm


def _alarm(finding: Record) -> str:
    return f"{finding['kind']} p{finding.get('page')}: {finding['text']} {finding['message']}"[:120]


def _mismatch(g: Record) -> str:
    return f"{g['id']} {g['kind']} p{g.get('page')}: {g['stated']} -> {g['expected']}"[:90]
