"""Prints the figures of a ledger and notes what they claim."""

from __future__ import annotations

from random import Random
from typing import Any

from gouji.figures import rounded
from gouji.learn.synth.ledger import Ledger
from gouji.learn.synth.made_names import Names
from gouji.learn.synth.marked_script import Mark, Said, Script, unit_of
from gouji.learn.synth.print_style import Style
from gouji.learn.synth.word_lists import phrases, words

_NOTHING = 50  # yuan, which print as 0.00万元


class Pen:
    """Prints figures and phrases of a ledger into a script, and remembers which figure told a key last."""

    def __init__(self, rng: Random, script: Script, ledger: Ledger, style: Style, names: Names) -> None:
        self.rng, self.script, self.ledger, self.style, self.names = rng, script, ledger, style, names
        self.spec = phrases(script.layout)
        self.current: dict[str, int] = {}
        self.kept: dict[str, int] = {}  # the wording that was settled on, by group

    def print(self, mark: Mark, say: str = "") -> str:
        """A figure; `say` is the key that it becomes the current figure of."""
        made = self.script.figure(mark)
        if say:
            self.current[say] = len(self.script.marks) - 1
        return made

    @property
    def last(self) -> int:
        return len(self.script.marks) - 1

    # ---- figures ---------------------------------------------------------------------------------------------------

    def wan(self, key: str) -> str:
        """An amount of the ledger."""
        made = self.print(Mark("AMOUNT", self.style.amount(self.ledger[key]), key, unit=self.style.unit), key)
        self.say("level", key, {"value": self.last})
        return made

    def more(self, key: str) -> str:
        text = self.style.amount(abs(self.ledger.more(key)))
        return self.print(Mark("AMOUNT", text, key, "delta", self.style.unit), f"{key}#delta")

    def rate(self, key: str) -> str:
        text = self.style.percent(abs(self.ledger.more(key)), self.ledger[f"{key}@prior"])
        return self.print(Mark("PERCENT", text, key, "rate"), f"{key}#rate")

    def signed(self, key: str) -> str:
        """A change with its sign."""
        text = self.style.amount(self.ledger.more(key))
        return self.print(Mark("AMOUNT", text, key, "delta", self.style.unit), f"{key}#delta")

    def signedrate(self, key: str) -> str:
        text = self.style.percent(self.ledger.more(key), self.ledger[f"{key}@prior"])
        return self.print(Mark("PERCENT", text, key, "rate"), f"{key}#rate")

    def share(self, part: str, whole: str) -> str:
        text = self.style.percent(self.ledger[part], self.ledger[whole])
        made = self.print(Mark("PERCENT", text, f"{part}/{whole}", "share"))
        if part in self.current and whole in self.current:
            figures = {"value": self.current[part], "base": self.current[whole], "rate": self.last}
            self.say("share", part, figures)
        return made

    def done(self, key: str) -> str:
        """The rate of completion."""
        text = self.style.percent(self.ledger[key], self.ledger[f"{key}@budget"])
        made = self.print(Mark("PERCENT", text, key, "completion"))
        if key in self.current and f"{key}@budget" in self.current:
            figures = {"value": self.current[key], "base": self.current[f"{key}@budget"], "rate": self.last}
            self.say("completion", key, figures)
        return made

    def updown(self, key: str) -> str:
        return self.print(Mark("WORD", words("print")["turn"][self.way(key)][0], key, "up"))

    def grow(self, key: str) -> str:
        return self.print(Mark("WORD", words("print")["turn"][self.way(key)][1], key, "up"))

    def over(self, key: str) -> str:
        return self.print(Mark("WORD", words("print")["order"][self.against(key)], key, "over"))

    def year(self) -> str:
        return str(self.ledger.year)

    def year_word(self) -> str:
        return self.print(Mark("WORD", str(self.ledger.year - 1), "", "year"))

    def amount(self, text: str) -> str:
        """An amount that stands in no relation: 100万元."""
        return self.print(Mark("AMOUNT", text, "", "", unit_of(text)))

    def percent(self, text: str) -> str:
        return self.print(Mark("PERCENT", text, "", ""))

    def some(self, low: int, high: int) -> int:
        return self.rng.randint(low, high)

    # ---- how amounts stand to each other ---------------------------------------------------------------------------

    def way(self, key: str) -> str:
        """`up`, `down`, `flat` or, where there was nothing last year, `new`."""
        more, prior = self.ledger.more(key), self.ledger[f"{key}@prior"]
        if abs(more) < _NOTHING:
            return "flat"
        return "new" if not prior else "up" if more > 0 else "down"

    def against(self, key: str) -> str:
        """`over`, `under` or `equal` to the budget, by the amounts as printed."""
        factor = 1 if self.style.yuan else 10_000
        final, budget = (rounded(self.ledger[k] / factor, 2) for k in (key, f"{key}@budget"))
        return "equal" if final == budget else "over" if final > budget else "under"

    def say(self, relation: str, key: str, figures: dict[str, int], **more: Any) -> None:
        name, _, year = key.partition("@")
        period = self.ledger.year - (year == "prior")
        planned = year == "budget" or self.script.kind == "budget"
        measure = words("print")["measure"]["budget" if planned else "final"]
        said = Said(relation, key, self.subject(name), figures, period=period, measure=measure, **more)
        self.script.said.append(said)

    def subject(self, key: str) -> str:
        """What a key is called: by the phrases, else by the heading or project that it is an amount of."""
        if named := self.spec["subject"].get(key):
            return str(named)
        code = key.rpartition(".")[2]
        heading = next((h.name for h in self.ledger.headings if h.code == code), "")
        return heading or next((p.name for p in self.ledger.projects if p.key == key), key)
