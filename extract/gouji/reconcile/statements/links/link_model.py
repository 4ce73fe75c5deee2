"""The learned linker: how likely a cell is meant by a claim, from what `link_features` tells."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from gouji import learned
from gouji.errors import GoujiError
from gouji.reconcile.statements.links.boosted_trees import Trees
from gouji.reconcile.statements.links.link_features import NAMES, Matrix

NAME = "links"
MODEL, SETTINGS = "trees.json", "settings.json"


@dataclass(frozen=True)
class LinkModel:
    """Trees that weigh (claim, cell) pairs, with the probabilities that let a link be made.

    Attributes:
        least: below it a cell is not meant, though its value be equal.
        sure: from it on a cell is linked that does not agree.
        near: cells this little below the best may be meant instead.
    """

    trees: Trees
    least: float
    sure: float
    near: float

    def probabilities(self, matrix: Matrix) -> npt.NDArray[np.float64]:
        """Shape (rows,), each in [0, 1]."""
        return self.trees.probabilities(matrix)


def load(root: Path | None = None) -> LinkModel:
    """The model under `root` (else the one that is shipped), loaded once in a process.

    Raises GoujiError E018, E019 as `learned.folder`, E019 too when it was made for other features.
    """
    return _load(learned.folder(NAME, root))


@cache
def _load(path: Path) -> LinkModel:
    settings = json.loads((path / SETTINGS).read_text(encoding="utf-8"))
    if tuple(settings["features"]) != NAMES:
        raise GoujiError("E019", path=path / SETTINGS)
    thresholds = {k: float(settings[k]) for k in ("least", "sure", "near")}
    return LinkModel(Trees.from_json((path / MODEL).read_text(encoding="utf-8")), **thresholds)
