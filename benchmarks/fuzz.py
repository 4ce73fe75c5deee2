"""Reads and checks generated hostile files for some minutes; what raises anything but GoujiError is counted and kept.

    python benchmarks/fuzz.py --minutes 10 --keep finds

Each target runs in processes of its own with a limit of memory and time, since native code (calamine, pdfium, libxml2)
can abort or loop. Those ends are counted apart from exceptions. The files are those of `tests/test_fuzz.py`.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, seed, settings

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from gouji import api
from gouji.errors import GoujiError
from gouji.language.quantities import parse_number, scan
from hostile import FILES, atoms, texts
from hostile_imports import DOCUMENTS, IMPORTS

NUMBERS = "numbers"
STRATEGIES = {
    NUMBERS: texts | atoms,
    **FILES,
    **DOCUMENTS,
    **{name: strategy for name, (strategy, _) in IMPORTS.items()},
}
TARGETS = tuple(STRATEGIES)
BATCH = 50  # examples of one seed
FATTEST = 1_000  # megabytes
MEMORY = 6_000_000_000  # bytes of address space
SLOW = 10  # seconds of processor time that make an example a find
SLOWEST = 60  # seconds of processor time that one example may take


class Worker:
    """One target in this process: runs examples and prints a line of counts after each batch."""

    def __init__(self, target: str, folder: Path) -> None:
        self.target, self.folder = target, folder
        self.counts: Counter[str] = Counter()

    def batch(self, number: int) -> None:
        run = seed(number)(given(STRATEGIES[self.target])(self.example))
        settings(
            max_examples=BATCH,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )(run)()
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps({"counts": self.counts, "megabytes": most}), flush=True)
        self.counts.clear()

    def example(self, drawn: object) -> None:
        self.counts["runs"] += 1
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + SLOWEST, hard))
        begin = time.process_time()
        try:
            attempt(self.target, drawn, self.folder)
        except GoujiError:
            self.counts["refused"] += 1
        except Exception as error:
            self.counts[_kind(error)] += 1
            self._keep(_kind(error))
        if time.process_time() - begin > SLOW:
            self.counts["slow"] += 1
            self._keep("slow")

    def _keep(self, kind: str) -> None:
        for last in self.folder.glob("last.*"):
            name = "".join(c if c.isalnum() else "_" for c in kind)
            last.replace(self.folder / f"{self.target}-{name}{last.suffix}")


def attempt(target: str, drawn: object, folder: Path) -> None:
    """Reads and checks what was drawn for a target, which stands in the folder meanwhile; raises what that raises."""
    if target in IMPORTS:
        (folder / "last.bin").write_bytes(drawn if isinstance(drawn, bytes) else repr(drawn).encode())
        IMPORTS[target][1](drawn)
    elif isinstance(drawn, str):
        (folder / "last.txt").write_text(drawn, encoding="utf-8", errors="surrogatepass")
        parse_number(drawn)
        scan(drawn)
    elif isinstance(drawn, tuple):
        path = folder / f"last{drawn[0]}"
        path.write_bytes(drawn[1])
        document = api.read(path)
        api.extract(document)
        api.check(document)


def _kind(error: Exception) -> str:
    """The type of an exception and the innermost place of gouji's own code."""
    own = [f for f in traceback.extract_tb(error.__traceback__) if "gouji" in Path(f.filename).parts]
    where = f" {Path(own[-1].filename).name}:{own[-1].lineno}" if own else ""
    return f"{type(error).__name__}{where}"


def work(target: str, folder: Path, seconds: float, first: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    worker, end, number = Worker(target, folder), time.monotonic() + seconds, first
    while time.monotonic() < end:
        worker.batch(number)
        number += 1


def fuzz(target: str, seconds: float, folder: Path, first: int) -> tuple[Counter[str], int]:
    """The counts of one target, over as many processes as it takes, and the most megabytes that one of them held."""
    counts: Counter[str] = Counter()
    most = 0
    end = time.monotonic() + seconds
    _forget(folder)
    while (left := end - time.monotonic()) > 1:
        command = [sys.executable, __file__, "--worker", target, "--keep", str(folder)]
        command += ["--minutes", str(left / 60), "--seed", str(first + counts["runs"])]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        for line in done.stdout.splitlines():
            if line.startswith("{"):
                told = json.loads(line)
                counts.update(told["counts"])
                most = max(most, told["megabytes"])
        if done.returncode:
            kind = f"ended by signal {-done.returncode}" if done.returncode < 0 else f"status {done.returncode}"
            counts[kind] += 1
            print(done.stderr[-2000:], file=sys.stderr)
            counts["runs"] += 1  # so that the next process begins with another seed
            for last in folder.glob("last.*"):
                last.replace(folder / f"{target}-{kind.replace(' ', '_')}_{counts[kind]}{last.suffix}")
    return counts, most


def _forget(folder: Path) -> None:
    for last in folder.glob("last.*"):
        last.unlink()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0, help="for all targets together")
    parser.add_argument("--target", action="append", choices=TARGETS, help="only these")
    parser.add_argument("--keep", type=Path, help="folder for the files that raised")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--worker", choices=TARGETS, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.worker:
        work(chosen.worker, chosen.keep, 60 * chosen.minutes, chosen.seed)
        return 0
    with TemporaryDirectory() as scratch:
        folder = chosen.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        targets = chosen.target or TARGETS
        bad = False
        for target in targets:
            counts, most = fuzz(target, 60 * chosen.minutes / len(targets), folder, chosen.seed)
            runs, refused = counts.pop("runs", 0), counts.pop("refused", 0)
            told = dict(counts) or "no crash"
            print(f"{target:11} {runs:8} runs {refused:8} refused {most:5} MB at most  {told}", flush=True)
            bad = bad or bool(counts) or most > FATTEST
            _forget(folder)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
