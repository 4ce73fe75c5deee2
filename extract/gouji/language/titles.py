"""What the words, the marks and the number of a line tell of it: a heading, a title, a caption of a table.

Start with `caption_kind` for lines above tables and with `numbering` for headings. Readers, tables and prose ask here.
Where a line stands is for them to judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from gouji.language import rules
from gouji.language.view import make_view
from gouji.printed import visible

_LONGEST_CAPTION = 120  # characters
_SPACED = regex.compile(r"(?<=[\p{Han}\d])\s+(?=[\p{Han}\d:：])|(?<=[:：])\s+(?=\p{Han})")
_LONGEST_HEADING = 60
_LONGEST_TITLE = 40  # of a title that is told by its last word
_SENTENCE = frozenset("，。；,;")  # marks that a title does not hold


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number that a line begins with: `text` as printed, its `level` (1 the outermost), and where it `end`s."""

    text: str
    level: int
    end: int


@lru_cache(maxsize=4096)
def caption_kind(text: str) -> str:
    """What a line is when it can only be a caption of a table, else an empty string.

    number, title, numbered title, unit, owner or year. Blanks between its characters make it no other line.
    """
    text = visible(text)
    if len(text) > _LONGEST_CAPTION:
        return ""
    kind = _caption_kind(text)
    if kind not in ("", "title") or not _SPACED.search(text):
        return kind
    closed_up = _caption_kind(_SPACED.sub("", text))
    return closed_up if closed_up == "number" else kind or closed_up


def _caption_kind(text: str) -> str:
    told = rules.ranked("tables_layout", "caption")
    return next((str(rule.yields["caption"]) for rule in told if rule.search(text)), "")


def is_table_title(text: str) -> bool:
    return caption_kind(text).endswith("title")


def table_number(words: str) -> str:
    """The number of a table (公开04表) as it was meant, where words are that and nothing else; else ''."""
    if rules.load("tables_layout")["layout.table_number"].fullmatch(words):
        return words
    misread = rules.load("noise")["noise.table_number"]
    found = misread.fullmatch(words)
    if found is None:
        return ""
    meant = str(misread.yields["means"])
    return words[: found.start("misread")] + meant + words[found.end("misread") :]


@lru_cache(maxsize=4096)
def numbering(view: str) -> Numbering | None:
    """The number that a heading's view begins with; None where there is none."""
    for rule in rules.ranked("structure", "level"):
        if match := rule.search(view):
            return Numbering(match["number"].strip(), int(rule.yields["level"]), match.end())
    return None


def unnumbered(line: str) -> str:
    """The view of a line without the number that it begins with."""
    view = make_view(line, 0, len(line)).text
    number = numbering(view)
    return view[number.end :] if number else view


def may_be_title(text: str) -> bool:
    """Whether words behind a number may be a title: no sentence, no amount, no item of a list."""
    if len(text) > _LONGEST_HEADING or not _SENTENCE.isdisjoint(text):
        return False
    return rules.load("structure")["structure.not_title"].search(text) is None


def is_title(line: str) -> bool:
    """Whether a line is a title by its last word, without number or sentence marks."""
    bare = line.strip(" \t\r\n　#*")
    endings = tuple(rules.load("structure").data["title_endings"])
    return 1 < len(bare) <= _LONGEST_TITLE and bare.endswith(endings) and _SENTENCE.isdisjoint(bare)


def is_heading(line: str) -> bool:
    """Whether a numbered line is a heading and no row of a table: a part, or with a title's last word."""
    number = numbering(make_view(line, 0, len(line)).text)
    return number is not None and (number.level == 1 or is_title(line))
