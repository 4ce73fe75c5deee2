"""Time of `gouji check` beside that of another tree of the repository, an earlier commit for instance.

    git worktree add ../earlier COMMIT
    python benchmarks/against.py ../earlier CORPUS/seeds CORPUS/real

Each document is checked by both trees in turn, so that a busy machine slows both alike. Every run is a process of its
own, from start to end, with the bytecode of an earlier run at hand, as an installed package has it. What counts is its
processor time in user mode, the best of several runs.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parents[1]
SUFFIXES = {".pdf", ".html", ".txt", ".docx", ".xlsx"}
ADDED = 0.10  # at most, over all documents


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree of the repository, and where the bytecode of its modules is kept."""

    root: Path
    bytecode: Path

    def seconds(self, document: Path) -> float:
        """Processor time in user mode of one `gouji check`. Raises RuntimeError where it fails."""
        own = {"PYTHONPATH": str(self.root / "extract"), "PYTHONPYCACHEPREFIX": str(self.bytecode)}
        environment = {**os.environ, **own}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-m", "gouji", "check", str(document), "-o", "-"]
        begin = _spent()
        run = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
        if run.returncode not in (0, 1):
            raise RuntimeError(f"{self.root}: gouji check {document} ended with {run.returncode}")
        return _spent() - begin


def main() -> int:
    """0 when the target holds, 1 when it is missed, 2 when there is nothing to read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", type=Path, help="the other tree: the folder that holds its extract/")
    parser.add_argument("paths", type=Path, nargs="+", help="documents, or folders of them")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each Nth document of a folder")
    parser.add_argument("--times", type=int, default=3, metavar="N", help="runs of each tree a document (default: 3)")
    options = parser.parse_args()
    documents = [path for given in options.paths for path in _documents(given, options.every)]
    if not documents:
        print("no documents", file=sys.stderr)
        return 2
    with TemporaryDirectory() as bytecode:
        trees = [
            Tree(root.resolve(), Path(bytecode) / name) for name, root in (("here", HERE), ("other", options.other))
        ]
        for tree in trees:
            tree.seconds(documents[0])  # compiles
        print("  seconds: here   other    more  document")
        times = [_best(trees, document, options.times) for document in documents]
    here, other = (sum(column) for column in zip(*times, strict=True))
    more = here / other - 1
    print(f"{here:15.2f} {other:7.2f} {more:+7.1%}  {len(documents)} documents")
    print(f"\ntarget {'holds ' if more <= ADDED else 'MISSED'}  at most {ADDED:.0%} more: {more:.1%}")
    return 0 if more <= ADDED else 1


def _documents(given: Path, every: int) -> list[Path]:
    if given.is_dir():
        return sorted(p for p in given.glob("*") if p.suffix.lower() in SUFFIXES)[::every]
    return [given]


def _spent() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime


def _best(trees: list[Tree], document: Path, times: int) -> list[float]:
    """The best times of this tree and of the other on one document, printed."""
    runs = [[tree.seconds(document) for tree in trees] for _ in range(times)]
    here, other = best = [min(column) for column in zip(*runs, strict=True)]
    print(f"{here:15.2f} {other:7.2f} {here / other - 1:+7.1%}  {document.name}", flush=True)
    return best


if __name__ == "__main__":
    sys.exit(main())
