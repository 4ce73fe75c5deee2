"""A squeezed reading view of a stretch of text, with a map back to its offsets.

Disclosures break numbers and words over lines, put stray blanks inside numbers (`369. 42 万元`, `1, 182. 17`,
`2 0 2 6年`) and mix full and half width. The view drops white space that carries nothing, folds full-width
digits, letters and brackets, and remembers where each character stood, so that every match maps back exactly.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress

import regex

from gouji.document import Span
from gouji.language import rules
from gouji.printed import seen, visible

# Full-width marks stay as they are: ， hardly ever groups digits, and 。；： end clauses where . ; : may not.
_FOLD = {"（": "(", "）": ")", "［": "[", "］": "]", "〔": "[", "〕": "]", "％": "%", "﹪": "%", "－": "-", "﹣": "-"}
_WIDE = [chr(n) for first, last in ("０９", "Ａｚ") for n in range(ord(first), ord(last) + 1)] + ["．"]
_FOLDED = str.maketrans({c: unicodedata.normalize("NFKC", c) for c in _WIDE} | _FOLD)
_SPACED = regex.compile(r"(?<![\d.,])\d(?:[ \t]+[\d.,])+(?![\d])")
_BREAKABLE = regex.compile(r"\s+")
_BLANK = regex.compile(r"[\s\x1c-\x1f]")
_DEBRIS = regex.compile(r"\[bookmark:[^\]]*\]")


@dataclass(frozen=True, slots=True)
class View:
    """`text` is the squeezed text; character i of it stands at `offsets[i]` of the document."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The document span of view characters [start, end); empty spans are refused."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"[{start}, {end}) is outside the view")
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def before(self, offset: int) -> str:
        """What of the view stands before an offset of the document."""
        return self.text[: bisect_left(self.offsets, offset)]


def fold(text: str) -> str:
    """The half-width form of a text, character by character, where folding loses nothing that the rules need."""
    return text.translate(_FOLDED)


def make_view(text: str, start: int, end: int, holes: Iterable[Span] = ()) -> View:
    """The view of `text[start:end]` without what stands in `holes`, offsets counted in `text`."""
    raw = text[start:end]
    for hole in holes:
        raw = raw[: hole.start - start] + " " * len(hole) + raw[hole.end - start :]
    offsets: Sequence[int] = range(start, start + len(raw))
    if (bare := visible(raw)) != raw:
        raw, offsets = bare, [start + i for i in seen(raw)[1]]
    keep = bytearray(b"\1") * len(raw)
    for m in _DEBRIS.finditer(raw):
        keep[m.start() : m.end()] = bytes(len(m.group()))
    joins = {i for m in _SPACED.finditer(raw) for i in range(m.start(), m.end()) if m.group().count(" ") > 2}
    grouped = rules.load("units")["number.grouped"]
    joins |= {i for m in grouped.finditer(raw) for i in range(m.start(), m.end())}
    raw = grouped.sub(lambda m: m.group().replace("，", ","), raw)
    enumerators = {m.end() for m in rules.load("structure")["structure.number_of_year"].finditer(raw)}
    for m in _BREAKABLE.finditer(raw):
        first = m.start() if _drops(raw, m.start(), m.end(), joins, enumerators) else m.start() + 1
        keep[first : m.end()] = bytes(m.end() - first)
    kept = compress(_BLANK.sub(" ", fold(raw)), keep)
    return View(_meant("".join(kept)), tuple(compress(offsets, keep)))


def _meant(text: str) -> str:
    """The text with what its misprints mean; those listed are as long as what they mean."""
    for printed, meant in rules.load("noise").data["misprints"].items():
        text = text.replace(printed, meant)
    return text


def _drops(raw: str, start: int, end: int, joins: set[int], enumerators: set[int]) -> bool:
    """Whether the white space raw[start:end] carries nothing."""
    if start == 0 or end == len(raw):
        return True
    before, after = raw[start - 1], raw[end]
    if start in enumerators:
        return False
    if not (_numeric(before) and _numeric(after)):
        return True
    if start in joins:
        return True
    # Two numbers side by side stay two; a blank beside the point or the comma is inside one number.
    return not (before.isdecimal() and after.isdecimal())


def _numeric(char: str) -> bool:
    return char.isdecimal() or char in ".,．"
