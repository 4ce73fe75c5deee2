"""What a run over a corpus costs: documents a second, processor time, memory of the process that writes.

    python benchmarks/throughput.py                      # 200 made-up documents, 1 and 2 processes
    python benchmarks/throughput.py --documents 10000 --jobs 2 --characters 800  # so many, but short ones
    python benchmarks/throughput.py --dask               # two workers of Dask beside the pool

Times mean something on a machine that does nothing else; processor times are told beside them, which other work
changes little: of the parent, and of all processes. The last columns are the growth of the time for a document, and of
the processor time for it, from the first tenth of the run to its end.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from gouji.corpus.plan import Plan
from gouji.corpus.run import Summary, run
from gouji.corpus.settings import Settings
from gouji.errors import GoujiError
from gouji.learn import synth


@dataclass
class Watch:
    """Notes when each document ended, what processor time was spent by then, and how much memory this process had."""

    ended: list[float] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)
    megabytes: int = 0

    def hashing(self, done: int, total: int) -> None:
        """Nothing is noted."""

    def planned(self, plan: Plan) -> None:
        self._note()

    def document(self, name: str, error: GoujiError | None) -> None:
        self._note()
        self.megabytes = max(self.megabytes, resident())

    def _note(self) -> None:
        self.ended.append(time.monotonic())
        self.spent.append(processor_time())

    @contextmanager
    def uninterrupted(self) -> Iterator[None]:
        yield


def processor_time() -> float:
    """The seconds of processor time of this process and of all below it, those that ended included."""
    own = psutil.Process()
    seconds = 0.0
    for process in (own, *own.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            seconds += times.user + times.system + times.children_user + times.children_system
    return seconds


def growth(marks: list[float]) -> float:
    """How much more one document takes over all of a run than in its first tenth, of marks that each of them left."""
    documents = len(marks) - 1
    tenth = max(documents // 10, 1)
    return (marks[-1] - marks[0]) / documents / ((marks[tenth] - marks[0]) / tenth) - 1


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


def beginning(text: str, characters: int) -> str:
    """The paragraphs of a text up to the one in which so many characters are reached."""
    end = text.find("\n", characters)
    return text if end < 0 else text[: end + 1]


def measured(corpus: Path, out: Path, settings: Settings, name: str) -> float:
    """Runs over the corpus and prints a line; the documents a second."""
    watch, summary = Watch(), Summary()
    before = time.process_time()
    run([str(corpus)], str(out), settings, watch, summary)
    parent = time.process_time() - before
    documents = len(watch.ended) - 1
    rate = documents / (watch.ended[-1] - watch.ended[0])
    every = (watch.spent[-1] - watch.spent[0]) / documents
    cost = f"{1000 * every:.0f} ms of processor time a document, {1000 * parent / documents:.0f} of them the parent's"
    more = f"time a document {growth(watch.ended):+.0%}, processor time {growth(watch.spent):+.0%}"
    print(f"{name:12} {rate:7.2f} documents/s, {cost}, {watch.megabytes} MB, {more}", flush=True)
    assert summary.failed == 0
    return rate


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--characters", type=int, help="paragraphs beyond so many characters are left out")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], help="processes, one run for each")
    parser.add_argument("--dask", action="store_true", help="and as many workers of Dask as the last of them")
    options = parser.parse_args()
    with TemporaryDirectory() as made:
        folder = Path(made)
        corpus = folder / "corpus"
        corpus.mkdir()
        for n, document in enumerate(synth.corpus(seed=2, n=options.documents)):
            text = document.text if options.characters is None else beginning(document.text, options.characters)
            (corpus / f"{n:06d}.txt").write_text(text, encoding="utf-8", newline="")
        rates = {
            jobs: measured(corpus, folder / str(jobs), Settings(jobs=jobs), f"{jobs} processes")
            for jobs in options.jobs
        }
        first, *_, last = [options.jobs[0], *options.jobs]
        if first != last:
            print(f"{last} processes are {rates[last] / rates[first]:.2f} times as fast as {first}")
        if options.dask:
            with cluster(folder, last) as address:
                dask = measured(corpus, folder / "dask", Settings(scheduler=address), "Dask")
            print(f"Dask takes {rates[last] / dask - 1:+.0%} of the time of the pool")
    return 0


if __name__ == "__main__":
    sys.exit(main())
