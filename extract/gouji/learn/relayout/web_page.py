"""A re-layout as a web page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from gouji.learn.relayout.contents import Entry, Grid, Paragraph, Part
from gouji.learn.relayout.layouts import Layout


def print_html(parts: Iterable[Part], layout: Layout, path: Path) -> None:
    """Writes the parts of a document as a page; of an odd seed header cells are th, of an even one td."""
    body = "\n".join(line for part in parts for line in _lines(part, layout))
    path.write_text(f'<html><head><meta charset="utf-8"></head><body>\n{body}\n</body></html>\n', encoding="utf-8")


def _lines(part: Part, layout: Layout) -> Iterator[str]:
    if isinstance(part, Paragraph):
        tag = "h3" if part.heading and layout.seed % 3 == 0 else "p"
        yield f"<{tag}>{escape(part.text)}</{tag}>"
        return
    yield from (f"<p>{escape(line)}</p>" for line in part.above)
    yield '<table border="1">'
    yield from _rows(part, "th" if layout.seed % 2 else "td")
    yield "</table>"
    yield from (f"<p>{escape(note)}</p>" for note in part.notes)


def _rows(grid: Grid, head: str) -> Iterator[str]:
    for r, row in enumerate(grid.rows):
        tag = head if r < grid.heads else "td"
        yield "<tr>" + "".join(_cell(e, tag) for e in row) + "</tr>"


def _cell(entry: Entry, tag: str) -> str:
    spans = (("colspan", entry.columns), ("rowspan", entry.rows))
    said = "".join(f' {name}="{n}"' for name, n in spans if n > 1)
    mark = f"<sup>{entry.mark}</sup>" if entry.mark else ""
    return f"<{tag}{said}>{escape(entry.text)}{mark}</{tag}>"
