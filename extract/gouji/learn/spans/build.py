"""From documents to models of spans that have been measured: votes, folds, ranks, and the folder with its card."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gouji import api, learned
from gouji.claims import Label
from gouji.corpus.inputs import files
from gouji.errors import GoujiError
from gouji.learn.spans import ranks, vote_file
from gouji.learn.spans.data import made_up
from gouji.learn.spans.folds import Fold, folds
from gouji.learn.spans.gold import Subject
from gouji.learn.spans.ranks import Blind, Hidden, Trial
from gouji.learn.spans.train import Progress, settings
from gouji.learn.spans.votes import LABELS, Piece, labels, voted
from gouji.narrative.learned_spans import RANKS, Models
from gouji.narrative.span_confidence import Rank, Ranks


@dataclass(frozen=True)
class Recipe:
    """What is trained on, and how.

    Attributes:
        corpus: documents, or folders of them.
        corrected: files of votes that were corrected by hand; their lines stand for the pieces of the same id.
        config: the configuration, `models/spans.cfg` where None.
        folds: into how many parts the documents are dealt; two at least.
    """

    corpus: tuple[Path, ...]
    corrected: tuple[Path, ...] = ()
    config: Path | None = None
    seed: int = 1
    folds: int = 3
    workers: int = 2


@dataclass(frozen=True)
class Trained:
    """The folds with what their models found in documents that they had not seen."""

    pieces: Sequence[Piece]
    folds: Sequence[Fold]
    trials: Sequence[Trial]
    blind: Sequence[Blind] = ()

    def ranks(self, without: str = "") -> Ranks:
        """What finds are worth, as if the document `without` had not been there."""
        wanted: Counter[Label] = Counter()
        for p in self.pieces:
            wanted[p.label] += len(labels(p))
        seen = [t for t in self.trials if t.document != without]
        return Ranks({label: ranks.rank(seen, label, wanted[label]) for label in LABELS})

    def models(self, document: str) -> Models:
        """Models and ranks that have not seen a document."""
        fold = next((f for f in self.folds if document in f.documents), self.folds[0])
        return Models(fold.pipelines, self.ranks(document))

    def hidden(self, rank: Rank | None = None) -> Hidden:
        """The reasons without cues of all held-out documents, and how many are found (with a rank: and told)."""
        return ranks.hidden(self.blind, rank)


def pieces_of(
    paths: Iterable[Path], corrected: Iterable[Path] = (), progress: Progress = lambda _: None
) -> list[Piece]:
    """The pieces of all documents with their votes, as corrected. What cannot be read is told and left out."""
    found: list[Piece] = []
    for path in files(list(paths)):
        progress(path.name)
        try:
            found += voted(api.read(path), path.name)
        except GoujiError as error:
            progress(str(error))
    by_hand = {(p.id, p.label): p for path in corrected for p in vote_file.read(path)}
    rest = [p for p in found if (p.id, p.label) not in by_hand]
    return [*rest, *by_hand.values()]


def trained(recipe: Recipe, subjects: Sequence[Subject], home: Path, progress: Progress = lambda _: None) -> Trained:
    """Trains the folds' models, and those of all documents into `home`/all. Raises GoujiError E024."""
    pieces = pieces_of(recipe.corpus, recipe.corrected, progress)
    if len({p.document for p in pieces}) < max(2, recipe.folds):
        raise GoujiError("E024", folds=recipe.folds)
    invented = made_up(recipe.seed, settings(recipe.config)["learn"]["made_up"])
    dealt = folds([*pieces, *invented], recipe.folds, home, recipe.config, recipe.seed, recipe.workers, progress)
    told = Trained(pieces, dealt, ())
    known = {s.name for s in subjects}
    trials: list[Trial] = []
    blind: list[Blind] = []
    for number, fold in enumerate(dealt):
        progress(f"reading what fold {number + 1} of {len(dealt)} had not seen")
        held = [p for p in pieces if p.document in fold.documents]
        here = ranks.blinded(held, fold.pipelines[Label.CAUSE])
        blind += here
        trials += ranks.bare(here)
        unjudged = [p for p in held if p.document not in known]
        for label in LABELS:
            trials += ranks.printed(unjudged, label, fold.pipelines[label])
    for subject in subjects:
        trials += subject.trials(told.models(subject.name))
    return Trained(pieces, dealt, trials, blind)


def publish(made: Trained, home: Path, out: Path, card: str) -> None:
    """Puts the models of all documents with their ranks and card into `out`, and seals it."""
    out.mkdir(parents=True, exist_ok=True)
    for label in LABELS:
        target = out / label.value.lower()
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(home / "all" / label.value.lower(), target)
    told = json.dumps(made.ranks().to_json(), ensure_ascii=False, indent=1) + "\n"
    (out / RANKS).write_text(told, encoding="utf-8", newline="")
    (out / "card.md").write_text(card, encoding="utf-8", newline="")
    learned.seal(out)
