"""Rules, model and both against annotated links, as printed and with every linked amount altered by one digit.

A linker that needs equal values finds nothing once they are altered: what names and places tell must do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from gouji import api
from gouji.document import Span
from gouji.learn.gold import Gold, is_neutral
from gouji.learn.links import train
from gouji.learn.links.data import Example
from gouji.learn.measure.score import LinkScore
from gouji.learn.planting.claim_slips import NUMBER, digit_changed
from gouji.learn.spans.gold import Subject
from gouji.reconcile.relations.equal.prose_and_cells import shown
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.links.learned_links import weigh, with_model
from gouji.reconcile.statements.links.link_features import LinkFeatures
from gouji.reconcile.statements.links.link_model import LinkModel
from gouji.reconcile.statements.links.linker import Linked, Linker

READERS = ("rules", "model", "both")
Links = list[tuple[Span, Span]]  # amount and cell
Targets = dict[Span, list[Span]]


def targets(gold: Gold) -> Targets:
    """The cells that state each annotated amount."""
    found: Targets = {}
    for g in gold.alignments or ():
        if not (is_neutral(g) or g.get("inferred")):
            found.setdefault(Span(g["start"], g["end"]), []).append(Span(g["cell_start"], g["cell_end"]))
    return found


def scores(path: Path, gold: Gold, model: LinkModel) -> Iterator[tuple[str, dict[str, LinkScore]]]:
    """Scores by reader: as printed, and with all linked amounts altered at once.

    The document must be a text file, so that offsets of the annotations hold; the model must not have seen it.
    """
    wanted = targets(gold)
    yield "as printed", _scored(links(path, model), wanted)
    text = path.read_bytes().decode("utf-8")
    for span in wanted:
        at = NUMBER.search(text, span.start, span.end)
        if at:
            text = text[: at.start()] + digit_changed(at.group(), Random(str(span))) + text[at.end() :]
    with TemporaryDirectory() as home:
        changed = Path(home) / path.name
        changed.write_bytes(text.encode("utf-8"))
        yield "altered", _scored(links(changed, model), wanted)


def links(path: Path, model: LinkModel) -> dict[str, Links]:
    """What each reader links in a document."""
    found = api.extract(path, models=False)
    context = Context(found.document, found.entities, found.claims, found.facts, found.counts)
    linker = Linker(context)
    ruled = list(linker.links())
    both = with_model(linker, ruled, model)
    alone = [
        Linked(claim, 0.0, tuple(weighed[0][1]), ())
        for claim, weighed in weigh(LinkFeatures(linker, ruled), linker.levels, model)
        if weighed[0][0] >= model.least
    ]
    return {who: _pairs(context, ones) for who, ones in zip(READERS, (ruled, alone, both), strict=True)}


def unseen(found: Sequence[Example], subjects: Iterable[Subject], seed: int) -> list[str]:
    """Lines for each text document with annotated links, by models trained without it."""
    told = ["links of gold: right/wrong/amounts with a cell", f"{'':22s}" + "".join(f"{who:>14s}" for who in READERS)]
    for subject in subjects:
        if subject.gold.alignments and not subject.gold.paged:
            others = [e for e in found if e.document != subject.name]
            model = LinkModel(train.fit(others, seed), **train.thresholds(train.held_out(others, seed)))
            for way, by_reader in scores(subject.path, subject.gold, model):
                cells = "".join(f"{f'{s.right}/{s.wrong}/{s.amounts}':>14s}" for s in (by_reader[w] for w in READERS))
                told.append(f"{subject.gold.name} {way}".ljust(22) + cells)
    return told


def _pairs(context: Context, ones: Sequence[Linked]) -> Links:
    spans = ((context.value(one.claim), one) for one in ones)
    return [(term.span, named.fact.span) for term, one in spans if term for named in shown(one)]


def _scored(found: dict[str, Links], wanted: Targets) -> dict[str, LinkScore]:
    return {who: _score(pairs, wanted) for who, pairs in found.items()}


def _score(pairs: Links, wanted: Targets) -> LinkScore:
    right = wrong = 0
    for amount, cells in wanted.items():
        reached = [cell for span, cell in pairs if span.overlaps(amount)]
        hit = any(a.overlaps(b) for a in reached for b in cells)
        right += hit
        wrong += bool(reached) and not hit
    return LinkScore(len(wanted), right, wrong)
