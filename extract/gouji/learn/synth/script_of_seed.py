"""From a seed to the script of a disclosure: draws its ledger, its print and its names, and renders its layout."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from gouji.learn.synth.ledger_drawing import draw
from gouji.learn.synth.list_wordings import Lists
from gouji.learn.synth.made_names import Names
from gouji.learn.synth.marked_script import Script
from gouji.learn.synth.print_style import Style
from gouji.learn.synth.table_printing import Grids
from gouji.learn.synth.word_lists import layout, template, words

_CALLS = (
    *("wan", "more", "rate", "share", "done", "updown", "grow", "over", "amount", "percent", "some", "year_word"),
    *("tell", "changed", "cause", "why", "parts", "classes", "spending", "path", "topic", "purpose"),
    *("planned", "named", "executed", "mentioned", "aim", "aims", "econames"),
)


def compose(seed: int | str, name: str) -> Script:
    """The script of a disclosure in a layout, the same for the same arguments in every process."""
    rng = Random(f"{name}/{seed}")  # a string, since Random hashes it the same in every process
    spec = layout(name)
    field = rng.choice(sorted(words("ledger")["field"]))
    names = Names(rng, field)
    year = rng.randint(2020, 2025)
    ledger = draw(rng, words("ledger"), field, year, names.project, other_carried=spec.get("other_carried", False))
    style = Style.drawn(rng, spec["units"], spec.get("signed", 0.0))
    script = Script(spec["kind"], name, ledger, names.department(), style)
    pen = Lists(rng, script, ledger, style, names)
    grids = Grids(script, ledger, style)
    specs = {key: _table(table) for key, table in spec["table"].items()}
    own = names.spec["object"][field]
    rendered = _template(name).render(
        {call: getattr(pen, call) for call in _CALLS},
        dept=script.department,
        year=year,
        tables=list(specs),
        table=lambda key: grids.table(specs[key]),
        amount_of=lambda key: ledger[key],
        object=lambda: rng.choice(own),
        projects=ledger.projects,
        against=pen.against,
        way=pen.way,
        pick=lambda *choices: rng.choice(choices),
    )
    script.set(rendered)
    return script


def _table(spec: dict[str, Any]) -> dict[str, Any]:
    """A table of a layout: the description that it uses, and what it has of its own."""
    return {**words("tables")[spec["use"]], **spec}


@cache
def _template(name: str) -> Template:
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)  # nosec B701
    return environment.from_string(template(name))
