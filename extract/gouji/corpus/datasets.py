"""Datasets from Python: `run`, `panel`, `query`, as the commands of these names do them.

from gouji.corpus import datasets

datasets.run("corpus/", "out", jobs=2)
datasets.panel("out")
print(datasets.query("out", "SELECT kind, count(*) FROM findings GROUP BY kind"))
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from gouji.corpus import run as runs
from gouji.corpus.panel import across, build
from gouji.corpus.plan import Plan
from gouji.corpus.run import Summary
from gouji.corpus.settings import Settings
from gouji.corpus.store import dataset, views
from gouji.corpus.store.place import Place, at
from gouji.errors import GoujiError

if TYPE_CHECKING:
    import pandas as pd

Path = str | os.PathLike[str]


class _Silent:
    """Watches a run and tells nobody."""

    def hashing(self, done: int, total: int) -> None: ...

    def planned(self, plan: Plan) -> None: ...

    def document(self, name: str, error: GoujiError | None) -> None: ...

    def uninterrupted(self) -> AbstractContextManager[object]:
        return nullcontext()


def run(named: Path | Sequence[Path], out: Path, settings: Settings | None = None) -> Summary:
    """Reads and checks a corpus into a dataset, as `gouji run` does.

    Parameters
    ----------
    named : str, os.PathLike or sequence of them
        Folders, files, globs, URLs, lists and tables of paths.
    out : str or os.PathLike
        The folder or URL of the dataset.
    settings : Settings, optional
        Processes, limits, whether to go on with a dataset that is there.

    Returns
    -------
    Summary
        How many documents were read and failed. What failed is in the table `errors`.

    Raises
    ------
    GoujiError
        E008, E043 … E047, E051. A script that calls this needs `if __name__ == "__main__":` around it, since processes
        of the run import it.
    """
    several = [named] if isinstance(named, str | os.PathLike) else list(named)
    summary = Summary()
    runs.run([os.fspath(n) for n in several], os.fspath(out), settings or Settings(), _Silent(), summary)
    return summary


def panel(out: Path, between_documents: bool = False, watch: Callable[[], None] = lambda: None) -> pd.DataFrame:
    """Makes the table `panel` of a dataset, or `across`, and gives it.

    Parameters
    ----------
    out : str or os.PathLike
        The dataset.
    between_documents : bool, optional
        Whether to compare documents with each other: then the table `across` is given.
    watch : callable, optional
        Called after each part.

    Returns
    -------
    pandas.DataFrame
        A row a department, year, stage and indicator; of `across` a row a pair of places.

    Raises
    ------
    GoujiError
        E044, E045 for what is no dataset of this version.
    """
    make_panel(at(os.fspath(out)), between_documents, watch)
    return query(out, f"FROM {across.TABLE if between_documents else build.TABLE} ORDER BY ALL")


def make_panel(place: Place, between_documents: bool, watch: Callable[[], None]) -> None:
    """Writes the table `panel`, and `across` where it is wanted."""
    dataset.require(place)
    for part, rows in build.build(place):
        dataset.write_derived(place, build.TABLE, part, rows)
        watch()
    if between_documents:
        dataset.write_derived(place, across.TABLE, 0, across.compare(place))


def query(out: Path, sql: str) -> pd.DataFrame:
    """The rows of a query as a frame. Raises GoujiError E044, E045, E050."""
    with views.opened(at(os.fspath(out))) as connection:
        found: pd.DataFrame = connection.sql(sql).df()
        return found
