"""Examples for triage: findings known to be real or not, with what they rest on.

Four sources: slips planted in table cells and prose (a new finding that disputes or cites the altered figure is
real, any other new one is not), rows of tables misread (nothing new in them is real), verdicts of people who had
the page before them, and such verdicts on findings of which only the records are left, whatever version told them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from random import Random

from gouji import api
from gouji.corpus.pool import each
from gouji.document import Span
from gouji.errors import GoujiError
from gouji.learn.planting.cell_slips import alteration, altered, candidates
from gouji.learn.planting.claim_slips import NUMBER, Alteration, Slip, Target, digit_changed
from gouji.learn.planting.documents import Draw
from gouji.learn.triage.misreading import misread
from gouji.reconcile.findings.features import Company, Observed, features
from gouji.reconcile.model import Finding, Severity
from gouji.records.results import CheckResult

VERDICTS = {"right": 1.0, "wrong": 0.0, "arguable": 0.5, "right_wrong_figure": 0.5}
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Example:
    """A finding: `real` is 1.0, 0.0, or 0.5 where readers would differ; `source`: planted, misread, verdict, stored."""

    document: str
    source: str
    real: float
    text: str
    expected: str
    features: dict[str, float]


@dataclass(frozen=True, slots=True)
class Judgements:
    """What people judged: a file of verdicts on today's findings, folders of former records with theirs."""

    verdicts: Path | None = None
    stored: tuple[Path, ...] = ()


def examples(paths: Sequence[Path], verdicts: Path | None, draw: Draw, workers: int | None = None) -> Iterator[Example]:
    """The examples of documents, in order.

    In each `draw.cells` slips are planted one at a time, `draw.pairs` two at once, and `draw.pairs` rows are misread.
    """
    told = read_verdicts(verdicts) if verdicts else {}
    work = partial(_of_file, verdicts=told, draw=draw)
    for found in each(work, paths, workers):
        yield from found


def read_verdicts(path: Path) -> dict[Key, float]:
    """Verdicts by document, text, expected value and page."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {(v["document"], v["text"], _bare(v["expected"]), str(v["page"])): VERDICTS[v["verdict"]] for v in lines}


def _bare(expected: str) -> str:
    """A figure without the commas between its thousands, which a correction prints as the figure that it corrects."""
    return expected.replace(",", "")


def write(found: Iterable[Example], path: Path) -> None:
    """JSON Lines, one an example, to be read and corrected."""
    lines = (json.dumps(asdict(e), ensure_ascii=False) + "\n" for e in found)
    path.write_text("".join(lines), encoding="utf-8", newline="")


def read(path: Path) -> list[Example]:
    return [Example(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _of_file(path: Path, verdicts: Mapping[Key, float], draw: Draw) -> list[Example]:
    try:
        result = api.check(path, triage=False)
    except GoujiError:
        return []
    return [
        *_judged(path.name, result, verdicts),
        *_planted(path.name, result, draw),
        *_misread(path.name, result, draw),
    ]


def _judged(name: str, result: CheckResult, verdicts: Mapping[Key, float]) -> Iterator[Example]:
    for finding, told in _live(result):
        page = result.document.places.at(finding.span.start, finding.span.end).page
        real = verdicts.get((name, finding.text, _bare(finding.expected), str(page)))
        if real is not None:
            yield Example(name, "verdict", real, finding.text, finding.expected, told)


def _planted(name: str, result: CheckResult, draw: Draw) -> Iterator[Example]:
    chance = draw.chance(name, "triage")
    slips = [*_in_cells(result, chance), *_in_prose(result, chance)]
    chance.shuffle(slips)
    known = _known(result)
    for planted in _trials(slips, draw, chance):
        changed = api.check(altered(result.document, planted), triage=False)
        for finding, told in _live(changed):
            if finding.span not in known:
                real = float(any(_about(finding, s.span) for s in planted))
                yield Example(name, "planted", real, finding.text, finding.expected, told)


def _misread(name: str, result: CheckResult, draw: Draw) -> Iterator[Example]:
    chance = draw.chance(name, "misread")
    known = _known(result)
    for _ in range(draw.pairs):
        if changed := misread(result.document, chance):
            told = ((f, x) for f, x in _live(api.check(changed, triage=False)) if f.span not in known)
            yield from (Example(name, "misread", 0.0, f.text, f.expected, x) for f, x in told)


def _in_cells(result: CheckResult, chance: Random) -> list[Alteration]:
    made = (alteration(c, n, chance) for n, c in enumerate(candidates(result)))
    return [slip for slip in made if slip]


def _in_prose(result: CheckResult, chance: Random) -> Iterator[Alteration]:
    """One digit wrong in amounts of the prose that agree with their cells."""
    text = result.document.text
    for number, span in enumerate(dict.fromkeys(link.span for link in result.links if link.agrees)):
        if at := NUMBER.search(text, span.start, span.end):
            wrong = digit_changed(at.group(), chance)
            place = Span(*at.span())
            yield Alteration(number, "equal", Target.AMOUNT, Slip.DIGIT, place, wrong, span)


def _trials(slips: Sequence[Alteration], draw: Draw, chance: Random) -> Iterator[tuple[Alteration, ...]]:
    yield from ((slip,) for slip in slips[: draw.cells])
    if len(slips) > 1:
        yield from (tuple(sorted(chance.sample(slips, 2), key=lambda s: s.span)) for _ in range(draw.pairs))


def _about(finding: Finding, span: Span) -> bool:
    return any(s.overlaps(span) for s in (finding.span, *(e.span for e in finding.evidence)))


def _live(result: CheckResult) -> Iterator[tuple[Finding, dict[str, float]]]:
    company = Company.of(result.findings, result.checks)
    told = (f for f in result.findings if f.severity is not Severity.ROUNDING)
    yield from ((f, features(Observed.of(f), company)) for f in told)


def _known(result: CheckResult) -> frozenset[Span]:
    """What the document's own findings dispute: told otherwise beside a slip, they are no news."""
    return frozenset(f.span for f, _ in _live(result))
