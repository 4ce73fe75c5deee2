"""Counts in how many documents and places each relation held and was violated, and writes it into the catalogue.

    python benchmarks/relations_seen.py FOLDER... [--write]

A document's place is what its name begins with up to `_`. The relations are printed from the least seen on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from gouji import GoujiError
from gouji.language import rules
from gouji.learn.measure import relations_seen
from gouji.reconcile.kernel.catalogue import FILE, Seen


def report(told: dict[str, Seen]) -> Iterator[str]:
    yield f"{'relation':24s} {'held in':>8s} {'places':>6s} {'violated in':>12s} {'places':>6s}"
    for code, seen in sorted(told.items(), key=lambda item: item[1].held.documents + item[1].violated.documents):
        held, violated = seen.held, seen.violated
        yield f"{code:24s} {held.documents:8d} {held.places:6d} {violated.documents:12d} {violated.places:6d}"


def failed(path: Path, error: GoujiError) -> None:
    print(f"{path}: {error}", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="write it into patterns/relations.toml")
    given = parser.parse_args()
    told = relations_seen.count(relations_seen.documents(given.folders), failed)
    print("\n".join(report(told)))
    if given.write:
        relations_seen.write(rules.directory() / f"{FILE}.toml", told)


if __name__ == "__main__":
    main()
