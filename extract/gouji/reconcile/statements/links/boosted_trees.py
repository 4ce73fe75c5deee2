"""Gradient boosted trees as numbers: stored as text, asked with numpy.

scikit-learn trains them (`learn/links/train.py`). To ask them it would take a second to import, and its own files name
private classes that another release may not have.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt


class Node(NamedTuple):
    """A node of a tree; a leaf leads to itself.

    Attributes:
        feature: the column that is asked.
        threshold: a row whose number there is at most this goes left.
        left: index of a node behind this one, in the same tree; so is `right`.
        value: log odds; those of the leaf that a row reaches count.
    """

    feature: int
    threshold: float
    left: int
    right: int
    value: float


@dataclass(frozen=True)
class Trees:
    """Trees whose leaves add up to log odds.

    Attributes:
        base: log odds before any tree.
        trees: the nodes of each, the root first.
    """

    base: float
    trees: tuple[tuple[Node, ...], ...]

    def __post_init__(self) -> None:
        for tree in self.trees:  # children lie behind their parents, so every walk ends
            if not all(n <= child < len(tree) for n, node in enumerate(tree) for child in (node.left, node.right)):
                raise ValueError("a child that is not behind its parent")

    def probabilities(self, matrix: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
        """Shape (rows,), each in [0, 1], of a matrix of shape (rows, features)."""
        feature, threshold, left, right, value = self._columns
        tree, row = np.arange(len(value)), np.arange(len(matrix))[:, None]
        node, before = np.zeros((len(matrix), len(tree)), dtype=np.intp), None
        while before is None or not np.array_equal(node, before):
            goes_left = matrix[row, feature[tree, node]] <= threshold[tree, node]
            node, before = np.where(goes_left, left[tree, node], right[tree, node]), node
        odds = self.base + value[tree, node].sum(axis=1)
        return np.asarray(1 / (1 + np.exp(-odds)))

    @cached_property
    def _columns(self) -> tuple[npt.NDArray[Any], ...]:
        """The fields of Node, each of shape (trees, nodes of the largest tree)."""
        width = max(map(len, self.trees), default=1)
        padded = np.zeros((len(self.trees), width, len(Node._fields)))  # nothing leads to what is added
        for number, tree in enumerate(self.trees):
            padded[number, : len(tree)] = tree
        types = (np.intp, np.float64, np.intp, np.intp, np.float64)
        return tuple(padded[..., i].astype(t) for i, t in enumerate(types))

    def to_json(self) -> str:
        """A line a tree; numbers come back as they are."""
        lines = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in self.trees)
        return f'{{"base": {self.base!r}, "node": {json.dumps(Node._fields)}, "trees": [\n{lines}\n]}}\n'

    @classmethod
    def from_json(cls, text: str) -> Trees:
        """What `to_json` wrote. Raises KeyError, TypeError or ValueError when it is something else."""
        data = json.loads(text)
        return cls(float(data["base"]), tuple(tuple(Node(*node) for node in tree) for tree in data["trees"]))
