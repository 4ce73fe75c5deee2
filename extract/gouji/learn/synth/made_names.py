"""Names of projects and causes, put together from word lists."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from gouji.learn.synth.word_lists import filled, words

_TRIES = 50


class Names:
    """The invented names of one document; no project has a name twice, nor one that holds another."""

    def __init__(self, rng: Random, field: str) -> None:
        self.rng, self.field = rng, field
        self.spec = words("names")
        self.projects: list[str] = []

    def department(self) -> str:
        return str(self.rng.choice(self.spec["city"]) + self.rng.choice(self.spec["field"][self.field]))

    def project(self, _code: str = "") -> str:
        part, own = self.spec["part"], self.spec["object"][self.field]
        for _ in range(_TRIES):
            name = "".join(map(self.rng.choice, (part["scope"], own, part["act"], part["tail"])))
            if not any(name in other or other in name for other in self.projects):
                break
        self.projects.append(name)
        return name

    def purpose(self) -> str:
        """What money is for: the object of 主要用于."""
        part = self.spec["part"]
        slots = {"object": self.spec["object"][self.field], "act": part["act"]}
        return filled(self.rng, self.rng.choice(part["purpose"]), slots, {})

    def cause(self, topic: str, way: str, project: Callable[[], str], plain: bool = False) -> str:
        """Why a figure moved: one reason (only that when `plain`), two joined, or an enumeration.

        `project` gives a marked name.
        """
        spec = words("causes")
        telling = spec["telling"]
        phrases = spec.get(topic, {}).get(way) or spec["general"][way]
        wanted = min(len(phrases), self.rng.choices((1, 2, 3), (74, 18, 8))[0]) if not plain else 1
        chosen = [
            filled(self.rng, p, spec["slot"], {"project": project}) for p in self.rng.sample(list(phrases), wanted)
        ]
        if wanted == 1:
            return chosen[0]
        if wanted == 2 and self.rng.random() < 0.55:
            return str(self.rng.choice(telling["joined"])).join(chosen)
        marks = self.rng.choice(telling["enumerated"])
        return "".join(m + c for m, c in zip(marks, chosen, strict=False))
