"""gouji beside what else reads Chinese figures, cuts Chinese text or reads PDF files, all in one run.

    python benchmarks/peers.py                    # all that is installed, and documents where GOUJI_CORPUS is
    python benchmarks/peers.py --small            # the same on little, to see that it runs
    python benchmarks/peers.py --only values start

Five parts: the values of amounts and percentages, extraction, reading, how cost grows, a command from start to end.
What is not installed (`pip install 'gouji[bench]'`) is skipped with a line. Times are processor time, the best of
several runs, each in a process of its own that has met another document before; the peers take turns, so that a busy
machine slows all alike. It prints which goals hold and which are missed, and ends with 0 either way.
"""

from __future__ import annotations

import argparse
import logging
import os
import platform
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from math import log
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TypeVar

import reading
from gouji import api
from gouji.learn import synth
from peer_figures import FIGURES, counted, hard, made_up, read_all

T = TypeVar("T")
LIBRARIES = (
    "jionlp",
    "recognizers-text-number-with-unit",
    "recognizers-text-number",
    "jieba",
    "pdfplumber",
    "pypdfium2",
)
CHECKED = 250_000  # characters a second
MS_A_PAGE, PEAK_MB = 15.0, 150.0
STARTED = 0.4  # seconds
EXPONENT = 1.05


@dataclass(frozen=True)
class Sizes:
    """How much is measured."""

    documents: int  # made up, of which figures are read and text is cut
    files: int  # PDF files
    pages: int  # that pdfplumber reads of each
    growth: tuple[int, ...]
    times: int  # runs of which the best counts


FULL = Sizes(documents=10, files=6, pages=20, growth=(1, 10, 100), times=3)
SMALL = Sizes(documents=1, files=1, pages=2, growth=(1, 4), times=1)


