"""`gouji train triage`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gouji import learned
from gouji.commands import OK, terminal
from gouji.corpus.inputs import files
from gouji.learn.planting.documents import Draw
from gouji.learn.triage import card, data, stored, train
from gouji.learn.triage.data import Judgements


def triage(corpus: list[Path], home: Path, told: Judgements, draw: Draw, examples: Path | None, jobs: int) -> int:
    """Trains on the corpus, writes weights, card and manifest to `home`, and prints the card's figures.

    `examples` keeps what was planted and found, to be looked at and corrected; where the file is there, it is read
    and nothing is planted.
    """
    if examples and examples.is_file():
        found = data.read(examples)
    else:
        found = list(data.examples(files(corpus), told.verdicts, draw, jobs))
        found += [e for folder in told.stored for e in stored.examples(folder)]
        if examples:
            data.write(found, examples)
    likely = train.held_out(found, draw.seed)
    train.write(replace(train.fit(found, draw.seed), threshold=train.threshold(found, likely)), home)
    (home / "card.md").write_text(card.card(found, likely, draw.seed), encoding="utf-8", newline="")
    learned.seal(home)
    for line in card.lines(found, likely):
        terminal.say(line)
    return OK
