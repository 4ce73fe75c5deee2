"""gouji beside what else reads Chinese figures, cuts Chinese text or reads PDF files, all in one run.

    python benchmarks/peers.py                    # all that is installed, and documents where GOUJI_CORPUS is
    python benchmarks/peers.py --small            # the same on little, to see that it runs
    python benchmarks/peers.py --only values start

Five parts: the values of amounts and percentages, extraction, reading, how cost grows, a command from start to end. What
is not installed (`pip install 'gouji[bench]'`) is skipped with a line. Times are processor time, the best of several
runs, each in a process of its own that has met another document before; the peers take turns, so that a busy machine
slows all alike. It prints which goals hold and which are missed, and ends with 0 either way.
"""

from __future__ import annotations

import argparse
import logging
import os
import platform
import resource
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from importlib.metadata import PackageNotFoundError, version
from math import log
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, TypeVar

import reading
from gouji import api
from gouji.language import quantities
from gouji.learn import synth

T = TypeVar("T")
Figure = tuple[str, Decimal]  # AMOUNT in yuan or PERCENT
Reader = Callable[[str], list[Figure]]

HARD = Path(__file__).with_name("hard_figures.toml")
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


def _gouji_figures() -> Reader:
    def read(text: str) -> list[Figure]:
        found = api.extract(api.read_text(text)).entities
        return [(e.label.value, Decimal(e.norm)) for e in found if e.norm and e.label.value in ("AMOUNT", "PERCENT")]

    return read


def _gouji_scan() -> Reader:
    labels = {"money": "AMOUNT", "percent": "PERCENT"}

    def read(text: str) -> list[Figure]:
        found = [q.figure for q in quantities.scan(text)]
        return [(labels[f.kind.value], Decimal(f.norm)) for f in found if f.kind and f.kind.value in labels]

    return read


def _jionlp() -> Reader:
    with redirect_stdout(None):  # it greets
        import jionlp

    def read(text: str) -> list[Figure]:
        told = jionlp.ner.extract_money(text, with_parsing=True, ret_all=True)
        return [("AMOUNT", Decimal(n)) for found in told if found.get("detail") for n in _ends(found)]

    return read


def _ends(found: dict[str, Any]) -> list[str]:
    """The numbers that JioNLP tells of an amount; of a hedged one it tells where it ends too, which nobody prints."""
    number = found["detail"]["num"]
    if not isinstance(number, list):
        return [number]
    return number[:1] if any(hedge in found["text"] for hedge in "多余") else number


def _recognizers() -> Reader:
    from recognizers_number import recognize_percentage
    from recognizers_number_with_unit import recognize_currency
    from recognizers_text import Culture

    def read(text: str) -> list[Figure]:
        money = _outermost(recognize_currency(text, Culture.Chinese))
        shares = _outermost(recognize_percentage(text, Culture.Chinese))
        told = [("AMOUNT", m.resolution["value"]) for m in money if m.resolution]
        told += [("PERCENT", s.resolution["value"]) for s in shares if s.resolution]
        return [(label, n) for label, value in told if (n := _number(value)) is not None]

    return read


def _outermost(found: Sequence[Any]) -> list[Any]:
    """What lies in no other: it also tells the parts of some amounts."""
    once = list({(one.start, one.end): one for one in found}.values())
    return [a for a in once if not any(b is not a and b.start <= a.start and a.end <= b.end for b in once)]


def _number(value: str | None) -> Decimal | None:
    """It computes in binary fractions: 0.30000000000000004 is 0.3."""
    try:
        return round(Decimal(str(value).removesuffix("%")), 6)
    except InvalidOperation:
        return None


FIGURES: dict[str, Callable[[], Reader]] = {
    "gouji.extract": _gouji_figures,
    "gouji, figures alone": _gouji_scan,
    "JioNLP": _jionlp,
    "Recognizers-Text": _recognizers,
}
TOLD = {"JioNLP": ("AMOUNT",)}  # it has nothing for percentages


def _figures(name: str, sets: Sequence[Sequence[str]]) -> list[tuple[float, list[list[Figure]]]]:
    """Of each set of texts, the seconds and what was read in each text."""
    read = FIGURES[name]()
    read("2032年度支出1.00万元，增长1%。")
    done = []
    for texts in sets:
        begin = process_time()
        told = [read(text) for text in texts]
        done.append((process_time() - begin, told))
    return done


def values(fresh: ProcessPoolExecutor, sizes: Sizes, _: Path) -> None:
    """Right, false and missed values of each, and the characters that it reads a second."""
    sets = {"made-up paragraphs": list(made_up(sizes.documents)), "own-worded hard ones": list(hard())}
    texts = [[text for text, _ in sentences] for sentences in sets.values()]
    print(f"  {'right/false/missed':24}{'amounts':>16}{'percentages':>16}  characters a second")
    done = _in_turn(fresh, sizes.times, list(FIGURES), _figures, texts)
    for n, (kind, sentences) in enumerate(sets.items()):
        print(f"  {len(sentences)} {kind}")
        for name, runs in done.items():
            told = runs[0][n][1]
            counts = [_counted(label, sentences, told, name) for label in ("AMOUNT", "PERCENT")]
            rate = sum(map(len, texts[n])) / min(run[n][0] for run in runs)
            print(f"    {name:22}{counts[0]:>16}{counts[1]:>16} {rate:20,.0f}", flush=True)


def _counted(label: str, truth: Sequence[tuple[str, list[Figure]]], told: Sequence[list[Figure]], name: str) -> str:
    if label not in TOLD.get(name, ("AMOUNT", "PERCENT")):
        return "-"
    right = false = missed = 0
    for (_, true), found in zip(truth, told, strict=True):
        due, given = (Counter(value for kind, value in figures if kind == label) for figures in (true, found))
        right += (due & given).total()
        false += (given - due).total()
        missed += (due - given).total()
    return f"{right}/{false}/{missed}"


def made_up(documents: int) -> Iterator[tuple[str, list[Figure]]]:
    """The paragraphs of made-up documents that print amounts or percentages, each with their values."""
    for made in synth.corpus(seed=2, n=documents):
        marks = sorted((at, made.script.marks[n]) for n, at in made.figures.items())
        begin = 0
        for line in made.text.splitlines(keepends=True):
            within = [mark for (start, _), mark in marks if begin <= start < begin + len(line)]
            figures = [(mark.label, Decimal(mark.norm())) for mark in within if mark.label in ("AMOUNT", "PERCENT")]
            if figures and not any(mark.label == "CELL" for mark in within):
                yield line.strip(), figures
            begin += len(line)


def hard() -> Iterator[tuple[str, list[Figure]]]:
    """The sentences of `hard_figures.toml` with their values."""
    for told in tomllib.loads(HARD.read_text(encoding="utf-8"))["sentence"]:
        amounts = [("AMOUNT", Decimal(n)) for n in told.get("amounts", ())]
        yield told["text"], amounts + [("PERCENT", Decimal(n)) for n in told.get("percents", ())]


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