def main() -> int:
    """Print all parts that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", default=reading.CORPUS, help="folder with real/*.pdf")
    parser.add_argument("--only", choices=list(PARTS), nargs="+", default=list(PARTS), metavar="PART", help="parts")
    parser.add_argument("--small", action="store_true", help="on little, to see that it runs")
    options = parser.parse_args()
    sizes = SMALL if options.small else FULL
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, gouji {version('gouji')}, {_versions()}")
    os.environ |= {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}  # of the new processes
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as fresh:
        for part in options.only:
            print(f"\n{part}", flush=True)
            PARTS[part](fresh, sizes, options.corpus)
    return 0


def _versions() -> str:
    return ", ".join(f"{name} {_version(name)}" for name in LIBRARIES)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _in_turn(
    fresh: ProcessPoolExecutor, times: int, names: Sequence[str], work: Callable[..., T], *of: object
) -> dict[str, list[T]]:
    """What each gives, run after run; who is not installed is told and left out."""
    done: dict[str, list[T]] = {}
    missing: set[str] = set()
    for name in [*names] * times:
        if name in missing:
            continue
        try:
            done.setdefault(name, []).append(fresh.submit(work, name, *of).result())
        except ImportError as exc:
            print(f"  skipped {name}: {exc}", flush=True)
            missing.add(name)
    return {name: runs for name, runs in done.items() if runs}


def _goal(name: str, value: str, held: bool) -> None:
    print(f"  goal {'holds ' if held else 'MISSED'}  {name}: {value}", flush=True)


# ---- values of amounts and percentages -----------------------------------------------------------------------------


def values(fresh: ProcessPoolExecutor, sizes: Sizes, _: Path) -> None:
    """Right, false and missed values of each, and the characters that it reads a second."""
    sets = {"made-up paragraphs": list(made_up(sizes.documents)), "own-worded hard ones": list(hard())}
    texts = [[text for text, _ in sentences] for sentences in sets.values()]
    print(f"  {'right/false/missed':24}{'amounts':>16}{'percentages':>16}  characters a second")
    done = _in_turn(fresh, sizes.times, list(FIGURES), read_all, texts)
    for n, (kind, sentences) in enumerate(sets.items()):
        print(f"  {len(sentences)} {kind}")
        for name, runs in done.items():
            told = runs[0][n][1]
            counts = [counted(label, sentences, told, name) for label in ("AMOUNT", "PERCENT")]
            rate = sum(map(len, texts[n])) / min(run[n][0] for run in runs)
            print(f"    {name:22}{counts[0]:>16}{counts[1]:>16} {rate:20,.0f}", flush=True)


# ---- extraction ----------------------------------------------------------------------------------------------------


def _jieba(texts: Sequence[str]) -> dict[str, float]:
    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    begin = process_time()
    for text in texts:
        jieba.lcut(text)
    return {"jieba.lcut": process_time() - begin}


def _gouji_extract(texts: Sequence[str]) -> dict[str, float]:
    return _gouji_of(texts, api.extract, "gouji.extract")


def _gouji_check(texts: Sequence[str]) -> dict[str, float]:
    return _gouji_of(texts, api.check, "gouji.check")


def _gouji_of(texts: Sequence[str], work: Callable[..., object], name: str) -> dict[str, float]:
    work(api.read_text(synth.demo(1).text))
    begin = process_time()
    documents = [api.read_text(text) for text in texts]
    between = process_time()
    for document in documents:
        work(document)
    end = process_time()
    return {f"{name}, from the text on": end - begin, name: end - between}


EXTRACTION = {"jieba.lcut": _jieba, "gouji.extract": _gouji_extract, "gouji.check": _gouji_check}


def _extracting(name: str, texts: Sequence[str]) -> dict[str, float]:
    return EXTRACTION[name](texts)


def extraction(fresh: ProcessPoolExecutor, sizes: Sizes, _: Path) -> None:
    """Characters a second, of whole made-up documents."""
    texts = [made.text for made in synth.corpus(seed=2, n=sizes.documents)]
    length = sum(map(len, texts))
    print(f"  {len(texts)} made-up documents, {length:,} characters; characters a second")
    done = _in_turn(fresh, sizes.times, list(EXTRACTION), _extracting, texts)
    rates = {way: length / min(run[way] for run in runs) for runs in done.values() for way in runs[0]}
    for way, rate in rates.items():
        print(f"    {way:34} {rate:12,.0f}", flush=True)
    checked = rates["gouji.check"]
    _goal(f"check at least {CHECKED:,} characters a second", f"{checked:,.0f}", checked >= CHECKED)


# ---- reading -------------------------------------------------------------------------------------------------------


def read_files(_: ProcessPoolExecutor, sizes: Sizes, corpus: Path) -> None:
    """Milliseconds a page and peak memory on PDF files, the one with the most pages among them."""
    files = sorted((corpus / "real").glob("*.pdf"))
    if not files:
        print(f"  skipped: no documents in {corpus / 'real'}")
        return
    some = files[:: -(-len(files) // sizes.files)]
    most = max(files, key=reading.pages_of) if sizes is FULL else some[0]
    some = [*(file for file in some if file != most), most]
    names = [name for name in reading.READERS if name != "pdfplumber" or _version(name) != "not installed"]
    print("" if "pdfplumber" in names else "  skipped pdfplumber: not installed\n", end="")
    print(f"  pdfplumber reads the first {sizes.pages} pages of each document, the others all")
    print("  " + "   ".join(f"{name:24}" for name in names) + "\n  " + "   ".join([reading.COLUMNS] * len(names)))
    found: dict[str, dict[Path, reading.Measured]] = {name: {} for name in names}
    for file in some:
        for name in names:
            pages = sizes.pages if name == "pdfplumber" else None
            runs = [reading.measured(name, file, pages) for _ in range(min(sizes.times, 2))]
            found[name][file] = min(runs, key=lambda run: run.seconds)
        print("  " + "   ".join(str(found[name][file]) for name in names), f"  {file.name}", flush=True)
    print("  " + "   ".join(str(reading.together(found[name])) for name in names), "  in total")
    ms, peak = reading.together(found["gouji"]).ms, found["gouji"][most]
    _goal(f"at most {MS_A_PAGE:.0f} ms a page", f"{ms:.1f}", ms <= MS_A_PAGE)
    _goal(f"at most {PEAK_MB:.0f} MB on the most pages", f"{peak.peak:.0f} on {peak.pages}", peak.peak <= PEAK_MB)


# ---- how cost grows ------------------------------------------------------------------------------------------------


def _grown(kind: str, times: int) -> tuple[int, float]:
    """Characters and seconds of a check: of one text with so many times its length, or of so many documents."""
    for made in synth.corpus(seed=9, n=3):
        api.check(api.read_text(made.text))
    if kind == "length":
        texts = [synth.document("2/0").text * times]
    else:
        texts = [made.text for made in synth.corpus(seed=2, n=times)]
    begin = process_time()
    for text in texts:
        api.check(api.read_text(text))
    return sum(map(len, texts)), process_time() - begin


def growth(fresh: ProcessPoolExecutor, sizes: Sizes, _: Path) -> None:
    """Seconds at growing sizes, and the exponent between each two."""
    highest = 0.0
    for kind, told in (("length", "one text so many times over"), ("documents", "so many different documents")):
        print(f"  {told}")
        before: tuple[int, float] | None = None
        for times in sizes.growth:
            runs = [fresh.submit(_grown, kind, times).result() for _ in range(sizes.times if times < 100 else 1)]
            length, seconds = min(runs, key=lambda run: run[1])
            exponent = log(seconds / before[1]) / log(length / before[0]) if before else 0.0
            shown = f"exponent {exponent:.2f}" if before else ""
            print(f"    × {times:<4} {length:10,} characters {seconds:8.2f} s  {shown}".rstrip(), flush=True)
            highest, before = max(highest, exponent), (length, seconds)
    _goal(f"exponents at most {EXPONENT}", f"{highest:.2f}", highest <= EXPONENT)


# ---- from start to end ---------------------------------------------------------------------------------------------

_TEXT = "import sys; text = open(sys.argv[1], encoding='utf-8').read(); "
STARTS: dict[str, tuple[str, list[str]]] = {  # what must be installed, and the command before the file
    "Python alone": ("", ["-c", _TEXT]),
    "gouji check": ("", ["-m", "gouji", "check", "-o", "-"]),
    "jieba.lcut": ("jieba", ["-c", f"{_TEXT}import jieba; jieba.lcut(text)"]),
    "JioNLP": ("jionlp", ["-c", f"{_TEXT}import jionlp; jionlp.ner.extract_money(text)"]),
    "Recognizers-Text": (
        "recognizers-text-number-with-unit",
        ["-c", f"{_TEXT}from recognizers_number_with_unit import *; recognize_currency(text, 'zh-cn')"],
    ),
}


def start(_: ProcessPoolExecutor, sizes: Sizes, __: Path) -> None:
    """Seconds that a command takes on a small text, from start to end."""
    text = "\n".join(text for text, _ in list(made_up(1))[:6])
    with TemporaryDirectory() as folder:
        file = Path(folder, "small.txt")
        file.write_text(text, encoding="utf-8")
        print(f"  a text of {len(text)} characters; processor time and time on the clock")
        commands = {}
        for name, (needed, words) in STARTS.items():
            if needed and _version(needed) == "not installed":
                print(f"  skipped {name}: {needed} is not installed")
            else:
                commands[name] = [sys.executable, *words, str(file)]
        runs = [{name: _started(command) for name, command in commands.items()} for _ in range(sizes.times + 1)]
    best = {name: tuple(map(min, zip(*(run[name] for run in runs), strict=True))) for name in commands}
    for name, (processor, clock) in best.items():
        print(f"    {name:22} {processor:6.2f} s {clock:6.2f} s")
    took = best["gouji check"][0]
    _goal(f"gouji check at most {STARTED} s", f"{took:.2f}", took <= STARTED)


def _started(command: list[str]) -> tuple[float, float]:
    """Processor time and time on the clock of one command."""
    spent, begin = _spent(), perf_counter()
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    clock, processor = perf_counter() - begin, _spent() - spent
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    return processor, clock


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


PARTS: dict[str, Callable[[ProcessPoolExecutor, Sizes, Path], None]] = {
    "values": values,
    "extraction": extraction,
    "reading": read_files,
    "growth": growth,
    "start": start,
}


if __name__ == "__main__":
    sys.exit(main())
