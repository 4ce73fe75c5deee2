"""Made-up documents that agree with themselves, in varied wording and print: what no finding may come of.

True values are drawn in yuan and only then printed, in 万元 or 元, with the decimals of the document; rates come from
the true values. Lighter and more varied than `synth`, which tells one full disclosure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from gouji.figures import rounded
from gouji.learn.consistent.ledger import Ledger, draw
from gouji.learn.consistent.tables import tables

_CALL = re.compile(r"\{(\w+)(?: ([^}]+))?\}")
_NUMBERS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Print:
    """How a document prints its figures."""

    rate_decimals: int
    dropped: bool  # zeros at the end of amounts
    commas: bool
    yuan: bool  # whether prose tells amounts in 元
    cells_in_yuan: bool
    blank: bool  # cells of nothing
    signed: bool  # a fall is an increase below nothing


def document(seed: int) -> str:
    """The text of a document, the same for the same seed."""
    rng = Random(f"consistent/{seed}")  # a string, since Random hashes it the same in every process
    spec = _spec()
    ledger = draw(rng, spec)
    style = Print(
        rate_decimals=rng.choice((2, 2, 2, 1, 0)),
        dropped=rng.random() < 0.3,
        commas=rng.random() < 0.3,
        yuan=rng.random() < 0.1,
        cells_in_yuan=rng.random() < 0.2,
        blank=rng.random() < 0.3,
        signed=rng.random() < 0.1,
    )
    teller = Teller(rng, spec, ledger, style)
    title = f"{rng.choice(spec['city'])}{rng.choice(spec['department'])}{teller.year}年度部门决算"
    prose = "\n".join(teller.passages())
    grids = tables(rng, ledger, cells_in_yuan=style.cells_in_yuan, blank=style.blank)
    first, second = (grids, prose) if rng.random() < 0.7 else (prose, grids)
    return f"{title}\n\n{first}\n\n{second}\n"


@cache
def _spec() -> dict[str, Any]:
    return tomllib.loads(files("gouji.learn.consistent").joinpath("wording.toml").read_text(encoding="utf-8"))


class Teller:
    """Tells a ledger in wordings of `wording.toml`; each {call} of a wording is a method `_call`."""

    def __init__(self, rng: Random, spec: dict[str, Any], ledger: Ledger, style: Print) -> None:
        self.rng, self.spec, self.ledger, self.style = rng, spec, ledger, style
        self.year = rng.randint(2018, 2024)

    def passages(self) -> Iterator[str]:
        """The passages, each under its numbered heading."""
        for number, passage in zip(_NUMBERS, self.spec["passage"], strict=False):
            yield f"{number}、{passage['head']}\n{self.told(self.rng.choice(passage['text']))}"

    def told(self, wording: str, **local: str) -> str:
        """A wording with its calls answered; `local` are names that stand for keys or texts."""

        def answer(call: re.Match[str]) -> str:
            name, keys = call[1], [self._key(k, local) for k in (call[2] or "").split()]
            return local[name] if name in local and not keys else str(getattr(self, f"_{name}")(*keys))

        return _CALL.sub(answer, wording)

    @staticmethod
    def _key(key: str, local: dict[str, str]) -> str:
        name, at, year = key.partition("@")
        return f"{local.get(name, name)}{at}{year}"

    # ---- figures ---------------------------------------------------------------------------------------------------

    def _wan(self, key: str) -> str:
        return self._amount(self.ledger[key])

    def _more(self, key: str) -> str:
        return self._amount(abs(self.ledger.more(key)))

    def _rate(self, key: str) -> str:
        return self._percent(abs(self.ledger.more(key)), self.ledger[f"{key}@prior"])

    def _signed(self, key: str) -> str:
        return self._amount(self.ledger.more(key))

    def _signedrate(self, key: str) -> str:
        return self._percent(self.ledger.more(key), self.ledger[f"{key}@prior"])

    def _share(self, part: str, whole: str) -> str:
        return self._percent(self.ledger[part], self.ledger[whole])

    def _done(self, key: str) -> str:
        return self._percent(self.ledger[key], self.ledger[f"{key}@budget"])

    def _amount(self, yuan: Decimal) -> str:
        number = self._printed(yuan)
        text = f"{number:,.2f}" if self.style.commas else f"{number:.2f}"
        if self.style.dropped or (number == 0 and self.rng.random() < 0.5):
            text = text.rstrip("0").rstrip(".")
        return f"{text}元" if self.style.yuan else f"{text}万元"

    def _printed(self, yuan: Decimal) -> Decimal:
        """An amount in the unit of print, rounded as it is printed."""
        return rounded(yuan if self.style.yuan else yuan / 10_000, 2)

    def _percent(self, part: Decimal, whole: Decimal) -> str:
        number = rounded(100 * part / whole, self.style.rate_decimals) if whole else Decimal(0)
        return f"{number:f}%"

    # ---- words -----------------------------------------------------------------------------------------------------

    def _last(self) -> str:
        return str(self.year - 1)

    def _year(self) -> str:
        return str(self.year)

    def _cause(self) -> str:
        return str(self.rng.choice(self.spec["cause"]))

    def _updown(self, key: str) -> str:
        return "增加" if self.ledger.more(key) >= 0 else "减少"

    def _grow(self, key: str) -> str:
        return "增长" if self.ledger.more(key) >= 0 else "下降"

    def _change(self, key: str) -> str:
        more, prior = self.ledger.more(key), self.ledger[f"{key}@prior"]
        way = "flat" if self._printed(abs(more)) == 0 else "new" if not prior else "up" if more > 0 else "down"
        if way in ("up", "down") and self.style.signed:
            way = "signed"
        return self.told(self.rng.choice(self.spec["change"][way]), x=key)

    def _over(self, key: str) -> str:
        """As the printed amounts stand to each other."""
        final, budget = (self._printed(self.ledger[k]) for k in (key, f"{key}@budget"))
        way = "flat" if final == budget else "up" if final > budget else "down"
        return self.told(self.rng.choice(self.spec["over"][way]))

    # ---- lists -----------------------------------------------------------------------------------------------------

    def _list(self, key: str) -> str:
        return self._parts(key, self.spec["parts"][key], self.spec["list"][key])

    def _classes(self) -> str:
        classes = [(h.names[0], f"fiscal.{h.code}") for h in self.ledger.headings if len(h.code) == 3]
        return self._parts("fiscal", [c for c in classes if self.ledger[c[1]]], self.spec["list"]["class"])

    def _parts(self, key: str, parts: list[Any], wordings: list[str]) -> str:
        wording = self.rng.choice(wordings)
        shown = [(n, k) for n, k in parts if self.ledger[k] or self.rng.random() < 0.6]
        return "；".join(self.told(wording, name=n, p=k, x=key) for n, k in shown)

    def _items(self) -> str:
        years = ("", "@budget")
        third = [h for h in self.ledger.headings if len(h.code) == 7]
        items = [h for h in third if any(self.ledger[f"fiscal.{h.code}{year}"] for year in years)]
        told = self.rng.choice(("planned", "planned", "compared"))  # a list tells the same of all its items
        suffix = ("（类）", "（款）", "（项）")
        paths = ("".join(n + s for n, s in zip(h.names, suffix, strict=True)) for h in items)
        named = [(path, f"fiscal.{h.code}") for path, h in zip(paths, items, strict=True)]
        return "\n".join(f"{n}．{self._one('item', told, 'path', *one)}" for n, one in enumerate(named, 1))

    def _threes(self) -> str:
        parts = self.spec["parts"]["three"]
        told = self.rng.choice(("planned", "compared"))
        lines = [f"{n}．{self._one('three', told, 'name', *one)}" for n, one in enumerate(parts, 1)]
        if self.ledger["car"]:
            lines[1] += self.told(self.rng.choice(self.spec["cars"]["text"]))
        return "\n".join(lines)

    def _one(self, group: str, told: str, label: str, name: str, key: str) -> str:
        """A line of its own on one part, against its budget (which may be nothing) or against last year."""
        way = "unplanned" if told == "planned" and not self.ledger[f"{key}@budget"] else told
        return self.told(self.rng.choice(self.spec["line"][group][way]), x=key, **{label: name})
