"""Measures the package: on gold annotations the score of each document, and slips planted in claims and cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gouji import api
from gouji.corpus.inputs import files
from gouji.document import Document
from gouji.errors import GoujiError
from gouji.learn.gold import Gold, Record, document_of, is_gold, read_gold
from gouji.learn.measure import disputed, paged, score, scorecard, table_truth
from gouji.learn.planting import documents, figure_slips, outcomes, pairs, trial
from gouji.learn.planting.claim_slips import alterations
from gouji.learn.planting.documents import Draw, Planted
from gouji.learn.planting.outcomes import Outcome, PairOutcome
from gouji.learn.planting.proof import undetectable
from gouji.records import contract
from gouji.records.results import CheckResult

Echo = Callable[[str], object]
_TRUTH = "tables.json"


@dataclass(frozen=True, slots=True)
class Plan:
    """How to measure.

    Attributes:
        corpus: the folder of the documents that the gold is about.
        documents: documents that the names of gold folders do not tell, by these names.
        planting: whether to break every consistent claim of the gold in turn.
        draw: how many slips are planted in the cells of each document, and how many pairs.
        verbose: whether to list every slip that is not repaired.
        workers: processes; None for as many as there are processors.
    """

    corpus: Path = Path("corpus")
    documents: Mapping[str, Path] = field(default_factory=dict)
    planting: bool = True
    draw: Draw = field(default_factory=Draw)
    verbose: bool = False
    workers: int | None = None

    @property
    def draws(self) -> bool:
        """Whether slips are planted in documents without annotations."""
        return bool(self.draw.in_cells or self.draw.figures)


def run(paths: list[Path], plan: Plan, echo: Echo, progress: Echo = lambda _: None) -> int:
    """Writes scores and the tables of planted slips through `echo`; returns the exit status.

    A gold folder `000` annotates the document `000_*` in the corpus or its seeds/; a JSON file, or the `tables.json`
    of a folder, is the truth of a document's tables; any other file or folder is documents, in which slips are
    planted. Claims of paged gold have no offsets: nothing is planted in them. The status is 2 when a
    document cannot be read. Raises GoujiError for gold without a document, and for documents when no slips are drawn.
    """
    golds = {path: source_of(path, plan) for path in paths if is_gold(path)}
    truths = {path: _truths(path) for path in paths}
    rest = [path for path in paths if not (path in golds or truths[path])]
    if rest and not plan.draws:
        raise GoujiError(
            "E012", path=rest[0], reason="no annotations; slips are planted with --figures, --cells or --pairs"
        )
    for path in paths:
        for truth in truths[path]:
            _tables(truth, plan, echo)
    _golds(golds, plan, echo, progress)
    if plan.draws:
        return _slips([*golds.values(), *files(rest)], plan, echo, progress)
    return 0


def _golds(golds: Mapping[Path, Path], plan: Plan, echo: Echo, progress: Echo) -> None:
    """Writes the scores of documents, given by the folders of their gold, and what became of slips in their claims."""
    claims: list[Outcome] = []
    twice: list[PairOutcome] = []
    for folder, source in golds.items():
        progress(folder.name)
        gold = read_gold(folder)
        result = api.check(_document(source))
        progress("")
        _tell([f"== {gold.name}", *scores(gold, result)], echo)
        if plan.planting and not gold.paged:
            single, double = plant(gold, result, source.name, plan)
            claims.extend(single)
            twice.extend(double)
    if claims:
        _tell(outcomes.table(claims, plan.verbose), echo)
    if twice:
        _tell(["== pairs of claims", *outcomes.pair_table(twice, plan.verbose)], echo)


def scores(gold: Gold, result: CheckResult) -> list[str]:
    """A document's scores against its gold, and how well the mismatches found are named."""
    extracted = result.extraction.to_records()
    checked = [r for r in result.to_records() if r["type"] in contract.CHECKED]
    found = [r for r in checked if r["type"] == "finding"]
    if gold.paged:
        scored = paged.score(gold, extracted, checked)
        named = disputed.disputed(paged.places(gold), found, paged.touches, paged.names)
        figures = f"    of these figures {scored.figures_found}/{scored.figures}"
        return [*scorecard.lines(scored.score), figures, *disputed.lines(named)]
    named = disputed.disputed(score.places(gold.mismatches), found, score.touches, _names)
    return [*scorecard.lines(score.score(gold, extracted, checked)), *disputed.lines(named)]


