"""What is printed twice in a row: words that stand once between the same words elsewhere, and whole sentences."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.document import Span, Zone
from gouji.language import rules
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.stretches import Stretch

_NEAR, _AROUND, _LEAST = 4, 6, 2  # characters: at most on one side, on both together, at least on each
_LONGEST = 6  # sentences that are pasted together
_SENTENCE = 14  # characters of a sentence that nobody writes twice on purpose
_BEGINNING = 8  # characters by which such a sentence is told at least


def doubled_words(context: Context) -> Iterator[tuple[Span, Span]]:
    """The words that stand twice in a row, and where the document has them once between the same words.

    A single character counts in the contents alone, whose entries are the headings: elsewhere two words may meet in it.
    """
    for stretch in context.stretches:
        name = "wording.any_twice" if stretch.zone is Zone.CONTENTS else "wording.words_twice"
        for match in rules.load("wording")[name].finditer(stretch.view.text):
            once = _once(context, stretch.view.text, match.span(), match["twice"])
            if once:
                yield stretch.view.span(*match.span()), once


def _once(context: Context, text: str, at: tuple[int, int], word: str) -> Span | None:
    """Where the words around hold the word once; None where too few stand around, or the word stands on and on."""
    if any(part in word for part in rules.load("wording").data["form_words"]) or _on_and_on(text, at, word):
        return None
    for left in range(_NEAR, _LEAST - 1, -1):
        before, behind = text[max(0, at[0] - left) : at[0]], text[at[1] : at[1] + _AROUND - left]
        if len(before) + len(behind) == _AROUND:
            found = _printed(context, before + word + behind)
            if found:
                return found
    return None


def _on_and_on(text: str, at: tuple[int, int], word: str) -> bool:
    """Whether a word that stands twice does so twice more: then it fills a line, and no hand slipped."""
    return text.startswith(2 * word, at[1]) or text.endswith(2 * word, 0, at[0])


def _printed(context: Context, words: str) -> Span | None:
    for stretch in context.stretches:
        start = stretch.view.text.find(words)
        if start >= 0:
            return stretch.view.span(start, start + len(words))
    return None


def sentences_twice(context: Context) -> Iterator[Span]:
    """The words that the second printing begins with where sentences stand twice in a row, in a paragraph or a cell."""
    for stretch in context.stretches:
        if len(stretch.view.text) > 2 * _SENTENCE:
            yield from _in_stretch(stretch)


def _in_stretch(stretch: Stretch) -> Iterator[Span]:
    found = [m.span() for m in rules.load("wording")["wording.sentence"].finditer(stretch.view.text)]
    sentences = [stretch.view.text[start:end] for start, end in found]
    i = 0
    while i < len(sentences):
        run = _run(sentences, i)
        if run:
            start = found[i + run][0]
            yield stretch.view.span(start, start + _words(sentences[i + run]))
        i += 2 * run or 1


def _words(sentence: str) -> int:
    """How many characters stand before a mark of a sentence, the first that leaves enough to know it by."""
    ends = (i for i, c in enumerate(sentence) if i >= _BEGINNING and not c.isalnum())
    return next(ends, len(sentence))


def _run(sentences: list[str], start: int) -> int:
    """How many sentences from one on stand again right behind them; 0 for none."""
    for size in range(1, _LONGEST + 1):
        first, second = sentences[start : start + size], sentences[start + size : start + 2 * size]
        if first == second and max(map(len, first)) >= _SENTENCE:
            return size
    return 0
