"""The text of HTML elements: blocks to paragraphs, white space as browsers show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import regex
from lxml import etree
from lxml.html import HtmlElement

from gouji.printed import visible
from gouji.readers.footnote_marks import raised


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


BLOCKS = word_set(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul"
)

_BREAK = "\u2028"  # a line that the page breaks itself
_BLANKS = regex.compile(r"\s+")
_WIDE = regex.compile(r"[\p{Han}\u3000-\u303f\uff00-\uffef“”‘’—…]")


def parts(root: HtmlElement, role: Callable[[HtmlElement], str]) -> Iterator[Any]:
    """Paragraphs as text, and the elements whose role is table; what has another role is passed over."""
    run: list[str] = []
    within = _Within()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        starts = event == "start"
        if element.tag in BLOCKS:
            yield from _split(run)
            run.clear()
        within.step(element.tag, starts)
        what = role(element) if starts and element is not root else ""
        if what == "table":
            yield element
        if what:
            walk.skip_subtree()
            continue
        text = _text_after(event, element, root)
        if text:
            run.append(within.shown(text))
    yield from _split(run)


@dataclass
class _Within:
    """How many elements are open that keep the line ends of the source, and whose text stands raised."""

    pre: int = 0
    high: int = 0

    def step(self, tag: object, starts: bool) -> None:
        if tag == "pre":
            self.pre += 1 if starts else -1
        elif tag == "sup":
            self.high += 1 if starts else -1

    def shown(self, text: str) -> str:
        text = raised(text) if self.high else text
        return text.replace("\n", _BREAK) if self.pre else text


def _text_after(event: str, element: HtmlElement, root: HtmlElement) -> str | None:
    """The text that stands right behind an element's beginning or its end."""
    if event == "end":
        return None if element is root else element.tail
    return _BREAK if element.tag == "br" else element.text


def _split(run: list[str]) -> Iterator[str]:
    """The lines of a run of text that are not blank."""
    return filter(None, map(clean, "".join(run).split(_BREAK)))


def lines(element: HtmlElement) -> list[str]:
    return list(parts(element, lambda _: ""))


def clean(text: str) -> str:
    """The text with each run of white space as one blank; none where a line of the source ends beside a wide letter."""

    def blank(m: regex.Match[str]) -> str:
        beside = text[max(m.start() - 1, 0) : m.start()] + text[m.end() : m.end() + 1]
        return "" if "\n" in m[0] and _WIDE.search(beside) else " "

    return _BLANKS.sub(blank, visible(text)).strip()


def squeezed(text: str) -> str:
    return "".join(text.split())


def size(element: HtmlElement) -> int:
    return len(squeezed(element.text_content()))
