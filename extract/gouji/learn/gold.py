"""Reads gold annotations: a folder of JSON Lines files for one document."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gouji.errors import GoujiError

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotations of one document; `entities` and `alignments` are None where the folder has no such file.

    Records carry offsets, or, of a paged document, page, quote and figure.
    """

    name: str
    entities: tuple[Record, ...] | None
    mismatches: tuple[Record, ...]
    consistent: tuple[Record, ...]
    alignments: tuple[Record, ...] | None

    @property
    def paged(self) -> bool:
        return any("start" not in r for r in (*(self.entities or ()), *self.mismatches, *self.consistent))


def is_gold(folder: Path) -> bool:
    """Whether a folder holds annotations of a document."""
    return (folder / "mismatches.jsonl").is_file()


def read_gold(folder: Path) -> Gold:
    """The annotations in `folder`. Raises GoujiError E012 when there are none, or only some records have offsets."""
    entities = _lines(folder / "entities.jsonl")
    mismatches = _lines(folder / "mismatches.jsonl")
    if mismatches is None:
        raise GoujiError("E012", path=folder, reason="no mismatches.jsonl")
    consistent = _lines(folder / "consistent.jsonl") or ()
    alignments = _lines(folder / "alignments.jsonl")
    every = (*(entities or ()), *mismatches, *consistent)
    kinds = {"start" if "start" in r else "page" if "page" in r else "" for r in every}
    if len(kinds) > 1 or "" in kinds:
        raise GoujiError("E012", path=folder, reason="records with neither offsets nor pages, or some with each")
    return Gold(folder.name, entities, mismatches, consistent, alignments)


def document_of(folder: Path, corpus: Path) -> Path:
    """The document that a gold folder annotates: `<folder name>_*` or `<folder name>.*`.

    It is sought in the corpus, its seeds/ and its gold/; a corpus beside the folder of gold folders
    (`gold/000`, `corpus/seeds/000_…`) is searched too. Raises GoujiError E012 when there is none.
    """
    beside = folder.resolve().parents[1] / "corpus"
    for home in (corpus / "seeds", corpus / "gold", corpus, beside / "seeds", beside / "gold"):
        for path in sorted([*home.glob(f"{folder.name}_*"), *home.glob(f"{folder.name}.*")]):
            return path
    raise GoujiError("E012", path=folder, reason=f"no document {folder.name}_* in {corpus}; name it with --document")


def is_neutral(record: Record) -> bool:
    """Whether a reasonable reader could judge otherwise; such records are neither missed nor false."""
    return record.get("sure") is False or bool(record.get("borderline"))


def _lines(path: Path) -> tuple[Record, ...] | None:
    if not path.is_file():
        return None
    try:
        return tuple(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    except ValueError as exc:
        raise GoujiError("E012", path=path, reason=str(exc)) from exc
