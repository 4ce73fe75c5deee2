"""`gouji train links`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gouji import learned
from gouji.commands import OK, terminal
from gouji.corpus.inputs import files
from gouji.learn.links import card, data, gold, train

if TYPE_CHECKING:
    from gouji.learn.spans.gold import Subject


def links(corpus: list[Path], home: Path, subjects: list[Subject], seed: int, jobs: int) -> int:
    """Trains on the corpus, writes model, card and manifest to `home`, and prints the card's figures."""
    found = list(data.examples(files(corpus), jobs))
    held = train.held_out(found, seed)
    told = gold.unseen(found, subjects, seed)
    train.write(train.fit(found, seed), held, home)
    (home / "card.md").write_text(card.card(found, held, seed, told), encoding="utf-8", newline="")
    learned.seal(home)
    for line in (*card.lines(held), *told):
        terminal.say(line)
    return OK
