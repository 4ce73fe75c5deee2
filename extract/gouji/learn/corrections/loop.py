"""Retrains every model that corrections can teach, and puts a new one in place only where it is no worse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gouji import learned
from gouji.errors import GoujiError
from gouji.learn.corrections import finding_triage, link_model, span_models
from gouji.learn.corrections.corrected import Corrected, Split, split
from gouji.learn.links.train import fit
from gouji.learn.spans.votes import LABELS
from gouji.narrative import learned_spans
from gouji.reconcile.findings import triage
from gouji.reconcile.statements.links import link_model as links

_EQUAL = 1e-9


@dataclass(frozen=True)
class Lesson:
    """How the models are retrained.

    Attributes:
        out: the folder of models that is written; a model in it is the one that goes on.
        held: names of documents to measure on; every third where none is named.
        corpus: further documents for the linker, labelled by equal values.
        accept_worse: whether a model that got worse is put in place all the same.
    """

    out: Path
    held: tuple[str, ...] = ()
    corpus: tuple[Path, ...] = ()
    seed: int = 1
    jobs: int = 2
    accept_worse: bool = False


@dataclass(frozen=True)
class Trial:
    """What became of one model.

    Attributes:
        measure: what `before` and `after` are; None where nothing could be measured.
        learned, held: how many things it learned from and was measured on.
        lines: more figures.
        put: writes the model that has learned from everything; None where there is none.
        why: why it was not trained.
    """

    model: str
    measure: str = ""
    before: float | None = None
    after: float | None = None
    learned: int = 0
    held: int = 0
    lines: tuple[str, ...] = ()
    put: Callable[[Path], None] | None = None
    why: str = ""
    least_best: bool = False  # the smaller the figure, the better

    @property
    def worse(self) -> bool:
        """Whether the new model is worse, or nothing shows that it is not."""
        if self.before is None or self.after is None:
            return True
        lost = self.after - self.before if self.least_best else self.before - self.after
        return lost > _EQUAL


@dataclass(frozen=True, slots=True)
class Line:
    """A line that tells what was learned; `written` where a model was put in place."""

    text: str
    written: bool = False


def retrain(found: Sequence[Corrected], lesson: Lesson) -> Iterator[Line | GoujiError]:
    """Lines that tell what was learned, and errors E056 and E057 for models that stay as they were."""
    divided = split(found, lesson.held)
    yield Line(f"learned from {len(divided.learned)} documents, held out {len(divided.held)}")
    for trial in (_spans, _links, _triage):
        told = trial(divided, lesson)
        yield from map(Line, _told(told))
        if told.put is None:
            yield GoujiError("E057", model=told.model, reason=told.why)
        elif told.worse and not lesson.accept_worse:
            yield GoujiError("E056", model=told.model, before=_number(told.before), after=_number(told.after))
        else:
            home = learned.home(told.model, lesson.out)
            told.put(home)
            (home / "card.md").write_text(_card(told, divided), encoding="utf-8", newline="")
            learned.seal(home)
            yield Line(f"{told.model}: written to {home}", written=True)


def _spans(divided: Split, lesson: Lesson) -> Trial:
    base = _base(learned_spans.MODEL, lesson.out)
    mine, held = span_models.counted(divided)
    if base is None or not mine:
        return Trial("spans", why="there is no model to go on from" if base is None else "no piece was looked at")
    before = span_models.score({label: learned_spans.pipeline(base / label.value.lower()) for label in LABELS}, held)
    after = span_models.score(span_models.retrained(base, mine, lesson.seed), held)
    totals = [sum(one.values(), span_models.SpanScore()) for one in (before, after)]
    lines = tuple(f"{label.value}: {_counts(before[label])} before, {_counts(after[label])} after" for label in LABELS)

    def put(home: Path) -> None:
        whole = span_models.retrained(base, [*mine, *held], lesson.seed)
        span_models.write(whole, base, home, "")

    known = bool(held)
    return Trial(
        "spans", "span F1, exact bounds", totals[0].f1 if known else None, totals[1].f1 if known else None,
        len(mine), len(held), lines, put,
    )  # fmt: skip


def _links(divided: Split, lesson: Lesson) -> Trial:
    weak = link_model.weakly(lesson.corpus, lesson.jobs)
    mine, held = link_model.examples(divided.learned), link_model.judged(divided.held)
    taught = [*weak, *mine]
    why = link_model.trainable(taught) or ("" if link_model.judged(divided.learned) else "no link was looked at")
    if why:
        return Trial("links", why=why)
    after = link_model.accuracy(fit(taught, lesson.seed), held) if held else None
    root = _root(links.NAME, lesson.out)
    before = link_model.accuracy(links.load(root).trees, held) if held and root else None

    def put(home: Path) -> None:
        link_model.put([*taught, *link_model.examples(divided.held)], lesson.seed, home)

    return Trial("links", "likeliest cell right", before, after, len(taught), len(held), (), put)


def _triage(divided: Split, lesson: Lesson) -> Trial:
    root = _root(triage.NAME, lesson.out)
    mine, held = finding_triage.judged(divided.learned), finding_triage.judged(divided.held)
    if root is None or (why := finding_triage.trainable(mine)):
        return Trial("triage", why="there is no model to go on from" if root is None else why)
    base = triage.load(root)
    before = finding_triage.brier(base, held) if held else None
    after = finding_triage.brier(finding_triage.scaled(base, mine, lesson.seed), held) if held else None

    def put(home: Path) -> None:
        finding_triage.write(finding_triage.scaled(base, [*mine, *held], lesson.seed), home)

    return Trial("triage", "Brier score", before, after, len(mine), len(held), (), put, least_best=True)


def _root(name: str, out: Path) -> Path | None:
    """The folder of models that holds the model to go on from: the user's own, else gouji's."""
    return next((r for r in (out.absolute(), learned.directory()) if learned.available(name, r)), None)


def _base(name: str, out: Path) -> Path | None:
    root = _root(name, out)
    return learned.folder(name, root) if root else None


def _told(trial: Trial) -> Iterator[str]:
    if trial.measure:
        figures = f"{_number(trial.before)} before, {_number(trial.after)} after"
        yield f"{trial.model}: {trial.measure} {figures} (learned from {trial.learned}, measured on {trial.held})"
    yield from (f"  {line}" for line in trial.lines)


def _counts(score: span_models.SpanScore) -> str:
    return f"F1 {score.f1:.3f} ({score.right} right, {score.false} false, {score.missed} missed)"


def _number(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.3f}"


def _card(trial: Trial, divided: Split) -> str:
    return "\n".join(
        [
            f"# {trial.model}: retrained on corrections",
            "",
            f"Trained {date.today()} by `gouji train --from`.",
            "",
            f"Learned from {len(divided.learned)} documents that annotators corrected, measured on {len(divided.held)} "
            "others; the model here has then learned from all of them. No text of a document is stored.",
            "",
            "```",
            *_told(trial),
            "```",
            "",
        ]
    )
