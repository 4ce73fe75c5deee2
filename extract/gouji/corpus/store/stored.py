"""The records of a dataset, from which reports are made without the documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gouji.corpus.store import dataset, rows
from gouji.corpus.store.place import at


def lines(where: str | Path) -> Iterator[str]:
    """The records of every document, one a line, as `gouji check -o FILE.jsonl` writes them.

    Raises GoujiError E044, E045 for what is no dataset of this version.
    """
    place = at(where)
    dataset.require(place)
    for part in dataset.read(place, "records", ["records"]):
        for packed in part["records"].to_pylist():
            yield from rows.unpacked(packed)
