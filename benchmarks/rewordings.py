"""Real documents changed in what says nothing, read again: how much of what they say is still told, and what is new.

    python benchmarks/rewordings.py --documents 12

Each document whose reading holds is printed as a web page and as plain text, then again with one change after the
other (`gouji.learn.relayout.rewordings`): other characters, units, places, line ends. What is read of both is compared
by value and name. `--details` tells what was lost.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

from gouji import api
from gouji.errors import GoujiError
from gouji.learn.relayout import holds
from gouji.learn.relayout.restated import CARRIERS, KINDS, Printed, Restated
from gouji.learn.relayout.rewordings import REWORDINGS

CORPUS = Path(os.environ.get("GOUJI_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
FOLDERS = ("seeds", "real", "wave1", "wave2")
SUFFIXES = {".pdf", ".html", ".txt", ".docx", ".xlsx"}
KEPT = 0.99  # of each kind, at least
MOST = 2_000  # statements of a document: a larger one takes minutes for all changes


def main() -> int:
    """0 when each change keeps what it should, 1 when one does not, 2 when there are no documents."""
    options = _options()
    before: Counter[tuple[str, str]] = Counter()
    kept: Counter[tuple[str, str]] = Counter()
    new: Counter[tuple[str, str]] = Counter()
    runs: Counter[str] = Counter()
    for path in _files(options):
        result = _checked(path)
        if result is None:
            continue
        for carrier in options.carriers:
            printed = Printed(result, carrier)
            for name in options.only or REWORDINGS:
                found = printed.restated(REWORDINGS[name])
                if found is None:
                    continue
                runs[name] += 1
                for kind in KINDS:
                    before[name, kind] += found.before[kind]
                    kept[name, kind] += found.kept(kind)
                    new[name, kind] += found.new[kind].total()
                if options.details:
                    _tell(found, options.details)
        print(f"{path.name}: {len(result.extraction.statements)} statements", file=sys.stderr, flush=True)
    if not runs:
        print(f"no documents whose reading holds in {options.corpus}", file=sys.stderr)
        return 2
    print("kept of those before (new)")
    print(f"{'runs':>4}  " + "".join(f"{kind:>26}" for kind in KINDS) + "  change")
    held = True
    for name in filter(runs.__getitem__, REWORDINGS):
        shares = []
        for kind in KINDS:
            whole = before[name, kind]
            share = kept[name, kind] / whole if whole else 1.0
            held = held and share >= KEPT
            shares.append(f"{share:8.2%} of {whole:6} ({new[name, kind]:4})"[:27])
        print(f"{runs[name]:4}  " + "".join(f"{s:>27}" for s in shares) + f"  {name}")
    return 0 if held else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "corpus", type=Path, nargs="?", default=CORPUS, help="folder with seeds/, real/, wave1/, wave2/"
    )
    parser.add_argument("--documents", type=int, default=12, metavar="N", help="a sample of so many (12); 0: all")
    parser.add_argument("--only", nargs="+", metavar="CHANGE", choices=REWORDINGS, help="only these changes")
    parser.add_argument("--carriers", nargs="+", choices=CARRIERS, default=list(CARRIERS), help="only these carriers")
    parser.add_argument("--named", nargs="+", metavar="NAME", help="documents whose names contain one of these")
    parser.add_argument(
        "--details", type=int, metavar="N", default=0, help="tell the first N of what was lost and is new"
    )
    return parser.parse_args()


def _files(options: argparse.Namespace) -> list[Path]:
    """The documents, or of each folder a sample that is spread over it."""
    folders = [sorted(p for p in (options.corpus / f).glob("*") if p.suffix.lower() in SUFFIXES) for f in FOLDERS]
    if options.named:
        return [p for folder in folders for p in folder if any(name in p.name for name in options.named)]
    if not options.documents:
        return [p for folder in folders for p in folder]
    each = -(-options.documents // max(1, sum(map(bool, folders))))
    return [p for folder in folders for p in folder[:: max(1, len(folder) // each)][:each]]


def _checked(path: Path) -> api.CheckResult | None:
    """What checking a document gives; None where its reading is not sure or it is too large."""
    try:
        result = api.check(path)
    except GoujiError:
        return None
    sure = holds(result) or path.suffix == ".txt"
    return result if sure and len(result.extraction.statements) <= MOST else None


def _tell(found: Restated, most: int) -> None:
    for what, said in (("lost", found.lost), ("new", found.new)):
        for kind in KINDS:
            for key in list(said[kind].elements())[:most]:
                print(f"{found.change} {found.carrier} {found.name}: {what} {kind}: {' | '.join(key)}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
