"""Many made-up disclosures: which seed tells which layout, and the one that `gouji demo` writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from gouji.errors import GoujiError
from gouji.learn.synth.disclosure import Disclosure, disclosure
from gouji.learn.synth.script_of_seed import compose
from gouji.learn.synth.slip_planting import SLIPS, plant
from gouji.learn.synth.word_lists import layouts

FORMS = ("word", "tab")
DEMO_LAYOUT = "final_central"
# The slips of the demo and the amounts that they stand at; where none are named, any.
DEMO_SLIPS: dict[str, tuple[str, ...]] = {
    "unit": ("office", "staff", "basic"),
    "rate_shift": ("fiscal.total", "general", "office"),
    "completion_as_share": (),
    "direction": ("total", "office"),
    "over_under": (),
    "cell_digit": (),
}
CONSISTENT_LAYOUT = "final_varied"


def corpus(seed: int, n: int, kind: str = "all", slips: Sequence[str] = ()) -> Iterator[Disclosure]:
    """`n` disclosures of a kind (`budget`, `final`, `all`) in all its layouts, the same for the same arguments.

    `slips` are the names of slips to plant in each where they find a place; none by default.
    """
    for number in range(n):
        yield document(f"{seed}/{number}", kind, slips)


def document(
    seed: int | str,
    kind: str = "all",
    slips: Sequence[str] = (),
    name: str = "",
    form: str = "",
    at: Mapping[str, Sequence[str]] | None = None,
) -> Disclosure:
    """One disclosure, the same for the same arguments.

    `name` is that of its layout and `form` how its tables are flattened (`word`, `tab`), each drawn where it is empty;
    `at` bounds where slips may stand (see `plant`).
    """
    rng = Random(f"corpus/{seed}")  # a string, since Random hashes it the same in every process
    drawn = rng.choice(layouts(kind))
    flattened = rng.choice(FORMS)
    script = compose(seed, name or drawn)
    return disclosure(seed, script, form or flattened, plant(rng, script, chosen(slips), at))


def demo(seed: int, slips: Sequence[str] = tuple(DEMO_SLIPS), form: str = "word") -> Disclosure:
    """The final accounts that `gouji demo` writes: tables first, a slip of each of several kinds."""
    return document(seed, slips=slips, name=DEMO_LAYOUT, form=form, at=DEMO_SLIPS)


def consistent(seed: int) -> Disclosure:
    """Final accounts without a slip in the most varied wording: every finding in them is false."""
    return document(seed, name=CONSISTENT_LAYOUT, form="tab")


def chosen(slips: Sequence[str]) -> tuple[str, ...]:
    """The names of slips in the order of planting; `all` is every one. Raises GoujiError for an unknown name."""
    unknown = [s for s in slips if s not in SLIPS and s != "all"]
    if unknown:
        raise GoujiError("E020", name=unknown[0], names=", ".join(SLIPS))
    return tuple(SLIPS) if "all" in slips else tuple(s for s in SLIPS if s in slips)
