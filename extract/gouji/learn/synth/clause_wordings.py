"""What the text template of a layout calls: each call tells a clause in one of its wordings."""

from __future__ import annotations

import re

from gouji.learn.synth.figure_printing import Pen
from gouji.learn.synth.marked_script import Phrase
from gouji.learn.synth.word_lists import words

_CALL = re.compile(r"\{(\w+)(?: ([^}]+))?\}")
_MODES = {"none": 12, "before": 6, "sentence": 14, "directed": 14, "trigger": 54}  # how a cause is told, of a hundred


class Teller(Pen):
    """The calls that tell whole clauses."""

    def tell(self, group: str, x: str = "", **names: str) -> str:
        """A phrase of `words/phrases.toml`, its calls answered; `names` stand for keys and texts."""
        return self.told(self.phrase(group), {"x": x, **names})

    def phrase(self, group: str) -> str:
        """A wording of a group (`change.up`), the one that the document keeps to where it does."""
        table, _, name = group.partition(".")
        choices = self.spec[table][name]
        drawn = self.rng.randrange(len(choices))
        return str(choices[self.kept.setdefault(group, drawn) if self.style.settled else drawn])

    def told(self, phrase: str, names: dict[str, str]) -> str:
        def answer(found: re.Match[str]) -> str:
            call, keys = found[1], (found[2] or "").split()
            if call in names and not keys:
                return names[call]
            if call == "last":
                return self.year_word()
            return str(getattr(self, call)(*(_named(k, names) for k in keys)))

        return _CALL.sub(answer, phrase)

    def changed(self, key: str, topic: str = "general", group: str = "change", inside: bool = False) -> str:
        """How an amount changed over last year and, mostly, why; without closing punctuation.

        `inside` a list that is one sentence the reason is no sentence of its own, nor enumerated.
        """
        way = self.way(key)
        mode = self._mode(way, inside)
        first = len(self.script.marks)
        cause = None
        text = ""
        if mode == "before":
            told = self.cause(topic, way)
            cause = self._last_phrase
            text = self._one("before").replace("{cause}", told)
        signed = self.style.signed and way in words("print")["turn"]
        text += self.tell(f"{group}.signed" if signed else f"{group}.{way}", key)
        figures = self._figures(key, first)
        of = figures.get("rate", figures.get("delta", figures.get("value")))
        if mode == "before":
            self.script.phrases[-1] = Phrase("CAUSE", of)
        elif mode != "none":
            text += self._lead(mode, way) + self.cause(topic, way, of, inside)
            cause = self._last_phrase
        if "delta" in figures or "rate" in figures:
            self.say("change", key, figures, direction="up" if signed or way == "new" else way, cause=cause)
        return text

    @property
    def _last_phrase(self) -> int:
        return len(self.script.phrases) - 1

    def _mode(self, way: str, inside: bool) -> str:
        """How the cause of a change is told; of one that goes neither up nor down there is none."""
        if way not in words("print")["turn"]:
            return "none"
        modes = {"none": 30, "inside": 70} if inside else _MODES
        return self.rng.choices(tuple(modes), tuple(modes.values()))[0]

    def _lead(self, mode: str, way: str) -> str:
        """What stands between a change and its cause."""
        return "。" if mode == "sentence" else self._one(mode).replace("{word}", words("print")["turn"][way][0])

    def _one(self, telling: str) -> str:
        return str(self.rng.choice(words("causes")["telling"][telling]))

    def _figures(self, key: str, first: int) -> dict[str, int]:
        """The figures of a change: the amount as told last, and its change and rate since mark `first`."""
        found = {"value": self.current[key]} if key in self.current else {}
        for role in ("delta", "rate"):
            at = self.current.get(f"{key}#{role}", -1)
            if at >= first:
                found[role] = at
        return found

    def cause(self, topic: str, way: str, of: int | None = None, plain: bool = False) -> str:
        """A reason as a marked span; the last phrase of the script is it."""
        return self.script.phrase(self.names.cause(topic, way, self.project, plain), "CAUSE", of)

    def project(self) -> str:
        """The marked name of a project, mostly one of the document's own."""
        own = self.ledger.projects
        name = self.rng.choice(own).name if own and self.rng.random() < 0.6 else self.names.project()
        return self.script.phrase(name, "PROJECT")

    def why(self, key: str, topic: str = "general") -> str:
        """How the final amount stands to its budget, and why."""
        way = self.against(key)
        if way == "equal":
            return self.tell("over.equal", key)
        lead = self.tell("over.over", key)
        marks = self.script.marks
        done = [i for i, m in enumerate(marks) if m.role == "completion" and m.key == key]
        return lead + self.cause(topic, way, done[-1] if done else self.current.get(key))


def _named(key: str, names: dict[str, str]) -> str:
    name, at, year = key.partition("@")
    return f"{names.get(name, name)}{at}{year}"
