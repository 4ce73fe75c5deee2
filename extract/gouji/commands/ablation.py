"""`gouji evaluate --models`: patterns, models and both on gold, with models that have not seen it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from gouji.commands import OK, guarded, terminal
from gouji.commands.train import progress, require_libraries, subjects_of
from gouji.corpus.inputs import files
from gouji.learn.links.data import examples
from gouji.learn.links.gold import unseen
from gouji.learn.spans.ablation import lines
from gouji.learn.spans.build import Recipe, trained


def ablation(gold: list[Path], corpus: Path, named: list[str], seed: int, jobs: int | None) -> int:
    """Trains on the corpus in folds, which takes minutes, and prints the tables. The exit status."""
    return guarded(lambda: _ablation(gold, corpus, named, seed, jobs or 2))


def _ablation(gold: list[Path], corpus: Path, named: list[str], seed: int, jobs: int) -> int:
    require_libraries()
    subjects = subjects_of(gold, corpus, named)
    with TemporaryDirectory() as home:
        made = trained(Recipe((corpus,), seed=seed, workers=jobs), subjects, Path(home), progress)
        for line in lines(made, subjects):
            terminal.say(line)
    if any(s.gold.alignments for s in subjects):
        progress("linking")
        for line in unseen(list(examples(files([corpus]), jobs)), subjects, seed):
            terminal.say(line)
    return OK
