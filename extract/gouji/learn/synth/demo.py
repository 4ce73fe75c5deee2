"""Whole made-up disclosures with known truth: for the demo, for tests, for training.

A ledger of quantities is drawn in yuan and printed rounded through a text template. Every printed figure is
remembered with its place, so that a slip can be planted in it and its truth told. A further layout is a
further pair of data files: `demo_<name>.toml` (what is drawn) and `demo_<name>.txt` (how it is told).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from gouji.learn.synth.demo_ledger import draw
from gouji.learn.synth.demo_printer import Printer
from gouji.learn.synth.demo_slips import slipped

TOKEN = re.compile("\ue000(\\d+)\ue001")  # stands for a printed figure until the text is put together


@dataclass(frozen=True, slots=True)
class Truth:
    """A planted slip: the disputed span of the text, what stands there and what should."""

    kind: str
    slip: str
    name: str
    start: int
    end: int
    stated: str
    expected: str

    def to_record(self) -> dict[str, Any]:
        return {"type": "truth", **asdict(self)}


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A made-up document: its text and the slips planted in it, in the order of the text."""

    department: str
    year: int
    text: str
    truth: tuple[Truth, ...]


def make(seed: int, layout: str = "final", form: str = "word", slips: Iterable[str] | None = None) -> Disclosure:
    """A disclosure, the same for the same arguments.

    `form` is how tables are flattened: `word` (a cell a line, a blank line after each row) or `tab`. `slips`
    are the names of the slips to plant (see `slip_names`), None for all of them.
    """
    spec = _spec(layout)
    rng = Random(f"{layout}/{seed}")  # a string, since Random hashes it the same in every process
    ledger = draw(rng, spec)
    year = rng.randint(2019, 2024)
    department = rng.choice(spec["words"]["city"]) + rng.choice(spec["words"]["department"])
    printer = Printer(rng, ledger, spec["words"], year, form)
    body = _template(layout).render(dept=department, **printer.vocabulary())
    planted = set(slip_names(layout) if slips is None else slips)
    tried = ((s, slipped(s, printer.named)) for s in spec["slip"] if s["name"] in planted)
    changed = {slip["name"]: (slip, wrong) for slip, wrong in tried if wrong}
    return Disclosure(department, year, *_assemble(body.lstrip(), printer, changed))


def slip_names(layout: str = "final") -> tuple[str, ...]:
    """The names of the slips that can be planted."""
    return tuple(s["name"] for s in _spec(layout)["slip"])


@cache
def _template(layout: str) -> Template:
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_data(f"demo_{layout}.txt"))


@cache
def _spec(layout: str) -> dict[str, Any]:
    return tomllib.loads(_data(f"demo_{layout}.toml"))


def _data(name: str) -> str:
    return files("gouji.learn.synth").joinpath(name).read_text(encoding="utf-8")


def _assemble(
    body: str, printer: Printer, changed: dict[str, tuple[dict[str, Any], str]]
) -> tuple[str, tuple[Truth, ...]]:
    """The text with every token replaced by its figure, slipped or not, and where the slips stand."""
    out: list[str] = []
    truth: list[Truth] = []
    at = length = 0
    for token in TOKEN.finditer(body):
        name, figure = printer.figures[int(token.group(1))]
        out.append(body[at : token.start()])
        length += token.start() - at
        if name in changed:
            slip, stated = changed[name]
            span = (length, length + len(stated))
            truth.append(Truth(slip["kind"], slip["change"], name, *span, stated, figure))
            figure = stated
        out.append(figure)
        length += len(figure)
        at = token.end()
    return "".join([*out, body[at:]]), tuple(truth)
