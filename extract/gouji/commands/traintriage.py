"""`gouji train triage`."""

from __future__ import annotations

from pathlib import Path

import typer

from gouji import learned
from gouji.commands import OK
from gouji.learn import triagecard, triagedata, triagetrain
from gouji.learn.documents import Draw, files


def triage(corpus: list[Path], home: Path, verdicts: Path | None, draw: Draw, examples: Path | None, jobs: int) -> int:
    """Trains on the corpus, writes weights, card and manifest to `home`, and prints the card's figures.

    `examples` keeps what was planted and found, to be looked at and corrected; where the file is there, it is read
    and nothing is planted.
    """
    if examples and examples.is_file():
        found = triagedata.read(examples)
    else:
        found = list(triagedata.examples(files(corpus), verdicts, draw, jobs))
        if examples:
            triagedata.write(found, examples)
    told = triagetrain.held_out(found, draw.seed)
    triagetrain.write(triagetrain.fit(found, draw.seed), home)
    (home / "card.md").write_text(triagecard.card(found, told, draw.seed), encoding="utf-8", newline="")
    learned.seal(home)
    for line in triagecard.lines(found, told):
        typer.echo(line)
    return OK
