"""How a document is printed anew: options drawn from a seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from random import Random

from gouji.learn.relayout.word_list import words

FORMATS = ("pdf", "docx", "xlsx", "html")
PLAIN = ""  # the value of an option that is off

OWNERS: tuple[str, ...] = tuple(words()["owners"])
UNITS: tuple[str, ...] = tuple(words()["units"])


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout; an option that is off is False or empty.

    Attributes
    ----------
    seed : int
        What everything else, and whatever a printer still has to choose, is drawn from.
    format : str
        `pdf`, `docx`, `xlsx` or `html`.
    codes : str
        `split` (a column each for 类, 款 and 项), `joined` (one column) or `named` (in one cell with the name).
    owner, unit : str
        The words before the name of the owner of a table, and those around its unit.
    lines : str
        How both stand: `apart` on two lines, `unit_first`, or together on one line.
    number : str
        Where the printed number of a table stands: `below` its title, or above.
    two_lines : bool
        Titles are broken in two lines.
    remark : bool
        A remark in brackets stands between the title and the owner.
    footnotes : bool
        Raised marks behind labels and numbers, with notes below the table.
    spaced : bool
        Titles and short labels of headers have blanks between their characters.
    thousands : str
        How the thousands of numbers with decimals are parted: by a `comma`, a `blank`, not at all (`plain`); else as in
        the document.
    first_rows : bool
        Title, owner and unit are the first rows of the table.
    repeated : str
        What a following page repeats of a table: nothing, its `header`, or its `title` and header.
    page : int
        How many rows or points a page holds less than it could: where pages break.
    sideways : str
        Tables stand on pages of their own, drawn turned by so many degrees (`90`, `270`), or with /Rotate
        (`rotate90`, `rotate270`).
    watermark : str
        What stands slanted and grey across every page.
    rules : str
        How the lines of a table are drawn: as thin filled `bars`, or not at its sides (`open`).
    font : str
        A name of `pdf_file.FONTS`.
    anywhere : bool
        Lines of prose end anywhere, inside numbers too.
    cut_rows : bool
        The end of a page may cut a row between its lines.
    running : bool
        A running head and page numbers.
    """

    seed: int
    format: str
    codes: str = PLAIN
    owner: str = OWNERS[0]
    unit: str = UNITS[0]
    lines: str = PLAIN
    number: str = PLAIN
    two_lines: bool = False
    remark: bool = False
    footnotes: bool = False
    spaced: bool = False
    thousands: str = PLAIN
    first_rows: bool = False
    repeated: str = "header"
    page: int = 0
    sideways: str = PLAIN
    watermark: str = PLAIN
    rules: str = PLAIN
    font: str = "song"
    anywhere: bool = False
    cut_rows: bool = False
    running: bool = False

    @classmethod
    def plain(cls, format: str, seed: int = 0) -> Layout:
        """The layout without any option."""
        return cls(seed, format)

    @classmethod
    def drawn(cls, seed: int, format: str) -> Layout:
        """The layout of a seed: about a third of the options is on."""
        rng = Random(f"{seed}:{format}")
        common = {
            "codes": rng.choice((PLAIN, "split", "joined", "named")),
            "owner": rng.choice(OWNERS),
            "unit": rng.choice(UNITS),
            "lines": rng.choice((PLAIN, PLAIN, "apart", "unit_first")),
            "number": rng.choice((PLAIN, "below")),
            "two_lines": rng.random() < 0.3,
            "remark": rng.random() < 0.2,
            "footnotes": rng.random() < 0.3,
            "first_rows": rng.random() < 0.4,
            "spaced": rng.random() < 0.3,
            "thousands": rng.choice((PLAIN, PLAIN, "comma", "plain", "blank")),
        }
        return cls(seed, format, **common, **_of_pages(rng, format))  # type: ignore[arg-type]

    @property
    def on(self) -> tuple[str, ...]:
        """The options that are not as in the plain layout, as `name` or `name=value`."""
        return tuple(self._on())

    def _on(self) -> Iterator[str]:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in ("seed", "format", "page") or value == field.default:
                continue
            yield field.name if value is True else f"{field.name}={value or '-'}"

    @property
    def rng(self) -> Random:
        """Chance for what is chosen while printing; the same for each call."""
        return Random(self.seed)


def _of_pages(rng: Random, format: str) -> dict[str, object]:
    """The options of formats that have pages."""
    if format not in ("pdf", "docx"):
        return {}
    found: dict[str, object] = {
        "repeated": rng.choice((PLAIN, "header", "header", "title")),
        "page": rng.randrange(0, 200),
    }
    if format == "docx":
        return found
    return found | {
        "sideways": rng.choice((PLAIN, PLAIN, PLAIN, "90", "270", "rotate90", "rotate270")),
        "watermark": rng.choice((PLAIN, PLAIN, *words()["watermarks"])),
        "rules": rng.choice((PLAIN, PLAIN, "bars", "open")),
        "font": rng.choice(("song", "song", "narrow", "black", "flat")),
        "anywhere": rng.random() < 0.3,
        "cut_rows": rng.random() < 0.2,
        "running": rng.random() < 0.5,
    }
