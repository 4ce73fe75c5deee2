"""Where slips can stand: the figures of a script that a relation or a table contradicts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from gouji.learn.synth.disclosure import Planted, linked
from gouji.learn.synth.marked_script import Block, Para, Said, Script, tokens

LEAST = 20_000  # yuan: of smaller amounts a slip is a last place


@dataclass
class Ground:
    """A script with what slips can stand in.

    Attributes:
        taken: quantities and paragraphs that have a slip.
        keys: of the ledger, the only ones that the next slip may stand at; all where there are none.
    """

    rng: Random
    script: Script
    taken: set[object] = field(default_factory=set)
    keys: Collection[str] = ()

    @cached_property
    def shown(self) -> dict[int, int]:
        """The block that each printed mark stands in."""
        found: dict[int, int] = {}
        for n, block in enumerate(self.script.blocks):
            for text in _texts(block):
                found |= dict.fromkeys(tokens(text), n)
        return found

    @cached_property
    def cells(self) -> dict[int, list[int]]:
        """The cells that state the amount of a mark of the prose."""
        found: dict[int, list[int]] = {}
        for mark, cell in linked(self.script, dict.fromkeys(self.shown, (0, 0))):
            found.setdefault(mark, []).append(cell)
        return found

    def said(self, relation: str, *roles: str) -> list[Said]:
        """Printed claims of a relation that have these figures, in an order by chance."""
        told = [s for s in self.script.said if s.relation == relation]
        printed = [s for s in told if all(s.figures.get(role) in self.shown for role in roles)]
        found = [s for s in printed if self.free(s.key, s)]
        self.rng.shuffle(found)
        return found

    def free(self, key: str, said: Said | None = None) -> bool:
        """Whether a slip may stand at a key: neither its quantity nor a paragraph of the claim has one."""
        if self.keys and key not in self.keys:
            return False
        touched: set[object] = {key.partition("@")[0], self.script.ledger[key]}
        if said:
            touched |= {self.shown.get(mark) for mark in said.figures.values()}
        return self.taken.isdisjoint(touched)

    def take(self, planted: Planted, key: str) -> Planted:
        """Marks the quantity, and its paragraph where it is prose, as having a slip."""
        self.taken |= {key.partition("@")[0], self.script.ledger[key]} - {0}
        block = self.shown.get(planted.mark)
        if block is not None and isinstance(self.script.blocks[block], Para):
            self.taken.add(block)
        return planted

    def stated(self) -> Iterator[tuple[Said, int, list[int]]]:
        """Levels that a cell states too: claim, mark and cells."""
        for said in self.said("level", "value"):
            mark = said.figures["value"]
            if mark in self.cells and self.script.ledger[said.key] >= LEAST:
                yield said, mark, self.cells[mark]


def _texts(block: Block) -> list[str]:
    """The texts that a block prints, a table a cell each."""
    if isinstance(block, Para):
        return [block.text]
    return [cell.text for row in block.rows for cell in row]
