"""Measures the package on gold annotations: the score of each document, then the slips planted in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gouji import api
from gouji.learn import tabletruth, trial
from gouji.learn.gold import Gold, document_of, read_gold
from gouji.learn.planting import Alteration, Slip, Target, alterations
from gouji.learn.proof import undetectable
from gouji.learn.score import score
from gouji.learn.scorecard import lines

Echo = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one planted slip."""

    document: str
    alteration: Alteration
    stated: str
    altered: str
    found: bool
    undetectable: bool


def run(
    gold_dirs: list[Path],
    corpus: Path,
    planting: bool = True,
    *,
    echo: Echo,
    verbose: bool = False,
    workers: int | None = None,
) -> int:
    """Writes the score of each gold folder's document through `echo`, then the table of planted slips.

    A folder `000` annotates the document `000_*` in `corpus` or `corpus/seeds`. A JSON file, or the `tables.json`
    of a folder, is the truth of a document's tables. Returns the exit status 0. Raises GoujiError for a folder
    without annotations or without a document.
    """
    outcomes: list[Outcome] = []
    for truth in [t for path in gold_dirs for t in _truths(path)]:
        _tables(truth, corpus, echo)
    folders = [path for path in gold_dirs if path.is_dir() and not _truths(path)]
    jobs = [(read_gold(folder), document_of(folder, corpus)) for folder in folders]
    for gold, path in jobs:
        result = api.check(path)
        echo(f"== {gold.name}")
        for line in lines(score(gold, result.extraction.to_records(), result.to_records())):
            echo(line)
        if planting:
            source = trial.Source.of(path.name, result.document.text, result)
            outcomes.extend(plant(gold, source, workers))
    if planting and jobs:
        for line in table(outcomes, verbose):
            echo(line)
    return 0


def _truths(path: Path) -> list[Path]:
    """The files with the truth of tables that a path names."""
    if path.is_dir():
        return [path / "tables.json"] if (path / "tables.json").is_file() else sorted(path.glob("*.json"))
    return [path] if path.suffix == ".json" else []


def _tables(path: Path, corpus: Path, echo: Echo) -> None:
    truth = tabletruth.read_truth(path)
    document = api.read(tabletruth.source_of(truth, corpus))
    echo(f"== {path.name if path.stem != 'tables' else path.parent.name}")
    for line in tabletruth.lines(tabletruth.score_tables(truth, document)):
        echo(line)


def plant(gold: Gold, source: trial.Source, workers: int | None = None) -> list[Outcome]:
    """Plants every slip in a document's claims that hold and checks each altered document."""
    planted = alterations(gold, source.text)
    return [
        Outcome(
            gold.name,
            alteration,
            source.text[alteration.span.start : alteration.span.end],
            alteration.replacement,
            found,
            not found and undetectable(alteration, gold, source.text),
        )
        for alteration, found in zip(planted, trial.run(source, planted, workers), strict=True)
    ]


def table(outcomes: list[Outcome], verbose: bool = False) -> list[str]:
    """Slips found of those planted, by relation and slip; proven undetectable ones in brackets."""
    relations = sorted({o.alteration.relation for o in outcomes})
    out = ["PLANTING      found/planted by relation and slip (in brackets: missed, but proven undetectable)"]
    out.append("    " + f"{'relation':12s}" + "".join(f"{slip.value:>16s}" for slip in Slip))
    for relation in relations:
        rows = [o for o in outcomes if o.alteration.relation == relation]
        cells = (_cell(o for o in rows if o.alteration.slip is slip) for slip in Slip)
        out.append(f"    {relation:12s}" + "".join(f"{cell:>16s}" for cell in cells))
    out.extend(_totals(outcomes))
    if verbose:
        out.extend(_missed(outcomes))
    return out


def _cell(outcomes: Iterable[Outcome]) -> str:
    count = Counter[str]()
    for o in outcomes:
        count.update(planted=1, found=o.found, undetectable=o.undetectable)
    if not count["planted"]:
        return "-"
    hidden = f" ({count['undetectable']})" if count["undetectable"] else ""
    return f"{count['found']}/{count['planted']}{hidden}"


def _totals(outcomes: list[Outcome]) -> Iterator[str]:
    """Altered figures by what they state; direction words apart."""
    figures = [o for o in outcomes if o.alteration.slip is not Slip.DIRECTION]
    for target in Target:
        yield from _total(f"altered {target.value}", [o for o in figures if o.alteration.target is target])
    yield from _total("altered direction words", [o for o in outcomes if o.alteration.slip is Slip.DIRECTION])


def _total(name: str, outcomes: list[Outcome]) -> Iterator[str]:
    if not outcomes:
        return
    found, hidden = sum(o.found for o in outcomes), sum(o.undetectable for o in outcomes)
    planted = len(outcomes)
    line = f"    {name:24s} {found}/{planted} = {100 * found / planted:.1f} %"
    if hidden:
        seen = planted - hidden
        line += f"; without {hidden} proven undetectable {found}/{seen} = {100 * found / max(1, seen):.1f} %"
    yield line


def _missed(outcomes: list[Outcome]) -> Iterator[str]:
    for o in outcomes:
        if not o.found:
            a = o.alteration
            word = "undetectable" if o.undetectable else "missed"
            stated, altered = (" ".join(text.split()) for text in (o.stated, o.altered))
            yield f"    {word}: {o.document} #{a.index} {a.relation} {a.slip.value} {stated} -> {altered}"
