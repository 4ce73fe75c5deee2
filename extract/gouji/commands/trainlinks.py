"""`gouji train links`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gouji import learned
from gouji.commands import OK
from gouji.learn import linkcard, linkdata, linkgold, linktrain
from gouji.learn.documents import files

if TYPE_CHECKING:
    from gouji.learn.spans_gold import Subject


def links(corpus: list[Path], home: Path, subjects: list[Subject], seed: int, jobs: int) -> int:
    """Trains on the corpus, writes model, card and manifest to `home`, and prints the card's figures."""
    found = list(linkdata.examples(files(corpus), jobs))
    held = linktrain.held_out(found, seed)
    told = linkgold.unseen(found, subjects, seed)
    linktrain.write(linktrain.fit(found, seed), held, home)
    (home / "card.md").write_text(linkcard.card(found, held, seed, told), encoding="utf-8", newline="")
    learned.seal(home)
    for line in (*linkcard.lines(held), *told):
        typer.echo(line)
    return OK
