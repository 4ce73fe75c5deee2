"""Writes a sample of made-up disclosures with gold folders: what `gouji sample` does."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2

from gouji.learn.synth import office_files
from gouji.learn.synth.disclosure import Disclosure
from gouji.learn.synth.gold_records import Locate, records
from gouji.learn.synth.many_disclosures import chosen, corpus

FORMS = ("txt", "docx", "xlsx", "pdf")
_QUOTE = 12  # characters of a quote that are sought on a page


@dataclass(frozen=True, slots=True)
class Plan:
    """What to write: how many documents of which kind and form, from which seed, with which slips."""

    documents: int = 10
    seed: int = 1
    kind: str = "all"
    form: str = "txt"
    slips: Sequence[str] = ()


def write(folder: Path, plan: Plan) -> Iterator[tuple[Path, Disclosure]]:
    """Writes documents to `folder` and the truth of each to `folder/gold/<number>`; gives each when it is written.

    A document of the form xlsx is a folder: its prose as text and its tables as a workbook. Raises GoujiError E020
    for a slip of no such name, E021 or E022 when PDF files cannot be made, and OSError.
    """
    chosen(plan.slips)
    folder.mkdir(parents=True, exist_ok=True)
    for number, made in enumerate(corpus(plan.seed, plan.documents, plan.kind, plan.slips), 1):
        stem = folder / f"{number:04d}_{made.layout}"
        path = _document(stem, made, plan.form)
        gold = folder / "gold" / f"{number:04d}"
        gold.mkdir(parents=True, exist_ok=True)
        for name, found in records(made, _locate(made, path, plan.form)).items():
            text = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in found)
            (gold / f"{name}.jsonl").write_text(text, encoding="utf-8", newline="")
        yield path, made


def _document(stem: Path, made: Disclosure, form: str) -> Path:
    changed = made.changed
    if form == "xlsx":
        office_files.write_xlsx(made.script, changed, stem)
        return stem
    path = stem.with_name(f"{stem.name}.{form}")
    if form == "txt":
        path.write_text(made.text, encoding="utf-8", newline="")
        return path
    document = stem.with_name(f"{stem.name}.docx")
    office_files.write_docx(made.script, changed, document)
    if form == "pdf":
        office_files.to_pdf(document)
        document.unlink()
    return path


def _locate(made: Disclosure, path: Path, form: str) -> Locate:
    """Offsets for a text; else page, quote (the line that a figure stands in) and figure."""
    if form == "txt":
        return lambda start, end: {"start": start, "end": end}
    pages = _pages(path) if form == "pdf" else []

    def quoted(start: int, end: int) -> dict[str, Any]:
        begin = made.text.rfind("\n", 0, start) + 1
        close = made.text.find("\n", end)
        quote = "".join(made.text[begin : close if close >= 0 else None].split())
        figure = "".join(made.text[start:end].split())
        before = "".join(made.text[begin:start].split())
        return {"page": _page(pages, f"{before[-_QUOTE:]}{figure}"), "quote": quote, "figure": figure}

    return quoted


def _pages(path: Path) -> list[str]:
    """The text of each page without white space."""
    with pypdfium2.PdfDocument(path) as pdf:
        return ["".join(page.get_textpage().get_text_range().split()) for page in pdf]


def _page(pages: list[str], words: str) -> int | None:
    """The page that holds these words, if it is one."""
    found = [n for n, text in enumerate(pages, 1) if words in text]
    return found[0] if len(found) == 1 else None
