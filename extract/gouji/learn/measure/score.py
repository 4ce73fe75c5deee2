"""Scores extraction and check records against gold annotations.

- AMOUNT, PERCENT: right when the spans overlap and the norms are numerically equal.
- CAUSE: right from a character overlap (intersection over union) of a half; `CAUSE_strict` wants equal words.
- PROJECT: like CAUSE, or equal words at overlapping spans.
- A gold mismatch is found when a material or minor finding disputes its figure, or names the figure and one
  of its evidence spans. `must`: sure and material; `should`: sure and less. A finding that touches no gold
  mismatch is a false alarm; records on one span count once; informational findings are not scored.
- A link is right when it reaches one of the cells that state the amount.
Gold records that are not sure are neutral throughout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

import regex

from gouji.language import rules
from gouji.learn.gold import Gold, Record, is_neutral

Judge = Callable[[Record, Record], bool]

HALF = 0.5  # intersection over union from which a cause or a project counts as found
SCORED = ("material", "minor")
_BLANK = regex.compile(r"\s+")
_EDGE = regex.compile(r"[\s“”\"'《》〈〉（）()：:；;。，,、]+")
_EXAMPLES = 12  # missed and false entities that are named


@dataclass(frozen=True, slots=True)
class EntityScore:
    """Counts for one label; `missed` and `false` are texts."""

    name: str
    tp: int
    fp: int
    fn: int
    missed: tuple[str, ...] = ()
    false: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        return _share(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float:
        return _share(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class FindingScore:
    must: int
    must_found: int
    should: int
    should_found: int
    findings: int
    false_alarms: int
    missed: tuple[str, ...] = ()
    missed_should: tuple[str, ...] = ()
    false: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkScore:
    amounts: int
    right: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Score:
    """All scores of one document; `links` is None where the gold has no alignments."""

    entities: tuple[EntityScore, ...] = field(default=())
    findings: FindingScore | None = None
    links: LinkScore | None = None


def score(gold: Gold, extracted: Iterable[Record], checked: Iterable[Record]) -> Score:
    """Scores the records of `gouji extract` and `gouji check` for one document."""
    by_type: dict[str, list[Record]] = {"entity": [], "finding": [], "link": []}
    for record in (*extracted, *checked):
        by_type.setdefault(record["type"], []).append(record)
    return Score(
        tuple(_entities(name, judge, gold.entities or (), by_type["entity"]) for name, judge in JUDGES.items()),
        _findings(gold.mismatches, by_type["finding"]),
        None if gold.alignments is None else _links(gold.alignments, by_type["link"]),
    )


def overlap(a: Record, b: Record) -> int:
    """How many characters two records have in common."""
    common: int = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return max(0, common)


def iou(a: Record, b: Record) -> float:
    """Intersection over the stretch from the first start to the last end."""
    union: int = max(a["end"], b["end"]) - min(a["start"], b["start"])
    return overlap(a, b) / max(1, union)


def _same_value(gold: Record, found: Record) -> bool:
    a, b = _number(gold.get("norm")), _number(found.get("norm"))
    return overlap(gold, found) > 0 and a is not None and a == b


def _half_covered(gold: Record, found: Record) -> bool:
    return iou(gold, found) >= HALF


def _same_words(gold: Record, found: Record) -> bool:
    return overlap(gold, found) > 0 and _bare(gold["text"]) == _bare(found["text"])


JUDGES: dict[str, Judge] = {
    "AMOUNT": _same_value,
    "PERCENT": _same_value,
    "CAUSE": _half_covered,
    "CAUSE_strict": _same_words,
    "PROJECT": lambda gold, found: _half_covered(gold, found) or _same_words(gold, found),
}


def _entities(name: str, right: Judge, gold: Iterable[Record], found: Iterable[Record]) -> EntityScore:
    label = name.removesuffix("_strict")
    wanted, candidates = _labelled(label, gold), _labelled(label, found)
    hits, left = _paired(right, wanted, candidates)
    sure = [hit for g, hit in zip(wanted, hits, strict=True) if not is_neutral(g)]
    unclear = [g for g in wanted if is_neutral(g)]
    false = [f for f in left if not _meet(unclear, [f])]
    missed = [g for g in _sure(wanted) if not any(right(g, f) for f in candidates)]
    return EntityScore(name, sure.count(True), len(false), sure.count(False), _texts(missed), _texts(false))


def _labelled(label: str, records: Iterable[Record]) -> list[Record]:
    return [r for r in records if r["label"] == label]


def _paired(right: Judge, wanted: Iterable[Record], candidates: Iterable[Record]) -> tuple[list[bool], list[Record]]:
    """Whether each gold record has a prediction of its own, and the predictions that stand for none."""
    left = list(candidates)
    hits = []
    for g in wanted:
        hit = next((f for f in left if right(g, f)), None)
        hits.append(hit is not None)
        if hit is not None:
            left.remove(hit)
    return hits, left


def touches(gold: Record, finding: Record) -> bool:
    """Whether a finding is about the gold mismatch."""
    if overlap(finding, gold):
        return True
    mine, theirs = _evidence(finding), _evidence(gold)
    if not _meet(mine, [gold]):
        return False
    return not theirs or _meet(theirs, [finding, *mine])


def _meet(some: Iterable[Record], others: Sequence[Record]) -> bool:
    """Whether one of some records overlaps one of the others."""
    return any(overlap(a, b) for a in some for b in others)


def places(gold: Iterable[Record]) -> list[list[Record]]:
    """The gold mismatches by the span that they dispute; those of which none is sure are left out."""
    found: dict[tuple[int, int], list[Record]] = {}
    for g in gold:
        found.setdefault((g["start"], g["end"]), []).append(g)
    return [records for records in found.values() if not all(map(is_neutral, records))]


def _findings(gold: Iterable[Record], found: Iterable[Record]) -> FindingScore:
    gold = list(gold)
    live = [f for f in found if f.get("severity") in SCORED]
    must, should = _parted(places(gold))
    missed, missed_should = _missed(must, live), _missed(should, live)
    false = [f for f in live if not _touched(gold, [f])]
    return FindingScore(
        must=len(must),
        must_found=len(must) - len(missed),
        should=len(should),
        should_found=len(should) - len(missed_should),
        findings=len(live),
        false_alarms=len(false),
        missed=missed,
        missed_should=missed_should,
        false=tuple(map(_alarm, false)),
    )


def _parted(groups: Iterable[list[Record]]) -> tuple[list[list[Record]], list[list[Record]]]:
    """The places that must be found, a sure record of which is material; and those that should be."""
    must: list[list[Record]] = []
    should: list[list[Record]] = []
    for records in groups:
        material = any(g["severity"] == "material" for g in _sure(records))
        (must if material else should).append(records)
    return must, should


def _missed(groups: Iterable[list[Record]], live: Sequence[Record]) -> tuple[str, ...]:
    """The places that no finding is about, each by its first sure record."""
    return tuple(_mismatch(_sure(records)[0]) for records in groups if not _touched(records, live))


def _touched(gold: Iterable[Record], live: Sequence[Record]) -> bool:
    return any(touches(g, f) for g in gold for f in live)


def _sure(records: Iterable[Record]) -> list[Record]:
    return [g for g in records if not is_neutral(g)]


def _links(gold: Iterable[Record], links: Sequence[Record]) -> LinkScore:
    cells: dict[tuple[int, int], list[Record]] = {}
    for g in _sure(gold):
        if not g.get("inferred"):
            cells.setdefault((g["start"], g["end"]), []).append(_cell(g))
    to_cells = [link for link in links if "cell_start" in link]
    right = wrong = 0
    for (start, end), targets in cells.items():
        amount = {"start": start, "end": end}
        reached = [_cell(link) for link in to_cells if overlap(link, amount)]
        hit = _meet(reached, targets)
        right += hit
        wrong += bool(reached) and not hit
    return LinkScore(len(cells), right, wrong)


def _number(value: object) -> Decimal | None:
    try:
        return Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return None


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _bare(text: str) -> str:
    return _EDGE.sub("", text).removesuffix(rules.load("projects").data["noun"])


def _texts(records: Sequence[Record]) -> tuple[str, ...]:
    return tuple(_BLANK.sub("", r["text"][:40]) for r in records[:_EXAMPLES])


def _alarm(finding: Record) -> str:
    return f"{finding.get('kind')}: {finding.get('text', '')} {finding.get('message', '')}"[:110]


def _mismatch(record: Record) -> str:
    return f"{record.get('id')} {record['kind']}: {record['stated']} -> {record['expected']}"[:90]


def _evidence(record: Record) -> list[Record]:
    return [e for e in record.get("evidence", ()) if "start" in e]


def _cell(record: Record) -> Record:
    return {"start": record["cell_start"], "end": record["cell_end"]}
