"""Real documents printed anew in other layouts: how many statements are read as in the document, and what is new.

Each document whose reading holds is printed in layouts drawn from seeds, one format after the other. What its
re-layout states otherwise is a fault of reading; it is told with its place and the options that were on.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gouji.learn.relayout import Outcome
    from gouji.records.results import CheckResult

CORPUS = Path(os.environ.get("GOUJI_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
SUFFIXES = {".pdf", ".html", ".txt", ".docx", ".xlsx"}
KEPT = 0.99  # of the statements, at least
MOST = 2_000  # statements of a document: a larger one takes minutes for each layout


def main() -> int:
    """0 when the targets hold, 1 when one is missed, 2 when there is nothing to print."""
    options = _options()
    files = _files(options)
    runs = Counter[str]()
    statements = Counter[str]()
    kept = Counter[str]()
    new_findings = 0
    for outcome in _outcomes(files, options.layouts, options.seed):
        on = [outcome.layout.format, *outcome.layout.on]
        runs.update(on)
        statements.update(dict.fromkeys(on, outcome.statements))
        kept.update(dict.fromkeys(on, outcome.kept))
        new_findings += outcome.count("new finding")
        _tell(outcome, options.verbose)
    formats = [name for name in ("pdf", "docx", "xlsx", "html") if runs[name]]
    if not formats:
        print(f"no documents whose reading holds in {options.corpus}", file=sys.stderr)
        return 2
    print("\nruns   kept  option")
    for name in [*formats, *sorted(set(runs) - set(formats))]:
        print(f"{runs[name]:4} {kept[name] / statements[name]:7.2%}  {name}")
    share = sum(kept[f] for f in formats) / sum(statements[f] for f in formats)
    total = sum(runs[f] for f in formats)
    print(f"\n{total} re-layouts of {sum(statements[f] for f in formats)} statements")
    held = [_target(f"at least {KEPT:.0%} of the statements kept", f"{share:.2%}", share >= KEPT)]
    held.append(_target("no new finding", str(new_findings), not new_findings))
    return 0 if all(held) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", default=CORPUS, help="folder with real/ and wave1/")
    parser.add_argument("--layouts", type=int, default=200, metavar="N", help="how many re-layouts (200)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="the seed of the first layout (0)")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="documents whose names contain one of these")
    parser.add_argument("--verbose", action="store_true", help="every difference, not the first three of a re-layout")
    return parser.parse_args()


def _files(options: argparse.Namespace) -> list[Path]:
    """The documents, those of a place not all in a row, so that a few layouts meet many places."""
    found = [p for folder in ("real", "wave1") for p in sorted((options.corpus / folder).glob("*"))]
    found = [p for p in found if p.suffix.lower() in SUFFIXES]
    if options.only:
        return [p for p in found if any(name in p.name for name in options.only)]
    step = 7
    return [p for first in range(step) for p in found[first::step]]


def _outcomes(files: list[Path], layouts: int, seed: int) -> Iterator[Outcome]:
    """The re-layouts: each document in one layout of each format, again from the first one on with other seeds."""
    from gouji.learn.relayout import FORMATS, Layout, run

    done = 0
    usable = list(files)
    while usable and done < layouts:
        for path in list(usable):
            result = _checked(path)
            if result is None:
                usable.remove(path)
                continue
            for format in FORMATS:
                if done < layouts:
                    yield run(result, Layout.drawn(seed + done, format))
                    done += 1
            if done >= layouts:
                break


def _checked(path: Path) -> CheckResult | None:
    """What checking a document gives; None where its reading is not sure or it is too large."""
    from gouji import api
    from gouji.errors import GoujiError
    from gouji.learn.relayout import holds

    try:
        result = api.check(path)
    except GoujiError:
        return None
    return result if holds(result) and len(result.extraction.statements) <= MOST else None


def _tell(outcome: Outcome, verbose: bool) -> None:
    layout, found = outcome.layout, outcome.differences
    share = f"{outcome.kept}/{outcome.statements}"
    print(f"{layout.format:4} {layout.seed:4} {share:>11}  {outcome.name}  {' '.join(layout.on)}", flush=True)
    findings = [d for d in found if d.what.endswith("finding")]
    statements = [d for d in found if not d.what.endswith("finding")]
    for d in [*findings, *(statements if verbose else statements[:3])]:
        print(f"     {d.what}: {' | '.join(filter(None, d.key))}  ({d.title} {d.place})")


def _target(name: str, value: str, held: bool) -> bool:
    print(f"target {'holds ' if held else 'MISSED'}  {name}: {value}")
    return held


if __name__ == "__main__":
    sys.exit(main())
