"""Time and memory of reading PDF files, beside pdfplumber's own text and tables.

Every measurement runs in a process of its own, so that no document hides another's peak. Times are processor
time, without imports; rules that are compiled on first use count, as they do for who reads one document.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

CORPUS = Path(os.environ.get("GOUJI_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
MS_A_PAGE = 60.0  # over all documents
PEAK_MB = 400.0  # on the largest document
COLUMNS = f"{'pages':>6} {'ms/page':>8} {'peak MB':>8}"


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of one reader over one document."""

    pages: int
    seconds: float
    peak: float  # MB

    @property
    def ms(self) -> float:
        return 1000 * self.seconds / max(self.pages, 1)

    def __str__(self) -> str:
        return f"{self.pages:6} {self.ms:8.1f} {self.peak:8.0f}"


def main() -> int:
    """0 when the targets hold, 1 when one is missed, 2 when there is nothing to read."""
    options = _options()
    if options.measure:
        print(json.dumps(_measure(options.measure, options.corpus, options.pages)))
        return 0
    files = sorted((options.corpus / "real").glob("*.pdf"))
    files = [f for f in files if not options.only or any(name in f.name for name in options.only)]
    if not files:
        print(f"no such documents in {options.corpus / 'real'}", file=sys.stderr)
        return 2
    compare = not options.no_compare and find_spec("pdfplumber") is not None
    if not options.no_compare and not compare:
        print("no comparison: pdfplumber is missing (pip install 'gouji[bench]')\n")
    own, other = _documents(files, compare, options.pages)
    largest = max(files, key=lambda f: own[f].pages)
    _linearity(largest)
    return _verdict(own, other, largest)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", default=CORPUS, help="folder with real/*.pdf")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="documents whose names contain one of these")
    parser.add_argument("--pages", type=int, metavar="N", help="pdfplumber reads the first N pages of each document")
    parser.add_argument("--no-compare", action="store_true", help="without pdfplumber")
    parser.add_argument("--measure", choices=READERS, help=argparse.SUPPRESS)  # one file, in this process
    return parser.parse_args()


# ---- in the process that is measured -------------------------------------------------------------------------------


def _measure(reader: str, path: Path, pages: int | None) -> tuple[int, float, float]:
    count, seconds = READERS[reader](path, pages)
    return count, seconds, _peak()


def _peak() -> float:
    """MB that this process had at most; what `resource` tells counts those of the process that began it too."""
    status = Path("/proc/self/status")
    if status.exists():
        told = status.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in told if line.startswith("VmHWM")) / (1 << 10)
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _gouji(path: Path, pages: int | None) -> tuple[int, float]:
    from importlib import import_module
    from time import process_time

    from gouji import api

    import_module("gouji.readers.pdf.reader")  # else the first document asks for it
    start = process_time()
    document = api.read(path)
    return document.pages or 0, process_time() - start


def _pdfplumber(path: Path, pages: int | None) -> tuple[int, float]:
    from time import process_time

    import pdfplumber

    start = process_time()
    with pdfplumber.open(path) as pdf:
        some = pdf.pages[:pages]
        for page in some:
            page.extract_text()
            page.extract_tables()
            page.close()
    return len(some), process_time() - start


def _pdfium(path: Path, pages: int | None) -> tuple[int, float]:
    """The bare text alone, as pdfium gives it."""
    from time import process_time

    import pypdfium2 as pdfium

    start = process_time()
    with pdfium.PdfDocument(path) as document:
        count = min(len(document), pages or len(document))
        for number in range(count):
            page = document[number]
            textpage = page.get_textpage()
            textpage.get_text_range()
            textpage.close()
            page.close()
    return count, process_time() - start


READERS = {"gouji": _gouji, "pdfplumber": _pdfplumber, "pypdfium2": _pdfium}


# ---- in the process that reports -----------------------------------------------------------------------------------


def measured(reader: str, path: Path, pages: int | None = None) -> Measured:
    """One run of a reader over a document, in a process of its own; `pages` are those that it reads at most."""
    command = [sys.executable, __file__, str(path), "--measure", reader, *(["--pages", str(pages)] if pages else [])]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if run.returncode:
        raise SystemExit(f"{reader} failed on {path}:\n{run.stderr}")
    return Measured(*json.loads(run.stdout.splitlines()[-1]))


def _documents(
    files: list[Path], compare: bool, pages: int | None
) -> tuple[dict[Path, Measured], dict[Path, Measured]]:
    """Measure and print each document and their sum."""
    own: dict[Path, Measured] = {}
    other: dict[Path, Measured] = {}
    if compare:
        print(f"pdfplumber reads {f'the first {pages} pages of each document, gouji all' if pages else 'all pages'}\n")
        print(f"{'gouji':<24}   {'pdfplumber':<24}")
    print(COLUMNS, f"  {COLUMNS}  faster" if compare else "", " document")
    for file in files:
        own[file] = measured("gouji", file)
        if compare:
            other[file] = measured("pdfplumber", file, pages)
        _line(own[file], other.get(file), file.name)
    _line(together(own), together(other) if compare else None, "in total")
    return own, other


def _line(own: Measured, other: Measured | None, name: str) -> None:
    print(own, f"  {other} {other.ms / own.ms:6.1f}×" if other else "", f" {name}", flush=True)


def together(found: dict[Path, Measured]) -> Measured:
    """Pages and seconds of all documents, and the highest peak."""
    runs = found.values()
    return Measured(sum(r.pages for r in runs), sum(r.seconds for r in runs), max(r.peak for r in runs))


def pages_of(path: Path) -> int:
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(path) as document:
        return len(document)


def _linearity(path: Path) -> None:
    import pypdfium2 as pdfium

    print(f"\nparts of the largest document, {path.name}\n{COLUMNS}   seconds")
    with pdfium.PdfDocument(path) as whole, TemporaryDirectory() as folder:
        for share in (0.25, 0.5, 1.0):
            part = Path(folder) / "part.pdf"
            with pdfium.PdfDocument.new() as made:
                made.import_pages(whole, list(range(max(1, round(share * len(whole))))))
                made.save(part)
            run = measured("gouji", part)
            print(f"{run} {run.seconds:9.2f}", flush=True)


def _verdict(own: dict[Path, Measured], other: dict[Path, Measured], largest: Path) -> int:
    ms, peak = together(own).ms, own[largest].peak
    print()
    held = [_target(f"at most {MS_A_PAGE:.0f} ms a page over all", f"{ms:.1f}", ms <= MS_A_PAGE)]
    held += [_target(f"at most {PEAK_MB:.0f} MB on the largest document", f"{peak:.0f}", peak <= PEAK_MB)]
    if other:
        theirs = together(other).ms
        slower = sum(own[f].ms >= other[f].ms for f in other)
        said = f"{ms:.1f} and {theirs:.1f} ms a page; slower on {slower} of {len(other)} documents"
        held += [_target("faster than pdfplumber", said, ms < theirs)]
    return 0 if all(held) else 1


def _target(name: str, value: str, held: bool) -> bool:
    print(f"target {'holds ' if held else 'MISSED'}  {name}: {value}")
    return held


if __name__ == "__main__":
    sys.exit(main())
