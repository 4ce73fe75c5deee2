"""Counts in how many documents and places each rule fires, and writes it beside the rules.

    python benchmarks/seen.py FOLDER... [--apart FOLDER...] [--write]

A document's place is what its name begins with up to `_`; each document of a folder behind `--apart` is a place of its
own. The rules are printed from the least seen on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from gouji import GoujiError
from gouji.language import rules
from gouji.language.rules import Seen
from gouji.learn.measure import seen


def report(told: dict[seen.Name, Seen]) -> Iterator[str]:
    yield f"{'rule':48s} {'documents':>9s} {'places':>6s}"
    for (_, rule), found in sorted(told.items(), key=lambda item: (item[1].documents, item[0])):
        yield f"{rule:48s} {found.documents:9d} {found.places:6d}"


def failed(source: seen.Source, error: GoujiError) -> None:
    print(f"{source.path}: {error}", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--apart", nargs="*", type=Path, default=[])
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    told = seen.count(seen.sources(given.folders, given.apart), failed)
    print("\n".join(report(told)))
    if given.write:
        seen.write(rules.directory(), told)


if __name__ == "__main__":
    main()
