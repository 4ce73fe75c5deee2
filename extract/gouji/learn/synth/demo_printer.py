"""Prints the figures of a made-up disclosure as such documents do, and remembers each under a name."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from itertools import zip_longest
from random import Random
from typing import Any

from gouji.figures import rounded
from gouji.learn.synth.demo_ledger import Ledger, Line

WAN = Decimal(10_000)
EMPTY = Line("", "")


class Printer:
    """What the text template calls. Each call prints a figure or a word as a token (see `figures`).

    Attributes:
        figures: name and text of every printed figure; token i of the rendered text stands for entry i.
        named: the text by name.
    """

    def __init__(self, rng: Random, ledger: Ledger, words: dict[str, list[str]], year: int, form: str) -> None:
        self.rng, self.ledger, self.words, self.year, self.form = rng, ledger, words, year, form
        self.figures: list[tuple[str, str]] = []
        self.named: dict[str, str] = {}

    def vocabulary(self) -> dict[str, Any]:
        """The names that the template may use: its calls and its lists of lines."""
        classes = [n for n in self.ledger.nodes if n.level == 1]
        heads = self.words
        return {
            **{name: getattr(self, name) for name in CALLS},
            "year": self.year,
            "nodes": self.ledger.nodes,
            "classes": [Line(n.name, n.key("spent")) for n in classes],
            "fiscal_classes": [Line(n.name, n.key("fiscal")) for n in classes],
            "incomes": [Line(*pair) for pair in zip(heads["income"], heads["income_keys"], strict=True)],
            "fiscal_incomes": [Line(*p) for p in zip(heads["fiscal"], heads["fiscal_keys"], strict=True)],
            "staff": self.ledger.staff,
            "office": self.ledger.office,
            "projects": self.ledger.projects,
            "sides": partial(zip_longest, fillvalue=EMPTY),
        }

    def wan(self, key: str, name: str = "") -> str:
        """An amount of the prose: 万元 with two decimals, no thousands commas."""
        return self._print(name or key, f"{self._wan(key):.2f}万元")

    def cell(self, key: str, name: str = "") -> str:
        """A table cell: 万元 with thousands commas, no unit; nothing for an empty key."""
        return self._print(name or f"cell.{key}", f"{self._wan(key):,.2f}") if key else ""

    def share(self, part: str, whole: str, name: str = "") -> str:
        return self._print(name or f"{part}/{whole}", _percent(self._get(part) / self._get(whole)))

    def completion(self, key: str, name: str = "") -> str:
        return self._print(name or f"{key}.completion", _percent(self._get(key) / self._get(key + "@budget")))

    def delta(self, key: str, name: str = "") -> str:
        return self._print(name or f"{key}.delta", f"{rounded(abs(self._more(key)) / WAN, 2):.2f}万元")

    def rate(self, key: str, name: str = "") -> str:
        return self._print(name or f"{key}.rate", _percent(abs(self._more(key)) / self._get(key + "@prior")))

    def up(self, key: str, name: str = "") -> str:
        return self._print(name or f"{key}.up", "增加" if self._more(key) > 0 else "减少")

    def grow(self, key: str, name: str = "") -> str:
        return self._print(name or f"{key}.grow", "增长" if self._more(key) > 0 else "下降")

    def above(self, key: str, name: str = "") -> str:
        """How the final amount stands to its budget, as printed."""
        words = {1: "大于", 0: "等于", -1: "小于"}
        return self._print(name or f"{key}.above", words[self._over(key)])

    def cause(self, key: str, topic: str = "") -> str:
        """Why the amount changed over last year; a topic has word lists of its own."""
        return self._word("more" if self._more(key) > 0 else "less", topic)

    def why(self, key: str, topic: str = "") -> str:
        """Why the final amount differs from its budget."""
        return self._word({1: "over", 0: "equal", -1: "under"}[self._over(key)], topic)

    def last_year(self, name: str) -> str:
        return self._print(name, str(self.year - 1))

    def row(self, *cells: object) -> str:
        """A table row: `word` gives a cell a line after a tab and ends with a blank line, `tab` one line."""
        if self.form == "word":
            return "\t" + "\n\t".join(str(c) for c in cells) + "\n"
        return "\t".join(str(c) for c in cells)

    def _print(self, name: str, text: str) -> str:
        self.figures.append((name, text))
        self.named[name] = text
        return f"\ue000{len(self.figures) - 1}\ue001"

    def _get(self, key: str) -> Decimal:
        return Decimal(0) if key == "zero" else self.ledger.amounts[key]

    def _wan(self, key: str) -> Decimal:
        return rounded(self._get(key) / WAN, 2)

    def _more(self, key: str) -> Decimal:
        return self._get(key) - self._get(key + "@prior")

    def _over(self, key: str) -> int:
        """1, 0 or -1 by the printed amounts: what rounds to the same is told as equal."""
        final, budget = self._wan(key), self._wan(key + "@budget")
        return (final > budget) - (final < budget)

    def _word(self, group: str, topic: str) -> str:
        name = f"{group}_{topic}" if topic else group
        return self.rng.choice(self.words[name]).replace("{project}", self.ledger.projects[0].name)


CALLS = (
    *("wan", "cell", "share", "completion", "delta", "rate", "up", "grow", "above"),
    *("cause", "why", "last_year", "row"),
)


def _percent(ratio: Decimal) -> str:
    return f"{rounded(ratio * 100, 2):.2f}%"
