"""The parts of a spreadsheet's number format: its sections and what each is made of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import regex

_TOKEN = regex.compile(
    r"""(?xis)
    "(?<quoted>[^"]*)"?
  | [\\!](?<escaped>.)
  | (?<pad>_).                              # a blank as wide as the character
  | \*.                                     # a character that fills the cell: not shown here
  | \[(?<bracket>[^\[\]]*+)\]                  # a condition, a currency, a colour, elapsed time
  | (?<general>General|G/通用格式)
  | (?<exponent>E[+-])
  | (?<half>AM/PM|A/P|上午/下午)
  | (?<date>y+|e+|m+|d+|h+|s+(?:\.0+)?|a{3,4})
  | (?<digit>[0\#?])
  | (?<mark>[.,%;/@])
  | (?<other>.)
    """
)
_MARKS = {".": "point", ",": "comma", "%": "percent", "/": "slash", "@": "general"}
_CONDITION = regex.compile(r"(?<sign>[<>]=?|=|<>)\s*(?<limit>-?(?:[0-9]+\.?[0-9]*|\.[0-9]+))")
_ELAPSED = regex.compile(r"h+|m+|s+", regex.IGNORECASE)

Token = tuple[str, str]  # kind and text


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a format, for the numbers that meet `condition` (a sign and a limit) where it has one."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, *kinds: str) -> bool:
        return any(kind in kinds for kind, _ in self.tokens)

    def takes(self, value: Decimal) -> bool:
        if self.condition is None:
            return True
        sign, limit = self.condition
        if value < limit:
            return "<" in sign
        if value > limit:
            return ">" in sign
        return sign.endswith("=")


@lru_cache(maxsize=4096)
def sections(pattern: str) -> tuple[Section, ...]:
    """The sections of a number format, which semicolons part."""
    sections: list[Section] = []
    tokens: list[Token] = []
    condition = None
    for m in _TOKEN.finditer(pattern):
        if m["mark"] == ";":
            sections.append(Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif m["bracket"] is None:
            tokens += _tokens(m)
        elif found := _CONDITION.fullmatch(m["bracket"]):
            condition = (found["sign"], Decimal(found["limit"]))
        else:
            tokens += _bracketed(m["bracket"])
    return (*sections, Section(tuple(tokens), condition))


def _bracketed(text: str) -> list[Token]:
    """What is printed for a part in brackets: a currency sign, elapsed time; nothing for colours and locales."""
    if text.startswith("$"):
        currency = text[1:].partition("-")[0]
        return [("text", currency)]
    if _ELAPSED.fullmatch(text):
        return [("elapsed", text)]
    return []


def _tokens(m: regex.Match[str]) -> list[Token]:
    for kind in ("general", "exponent", "half", "digit"):
        if m[kind]:
            return [(kind, m[kind])]
    if m["date"]:
        return [("date", m["date"].lower())]
    if m["mark"]:
        return [(_MARKS[m["mark"]], m["mark"])]
    if m["pad"]:
        return [("text", " ")]
    text = m["quoted"] or m["escaped"] or m["other"]
    return [("text", text)] if text else []
