"""A re-layout as plain text: a line a paragraph, the cells of a row parted by tabs.

It is no format of `layouts.FORMATS`: text does not tell which columns a header cell covers, so that what is read of it
is compared with another text only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.learn.relayout.contents import Entry, Paragraph, Part


def printed_text(parts: Iterable[Part]) -> str:
    """The parts of a document, arranged, as lines."""
    return "".join(f"{line}\n" for part in parts for line in _lines(part))


def _lines(part: Part) -> Iterator[str]:
    if isinstance(part, Paragraph):
        yield part.text
        return
    yield from part.above
    yield from (_row(row, part.width) for row in part.rows)
    yield ""
    yield from part.notes


def _row(entries: tuple[Entry, ...], width: int) -> str:
    cells = [""] * width
    for entry in entries:
        cells[entry.column] = " ".join(entry.text.split())
    return "\t".join(cells)
