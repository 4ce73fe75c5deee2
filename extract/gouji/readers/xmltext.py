"""Characters that XML forbids. Pages hold them all the same, and lxml refuses to write them into a tree."""

from __future__ import annotations

import regex

# The white space among them (vertical tab, form feed) is a blank in a browser too.
_BLANK = "\u000b\u000c"
_FORBIDDEN = regex.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = regex.compile(r"&#(?:(?P<decimal>[0-9]++)|[xX](?P<hex>[0-9a-fA-F]++));?")
_LONGEST = 8  # digits of a reference, zeros in front aside; longer ones name no character
_NOTHING = "\u200b"  # a zero-width space parts what stands around it for no reader, but keeps `&#1` and `1;` apart


def allowed(text: str) -> str:
    """The text without forbidden characters, written out or as references (&#11;): each leaves a blank or nothing."""
    text = _FORBIDDEN.sub(lambda m: _instead(m[0]), text)
    return _REFERENCE.sub(_referred, text) if "&#" in text else text


def _referred(m: regex.Match[str]) -> str:
    digits = (m["decimal"] or m["hex"]).lstrip("0") or "0"
    number = int(digits, 10 if m["decimal"] else 16) if len(digits) <= _LONGEST else 0
    named = chr(number) if number <= 0x10FFFF else "\0"
    return _instead(named) if _FORBIDDEN.match(named) else m[0]


def _instead(char: str) -> str:
    return " " if char in _BLANK else _NOTHING
