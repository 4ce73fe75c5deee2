"""What a run over a corpus costs: documents a second, processor time, memory of the process that writes.

    python benchmarks/throughput.py                      # 200 made-up documents, 1 and 2 processes
    python benchmarks/throughput.py --documents 10000    # the figures that docs/corpora.md promises
    python benchmarks/throughput.py --dask               # two workers of Dask beside the pool

Times mean something on a machine that does nothing else; processor times of parent and workers are told beside them,
which other work changes little. The last column is the growth of the time for a document from the first tenth of the
run to its end.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from gouji.corpus.plan import Plan
from gouji.corpus.run import Summary, run
from gouji.corpus.settings import Settings
from gouji.errors import GoujiError
from gouji.learn import synth


@dataclass
class Watch:
    """Notes when each document ended, and how much memory this process had then."""

    ended: list[float] = field(default_factory=list)
    megabytes: int = 0

    def hashing(self, done: int, total: int) -> None:
        """Nothing is noted."""

    def planned(self, plan: Plan) -> None:
        self.ended.append(time.monotonic())

    def document(self, name: str, error: GoujiError | None) -> None:
        self.ended.append(time.monotonic())
        self.megabytes = max(self.megabytes, resident())

    @contextmanager
    def uninterrupted(self) -> Iterator[None]:
        yield


def resident() -> int:
    """The megabytes of memory that this process has, as Linux tells it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) >> 10 for line in status.splitlines() if line.startswith("VmRSS"))


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[str]:
    """A scheduler of Dask and its workers, each a process; yields its address."""
    import distributed

    told = folder / "scheduler.json"
    words = [sys.executable, "-m", "dask"]
    common = ["--scheduler-file", str(told), "--no-dashboard"]
    started = [subprocess.Popen([*words, "scheduler", "--host", "127.0.0.1", "--port", "0", *common])]
    try:
        while not (told.exists() and told.stat().st_size):
            time.sleep(0.1)
        one = [*words, "worker", *common, "--no-nanny", "--nthreads", "1"]
        started += [subprocess.Popen([*one, "--name", f"w{n}"]) for n in range(workers)]
        with distributed.Client(scheduler_file=str(told), set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=120)
            address: str = client.scheduler.address
        yield address
    finally:
        for process in started:
            process.kill()
            process.wait()


def measured(corpus: Path, out: Path, settings: Settings, name: str) -> float:
    """Runs over the corpus and prints a line; the documents a second."""
    watch, summary = Watch(), Summary()
    before = time.process_time()
    run([str(corpus)], str(out), settings, watch, summary)
    parent = time.process_time() - before
    began, *ended = watch.ended
    rate = len(ended) / (ended[-1] - began)
    tenth = max(len(ended) // 10, 1)
    growth = (ended[-1] - began) / len(ended) / ((ended[tenth - 1] - began) / tenth) - 1
    cost = f"{1000 * parent / len(ended):.0f} ms of the parent a document"
    print(f"{name:12} {rate:7.2f} documents/s, {cost}, {watch.megabytes} MB, time a document {growth:+.0%}", flush=True)
    assert summary.failed == 0
    return rate


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--dask", action="store_true")
    options = parser.parse_args()
    with TemporaryDirectory() as made:
        folder = Path(made)
        corpus = folder / "corpus"
        corpus.mkdir()
        for n, document in enumerate(synth.corpus(seed=2, n=options.documents)):
            (corpus / f"{n:06d}.txt").write_text(document.text, encoding="utf-8", newline="")
        one = measured(corpus, folder / "one", Settings(jobs=1), "1 process")
        two = measured(corpus, folder / "two", Settings(jobs=2), "2 processes")
        print(f"2 processes are {two / one:.2f} times as fast as 1")
        if options.dask:
            with cluster(folder, 2) as address:
                dask = measured(corpus, folder / "dask", Settings(scheduler=address), "Dask")
            print(f"Dask takes {two / dask - 1:+.0%} of the time of the pool")
    return 0


if __name__ == "__main__":
    sys.exit(main())
