"""Many made-up disclosures: which seed tells which layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from gouji.learn.synth.compose import compose
from gouji.learn.synth.disclosure import Disclosure, disclosure
from gouji.learn.synth.words import layouts

FORMS = ("word", "tab")


def corpus(seed: int, n: int, kind: str = "all", slips: Sequence[str] = ()) -> Iterator[Disclosure]:
    """`n` disclosures of a kind (`budget`, `final`, `all`) in all its layouts, the same for the same arguments.

    `slips` are the names of slips to plant in each where they find a place; none by default.
    """
    for number in range(n):
        yield document(f"{seed}/{number}", kind, slips)


def document(seed: int | str, kind: str = "all", slips: Sequence[str] = (), name: str = "") -> Disclosure:
    """One disclosure. `name` is that of its layout, drawn where it is empty."""
    rng = Random(f"corpus/{seed}")  # a string, since Random hashes it the same in every process
    drawn = rng.choice(layouts(kind))
    form = rng.choice(FORMS)
    return disclosure(seed, compose(seed, name or drawn), form)
