"""Many made-up disclosures: which seed tells which layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from gouji.errors import GoujiError
from gouji.learn.synth.disclosure import Disclosure, disclosure
from gouji.learn.synth.script_of_seed import compose
from gouji.learn.synth.slip_planting import SLIPS, plant
from gouji.learn.synth.word_lists import layouts

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
    script = compose(seed, name or drawn)
    return disclosure(seed, script, form, plant(rng, script, chosen(slips)))


def chosen(slips: Sequence[str]) -> tuple[str, ...]:
    """The names of slips in the order of planting; `all` is every one. Raises GoujiError for an unknown name."""
    unknown = [s for s in slips if s not in SLIPS and s != "all"]
    if unknown:
        raise GoujiError("E020", name=unknown[0], names=", ".join(SLIPS))
    return tuple(SLIPS) if "all" in slips else tuple(s for s in SLIPS if s in slips)