def plant(gold: Gold, result: CheckResult, name: str, plan: Plan) -> tuple[list[Outcome], list[PairOutcome]]:
    """Plants every slip in a document's claims that hold, then pairs of those that can be detected.

    `name` is what the altered file is called: its suffix tells the reader.
    """
    text = result.document.text
    source = trial.Source.of(name, text, result)
    planted = alterations(gold, text)
    verdicts = trial.run(source, [(a,) for a in planted], plan.workers)
    singles = []
    visible = []
    for a, (verdict,) in zip(planted, verdicts, strict=True):
        hidden = undetectable(a, gold, text)
        singles.append(Outcome.of(gold.name, text, a, verdict, hidden))
        if not hidden:
            visible.append(a)
    drawn = pairs.draw(result.document, visible, plan.draw.pairs, plan.draw.chance(gold.name, "pairs"))
    twice = trial.run(source, [(pair.first, pair.second) for pair in drawn], plan.workers)
    found = {o.alteration for o in singles if o.verdict.found}
    doubles = []
    for pair, both in zip(drawn, twice, strict=True):
        alone = {pair.first, pair.second} <= found
        doubles.append(PairOutcome.of(gold.name, text, pair, both, alone))
    return singles, doubles


def _slips(files: Sequence[Path], plan: Plan, echo: Echo, progress: Echo) -> int:
    """Plants slips in documents and writes their tables. The status is 2 when one cannot be read."""
    done: list[Planted] = []
    for number, one in enumerate(documents.plant_all(files, plan.draw, plan.workers), 1):
        progress(f"[{number}/{len(files)}] {one.name}")
        done.append(one)
    progress("")
    _tell([one.error for one in done if one.error], echo)
    _tell_slips(done, plan, echo)
    return 2 if any(one.error for one in done) else 0


def _tell_slips(done: Sequence[Planted], plan: Plan, echo: Echo) -> None:
    if plan.draw.figures:
        _tell(figure_slips.table([o for one in done for o in one.figures], plan.verbose), echo)
    if not plan.draw.in_cells:
        return
    able = sum(one.candidates for one in done)
    echo(f"== cells of {len(done)} documents, drawn from {able} that two relations touch")
    if plan.draw.cells:
        cells = [o for one in done for o in one.cells]
        _tell(outcomes.cell_table(cells, plan.verbose), echo)
    if plan.draw.pairs:
        twice = [o for one in done for o in one.pairs]
        _tell(outcomes.pair_table(twice, plan.verbose), echo)


def _tell(lines: Sequence[str], echo: Echo) -> None:
    for line in lines:
        echo(line)


def source_of(folder: Path, plan: Plan) -> Path:
    """The document that a gold folder annotates."""
    if folder.name in plan.documents:
        return plan.documents[folder.name]
    try:
        return document_of(folder, plan.corpus)
    except GoujiError:
        if not (folder / _TRUTH).is_file():
            raise
    return table_truth.source_of(table_truth.read_truth(folder / _TRUTH), plan.corpus)


def _document(source: Path) -> Document:
    """The document of a path; the files of a folder are one document."""
    return api.bundle(files([source])) if source.is_dir() else api.read(source)


def _names(gold: Record, finding: Record) -> bool:
    return score.overlap(gold, finding) > 0


def _truths(path: Path) -> list[Path]:
    """The files with the truth of tables that a path names."""
    if path.is_dir():
        return [path / _TRUTH] if (path / _TRUTH).is_file() else sorted(path.glob("*.json"))
    return [path] if path.suffix == ".json" else []


def _tables(path: Path, plan: Plan, echo: Echo) -> None:
    truth = table_truth.read_truth(path)
    source = source_of(path.parent, plan) if is_gold(path.parent) else table_truth.source_of(truth, plan.corpus)
    document = api.read(source)
    echo(f"== {path.parent.name if path.name == _TRUTH else path.name}")
    _tell(list(table_truth.lines(table_truth.score_tables(truth, document))), echo)
