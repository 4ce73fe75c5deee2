"""Counts in how many documents and places each relation held and was violated, and writes it into the catalogue.

    python benchmarks/relations_seen.py FOLDER... [--apart FOLDER...] [--write]

Documents and places are those of `benchmarks/seen.py`. The relations are printed from the least seen on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from gouji import GoujiError
from gouji.language import rules
from gouji.learn.measure import relations_seen, seen
from gouji.reconcile.kernel.catalogue import FILE, Seen


def report(told: dict[str, Seen]) -> Iterator[str]:
    yield f"{'relation':24s} {'held in':>8s} {'places':>6s} {'violated in':>12s} {'places':>6s}"
    for code, found in sorted(told.items(), key=lambda item: item[1].held.documents + item[1].violated.documents):
        held, violated = found.held, found.violated
        yield f"{code:24s} {held.documents:8d} {held.places:6d} {violated.documents:12d} {violated.places:6d}"


def failed(source: seen.Source, error: GoujiError) -> None:
    print(f"{source.path}: {error}", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--apart", nargs="*", type=Path, default=[])
    parser.add_argument("--write", action="store_true", help="write it into patterns/relations.toml")
    given = parser.parse_args()
    told = relations_seen.count(seen.sources(given.folders, given.apart), failed)
    print("\n".join(report(told)))
    if given.write:
        relations_seen.write(rules.directory() / f"{FILE}.toml", told)


if __name__ == "__main__":
    main()
