"""A squeezed reading view of a stretch of text, with a map back to its offsets.

Disclosures break numbers and words over lines, put stray blanks inside numbers (`369. 42 万元`, `1, 182. 17`,
`2 0 2 6年`) and mix full and half width. The view drops white space that carries nothing, folds full-width
digits, letters and brackets, and remembers where each character stood, so that every match maps back exactly.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, compress

import regex

from gouji.document import Span
from gouji.language import rules
from gouji.printed import seen

# Full-width marks stay as they are: ， hardly ever groups digits, and 。；： end clauses where . ; : may not.
_FOLD = {"（": "(", "）": ")", "［": "[", "］": "]", "〔": "[", "〕": "]", "％": "%", "﹪": "%", "－": "-", "﹣": "-"}
_WIDE = [chr(n) for first, last in ("０９", "Ａｚ") for n in range(ord(first), ord(last) + 1)] + ["．"]
_FOLDED = str.maketrans({c: unicodedata.normalize("NFKC", c) for c in _WIDE} | _FOLD)
_SPACED = regex.compile(r"(?<![\d.,])\d(?:[ \t]+[\d.,])+(?![\d])")
_FEWEST_BLANKS = 3  # by which digits printed apart are one number
_BREAKABLE = regex.compile(r"\s+")
_BLANK = regex.compile(r"[\s\x1c-\x1f]")
_DEBRIS = regex.compile(r"\[bookmark:[^\]]*\]")


@dataclass(frozen=True, slots=True)
class View:
    """`text` is the squeezed text of a stretch; character i of it stands `places[i]` behind its `begin`.

    One paragraph is looked at again and again: its places are the same each time, whatever it begins at.
    """

    text: str
    places: tuple[int, ...]
    begin: int = 0

    @property
    def offsets(self) -> tuple[int, ...]:
        """Where each character stands in the document."""
        return tuple(self.begin + place for place in self.places)

    def offset(self, at: int) -> int:
        """Where one character stands in the document."""
        return self.begin + self.places[at]

    def at(self, offset: int) -> int:
        """The first character that stands at an offset of the document, or behind it."""
        return bisect_left(self.places, offset - self.begin)

    def span(self, start: int, end: int) -> Span:
        """The document span of view characters [start, end); empty spans are refused."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"[{start}, {end}) is outside the view")
        return Span(self.offset(start), self.offset(end - 1) + 1)

    def before(self, offset: int) -> str:
        """What of the view stands before an offset of the document."""
        return self.text[: self.at(offset)]


def fold(text: str) -> str:
    """The half-width form of a text, character by character, where folding loses nothing that the rules need."""
    return text.translate(_FOLDED)


def meant(text: str) -> str:
    """The text in half-width digits and simplified script: the characters that rules are written with, one for one."""
    return text if text.isascii() else text.translate(_of_rules())


def make_view(text: str, start: int, end: int, holes: Iterable[Span] = ()) -> View:
    """The view of `text[start:end]` without what stands in `holes`, offsets counted in `text`."""
    return View(*_squeezed(_blanked(text, start, end, holes)), start)


@lru_cache(maxsize=4096)
def _squeezed(raw: str) -> tuple[str, tuple[int, ...]]:
    """The squeezed text of a stretch and where each of its characters stands in it.

    It is kept, for one relation after another reads the same paragraphs and cells.
    """
    raw, places = seen(raw)
    joins = _inside_numbers(raw)
    grouped = rules.load("noise")["noise.grouped_number"]
    raw = grouped.sub(lambda m: m.group().replace("，", ","), raw)
    keep = _kept(raw, joins)
    squeezed = "".join(compress(_BLANK.sub(" ", fold(raw)), keep))
    return _meant(squeezed), tuple(compress(places, keep))


def _blanked(text: str, start: int, end: int, holes: Iterable[Span]) -> str:
    """The stretch `text[start:end]` with blanks for each character in a hole."""
    raw = text[start:end]
    for hole in holes:
        raw = raw[: hole.start - start] + " " * len(hole) + raw[hole.end - start :]
    return raw


def _inside_numbers(raw: str) -> set[int]:
    """The places of numbers printed with blanks between single digits or between groups of digits."""
    grouped = rules.load("noise")["noise.grouped_number"].finditer(raw)
    spaced = (m for m in _SPACED.finditer(raw) if m.group().count(" ") >= _FEWEST_BLANKS)
    inside: set[int] = set()
    for match in chain(spaced, grouped):
        inside.update(range(match.start(), match.end()))
    return inside


def _kept(raw: str, joins: set[int]) -> bytearray:
    """1 for each character that the view keeps, else 0; of white space that carries something the first is kept."""
    keep = bytearray(b"\1") * len(raw)
    for match in _DEBRIS.finditer(raw):
        keep[match.start() : match.end()] = bytes(len(match.group()))
    enumerators = {m.end() for m in rules.load("structure")["structure.number_of_year"].finditer(raw)}
    for match in _BREAKABLE.finditer(raw):
        first, end = match.span()
        if not _drops(raw, first, end, joins, enumerators):
            first += 1
        keep[first:end] = bytes(end - first)
    return keep


def _meant(text: str) -> str:
    """The text in simplified script with what its misprints mean; those listed are as long as what they mean."""
    for printed, meant in rules.load("noise").data["misprints"].items():
        text = text.replace(printed, meant)
    return text.translate(_simplified())


@cache
def _of_rules() -> dict[int, int | str]:
    """Traditional characters and full-width digits, each with what rules have in its place."""
    digits = {wide: half for wide, half in _FOLDED.items() if chr(wide).isdecimal()}
    return {**digits, **_simplified()}


@cache
def _simplified() -> dict[int, int]:
    """Characters of traditional script, each with its simplified form."""
    script = rules.load("noise").data["script"]
    return str.maketrans(script["traditional"], script["simplified"])


def _drops(raw: str, start: int, end: int, joins: set[int], enumerators: set[int]) -> bool:
    """Whether the white space raw[start:end] carries nothing."""
    if start == 0 or end == len(raw):
        return True
    if start in enumerators:
        return False
    if start in joins:
        return True
    before, after = raw[start - 1], raw[end]
    if not (_numeric(before) and _numeric(after)):
        return True
    # Two numbers side by side stay two. A blank beside the point or the comma is inside one number.
    two_numbers = before.isdecimal() and after.isdecimal()
    return not two_numbers


def _numeric(char: str) -> bool:
    return char.isdecimal() or char in ".,．"
