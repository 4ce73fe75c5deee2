"""Weak supervision: every pattern rule votes on the pieces of real documents, and the votes make labels.

A rule only says where a reason or a name is, never where none is; where no rule speaks, nothing is marked. Spans of
one label that overlap are one question, which the weight of the rules that say exactly the same decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gouji.claims import Label
from gouji.document import Document, Span
from gouji.narrative.causes import candidates
from gouji.narrative.model_windows import pieces
from gouji.narrative.passages import Passage, passages
from gouji.narrative.projects import Project, outermost, projects, stated
from gouji.narrative.reading import about_projects, duties
from gouji.tables.project_cells import project_names

Weights = Mapping[str, float]
LABELS = (Label.CAUSE, Label.PROJECT)


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A span of a piece's text; its cue, the words that tell of it, begins at `cue` and ends where it starts."""

    start: int
    end: int
    label: Label
    cue: int


@dataclass(frozen=True, slots=True)
class Vote:
    """What one source, the id of a rule, says."""

    source: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of sentences of a document, as the models read it.

    Attributes:
        id: the document's digest and the offset at which the piece begins in it.
        document: what the document is called: the name of its file.
        label: what is sought in it.
        marks: what was said by hand; None where only the votes are there.
    """

    id: str
    document: str
    label: Label
    text: str
    votes: tuple[Vote, ...] = ()
    marks: tuple[Mark, ...] | None = None


def voted(document: Document, name: str, told: Sequence[tuple[str, int, int]] | None = None) -> list[Piece]:
    """The pieces of a document with the votes of all rules.

    `told` are the (label, start, end) that are known to be true, where the document is made up: they are the marks.
    """
    found = passages(document)
    aside = duties(document)  # what a unit is there for: its tasks are no items of the budget
    names = projects(found, project_names(document), aside, about_projects(document))
    made: list[Piece] = []
    for passage, here in zip(found, names, strict=True):
        votes = {Label.CAUSE: _reasons(passage), Label.PROJECT: _names(passage, here)}
        for label in LABELS[:1] if passage.block.section in aside else LABELS:
            for start, end in pieces(passage, label):
                piece = _piece(document, name, passage, label, votes[label], start, end)
                if told is not None:
                    piece = replace(piece, marks=_known(passage, piece, told, start))
                made.append(piece)
    return made


def labels(piece: Piece, weights: Weights | None = None) -> tuple[Mark, ...]:
    """What holds in a piece: what was said by hand, else the votes' result; none inside another.

    Every rule weighs the same without `weights`. Of spans that weigh alike the one with the earlier cue is taken,
    of these the longer.
    """
    if piece.marks is not None:
        return piece.marks
    said: defaultdict[tuple[int, int], float] = defaultdict(float)
    cues: dict[tuple[int, int], int] = {}
    for vote in piece.votes:
        bounds = (vote.mark.start, vote.mark.end)
        said[bounds] += 1.0 if weights is None else weights.get(vote.source, 1.0)
        cues[bounds] = min(vote.mark.cue, cues.get(bounds, vote.mark.cue))
    order = sorted(said, key=lambda b: (-said[b], cues[b], -b[1]))
    kept: list[Mark] = []
    for start, end in order:
        if all(end <= k.start or k.end <= start for k in kept):
            kept.append(Mark(start, end, piece.label, cues[start, end]))
    return tuple(sorted(kept))


@dataclass(frozen=True, slots=True)
class RuleRow:
    """How one rule votes: on how many pieces, how often beside others, how often against them."""

    source: str
    label: Label
    votes: int
    coverage: float  # share of the label's pieces on which it votes
    overlap: float  # share of its votes that meet another rule's
    conflict: float  # share of its votes that meet another rule's with other bounds

    @property
    def weight(self) -> float:
        """Near 1 for a rule that others bear out wherever they speak too; one half where none ever does."""
        met = self.overlap * self.votes
        return (met - self.conflict * self.votes + 1) / (met + 2)


def table(made: Iterable[Piece]) -> list[RuleRow]:
    """A row for each rule that has voted, by label and number of votes."""
    total: Counter[Label] = Counter()
    counts: defaultdict[tuple[Label, str], Counter[str]] = defaultdict(Counter)
    for piece in made:
        total[piece.label] += 1
        for source in {v.source for v in piece.votes}:
            counts[piece.label, source]["pieces"] += 1
        for vote in piece.votes:
            met = [v.mark for v in piece.votes if v.source != vote.source and _meet(v.mark, vote.mark)]
            others = any((m.start, m.end) != (vote.mark.start, vote.mark.end) for m in met)
            counts[piece.label, vote.source].update(votes=1, met=bool(met), against=others)
    rows = [
        RuleRow(
            source,
            label,
            n["votes"],
            n["pieces"] / total[label],
            n["met"] / n["votes"],
            n["against"] / n["votes"],
        )
        for (label, source), n in counts.items()
    ]
    return sorted(rows, key=lambda r: (r.label, -r.votes, r.source))


def lines(rows: Sequence[RuleRow], made: Sequence[Piece]) -> Iterator[str]:
    """The table as text."""
    for label in LABELS:
        here = [p for p in made if p.label is label]
        marked = sum(bool(labels(p)) for p in here)
        yield f"== {label}: {len(here)} pieces of {len({p.document for p in here})} documents, {marked} with a label"
        yield f"{'rule':34s} {'votes':>6s} {'coverage':>9s} {'overlap':>8s} {'conflict':>9s} {'weight':>7s}"
        for r in (r for r in rows if r.label is label):
            share = f"{r.coverage:9.3f} {r.overlap:8.3f} {r.conflict:9.3f} {r.weight:7.3f}"
            yield f"{r.source:34s} {r.votes:6d} {share}"


def _reasons(passage: Passage) -> list[Vote]:
    return [Vote(c.rule.id, Mark(c.start, c.end, Label.CAUSE, c.at)) for c in candidates(passage)]


def _names(passage: Passage, here: Iterable[Project]) -> list[Vote]:
    """The rules' names with their edges trimmed, and the mentions of names that were told elsewhere."""
    told = [p for one in stated(passage) for p in outermost(passage.text, [one])]
    mentioned = [p for p in here if p.rule == "project.mention"]
    return [Vote(p.rule, Mark(p.start, p.end, Label.PROJECT, p.start)) for p in (*told, *mentioned)]


def _piece(
    document: Document, name: str, passage: Passage, label: Label, votes: Iterable[Vote], start: int, end: int
) -> Piece:
    inside = {v for v in votes if start <= v.mark.cue and v.mark.end <= end}
    moved = [replace(v, mark=_moved(v.mark, -start)) for v in inside]
    key = f"{document.sha256[:12]}:{passage.view.offset(start)}"
    order = sorted(moved, key=lambda v: (v.mark, v.source))
    return Piece(key, name, label, passage.text[start:end], tuple(order))


def _known(passage: Passage, piece: Piece, told: Iterable[tuple[str, int, int]], start: int) -> tuple[Mark, ...]:
    """The spans that are known to be true in a piece; the cue of one is what a vote for its start says."""
    cues = {v.mark.start: v.mark.cue for v in piece.votes}
    found = []
    for label, first, last in told:
        begin, end = (passage.view.at(at) - start for at in (first, last))
        if label == piece.label and 0 <= begin < end <= len(piece.text) and passage.block.span.holds(Span(first, last)):
            found.append(Mark(begin, end, piece.label, cues.get(begin, begin)))
    return tuple(sorted(found))


def _moved(mark: Mark, by: int) -> Mark:
    return Mark(mark.start + by, mark.end + by, mark.label, mark.cue + by)


def _meet(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end
