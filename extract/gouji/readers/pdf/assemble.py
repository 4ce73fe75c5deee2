"""Pages to one document: paragraphs joined over the ends of lines and pages, grids in common columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gouji.document import Zone
from gouji.readers.caption_lines import caption_kind, is_title
from gouji.readers.compose import Composer
from gouji.readers.pdf.columns_across_pages import common_columns
from gouji.readers.pdf.flow import LONG, NO_MARGINS, Margins, goes_on, margins
from gouji.readers.pdf.furniture import furniture
from gouji.readers.pdf.ruled.cell_characters import PageGrid
from gouji.readers.pdf.text_lines import TextLine, run_together


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page; `why` tells what keeps it from being read, `notes` what of it was left out."""

    number: int
    width: float
    height: float
    lines: list[TextLine]
    grids: list[PageGrid]
    why: str = ""
    notes: tuple[str, ...] = ()


@dataclass
class _Paragraphs:
    """Hands lines on as paragraphs. What stands between the halves of one follows it.

    Page numbers and running heads between a caption and its table on the next page go before the caption.
    """

    composer: Composer
    lines: list[TextLine] = field(default_factory=list)
    held: list[TextLine] = field(default_factory=list)  # page numbers and running heads
    captions: list[list[TextLine]] = field(default_factory=list)  # that wait for their table
    margins: Margins = NO_MARGINS  # of the last line's page

    def add(self, line: TextLine, here: Margins) -> None:
        if not self.lines or not goes_on(self.lines, line, self.margins, here):
            self.close()
        self.lines.append(line)
        self.margins = here

    def close(self) -> None:
        """Ends the paragraph that is open."""
        lines, self.lines = self.lines, []
        if lines and all(caption_kind(line.text) for line in lines):
            self.captions.append(lines)
        elif lines:
            self._write_captions()
            self._write(lines)
        if not self.captions:
            self._write_held()

    def before_table(self) -> None:
        """Ends the paragraph that is open, so that a table can follow its caption."""
        self.close()
        self._write_held()
        self._write_captions()

    def end(self) -> None:
        """Writes whatever is left."""
        self.close()
        self._write_captions()
        self._write_held()

    def _write(self, lines: Sequence[TextLine]) -> None:
        self.composer.page = lines[0].page
        self.composer.paragraph(run_together([line.written for line in lines]))

    def _write_captions(self) -> None:
        for lines in self.captions:
            self._write(lines)
        self.captions = []

    def _write_held(self) -> None:
        for line in self.held:
            self.composer.page = line.page
            self.composer.paragraph(line.written, Zone.DEBRIS)
        self.held = []


def compose(pages: Sequence[Page]) -> Composer:
    """The pages in order."""
    composer = Composer()
    debris = furniture([(p.number, p.height, p.lines) for p in pages])
    usual = _usual_margins(pages, debris)
    grids = common_columns(_captioned(pages, debris))
    paragraphs = _Paragraphs(composer)
    for page in pages:
        prose = [line for line in page.lines if id(line) not in debris]
        here = margins(prose, usual.get(round(page.width)))
        for item in _in_order(page):
            if isinstance(item, PageGrid):
                paragraphs.before_table()
                composer.page = page.number
                composer.grid(grids[id(item)])
            elif id(item) in debris:
                paragraphs.held.append(item)
            else:
                paragraphs.add(item, here)
        if page.why:
            paragraphs.end()
            composer.page = page.number
            composer.unread(page.why)
    paragraphs.end()
    return composer


def _captioned(pages: Sequence[Page], debris: set[int]) -> Iterator[tuple[PageGrid, str]]:
    """Each grid of each page with the last title printed above it."""
    title = ""
    for page in pages:
        for item in _in_order(page):
            if isinstance(item, PageGrid):
                yield item, title
            elif id(item) not in debris and is_title(item.text):
                title = "".join(item.text.split())


def _in_order(page: Page) -> list[TextLine | PageGrid]:
    return sorted([*page.lines, *page.grids], key=_top)


def _top(item: TextLine | PageGrid) -> float:
    return item.lattice.ys[0] if isinstance(item, PageGrid) else item.top


def _usual_margins(pages: Sequence[Page], debris: set[int]) -> dict[int, Margins]:
    """The most frequent margins of the pages of each width."""
    seen: dict[int, Counter[tuple[int, int]]] = {}
    for page in pages:
        long = [line for line in page.lines if id(line) not in debris and len(line.glyphs) >= LONG]
        if long:
            found = margins(long, None)
            seen.setdefault(round(page.width), Counter())[round(found.left), round(found.right)] += len(long)
    return {width: Margins(*counts.most_common(1)[0][0]) for width, counts in seen.items()}
