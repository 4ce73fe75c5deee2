"""Lists in prose: the parts of an amount, the classes of spending, items one by one, projects."""

from __future__ import annotations

from collections.abc import Iterable

from gouji.learn.synth.clause_wordings import Teller
from gouji.learn.synth.ledger import Heading, Project
from gouji.learn.synth.word_lists import words


class Lists(Teller):
    """Calls that tell several quantities at once."""

    def parts(self, group: str, wording: str = "share", zeros: float = 0.5, sign: str = "；") -> str:
        """The parts of an amount (`[parts]` of the phrases), each with its amount and mostly its share."""
        spec = self.spec["parts"][group]
        return self._listed(spec.get("key", group), spec["of"], f"list.{wording}", spec["whole"], zeros, sign)

    def classes(self, key: str, wording: str = "class", sign: str = "；") -> str:
        """The classes of spending that make up an amount."""
        parts = [(h.name, f"{key}.{h.code}") for h in self.ledger.classes]
        return self._listed(key, parts, f"list.{wording}", self.subject(key), 0.0, sign)

    def _listed(self, key: str, of: Iterable[Iterable[str]], group: str, whole: str, zeros: float, sign: str) -> str:
        listed = [(n, k) for n, k in of]
        shown = [(n, k) for n, k in listed if self.ledger[k] or self.rng.random() < zeros] or listed
        phrase = self.phrase(group)  # one for all parts
        told = [self.told(phrase, {"x": key, "name": name, "p": k, "whole": whole}) for name, k in shown]
        if key in self.current and len(shown) > 1:
            marks = tuple(self.current[k] for _, k in shown)
            self.say("part_of", key, {"value": self.current[key]}, parts=marks)
        return sign.join(told)

    def spending(self, key: str) -> list[Heading]:
        """The items that have an amount of this, or had one in the budget."""
        return [i for i in self.ledger.items if self.ledger[f"{key}.{i.code}"] or self.ledger[f"{key}.{i.code}@budget"]]

    def path(self, item: Heading) -> str:
        """An item as its names from 类 to 项, or with its code."""
        paths = self.spec["path"]["of"]
        index = self.kept.setdefault("path", self.rng.randrange(len(paths)))
        code = item.code
        return str(paths[index]).format(*item.names, c3=code[:3], c5=code[:5], code=code)

    def topic(self, item: Heading) -> str:
        """What the causes of an item are about."""
        if self.ledger[f"basic.{item.code}"] > self.ledger[f"paid.{item.code}"]:
            return "staff"
        return "project" if self.rng.random() < 0.6 else "general"

    def purpose(self, item: Heading) -> str:
        """What an item's money is for: projects by name, or in general words."""
        own = [p for p in self.ledger.projects if p.code == item.code]
        if not own or self.rng.random() < 0.5:
            return self.names.purpose()
        names = [self.script.phrase(p.name, "PROJECT") for p in own]
        end: str = words("print")["list"]["several" if len(names) > 1 else "one"]
        return "、".join(names) + end

    def planned(self, key: str, topic: str = "general", wording: str = "item") -> str:
        """Final amount against budget: with the completion rate and why, or that nothing was budgeted."""
        if not self.ledger[f"{key}@budget"]:
            told = self.tell("planned.unplanned", key)
            return told + self._one("trigger") + self.cause(topic, "over", self.current[key])
        if not self.ledger[key]:
            return self.tell("planned.unspent", key)
        return self.tell(f"planned.{wording}", key) + self._because(key, topic)

    def _because(self, key: str, topic: str) -> str:
        end = self.rng.choice(("。", "，", "。", "。"))
        return "" if self.rng.random() < 0.2 else end + self.why(key, topic)

    def named(self, projects: Iterable[Project]) -> str:
        """Projects as a list of names."""
        names = [self.script.phrase(p.name, "PROJECT") for p in projects]
        if self.rng.random() < 0.5:
            names = [f"“{n}”" for n in names]
        *others, last = names
        return "、".join(others) + words("print")["list"]["and"] + last if others else last

    def executed(self, project: Project) -> str:
        """A project's budget and what was spent of it."""
        return self.tell("executed.project", project.key, name=self.script.phrase(project.name, "PROJECT"))

    def mentioned(self, project: Project) -> str:
        """A project's name by itself."""
        return self.script.phrase(project.name, "PROJECT")

    def econames(self, side: str) -> str:
        """The first economic items of a side (`staff`, `office`) by name."""
        names = [e.name for e in self.ledger.economic if e.side == side and len(e.code) > 3]
        return "、".join(names[: self.rng.randint(3, 8)]) + str(words("print")["list"]["more"])

    def aim(self) -> str:
        """What money is for, in general words."""
        return self.names.purpose()

    def aims(self) -> str:
        """What project expenditure is for: projects by name where there are several."""
        own = self.ledger.projects
        return self.named(own[:4]) + words("print")["list"]["several"] if len(own) > 1 else self.names.purpose()
