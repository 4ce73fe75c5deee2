"""Words of a disclosure with jieba: amounts and terms stay whole, and the dictionary is saved with the pipeline.

jieba cuts `2,462.5万元` in four, and spaCy's own jieba segmenter forgets user words when a pipeline is saved. So
figures are taken out first, the terms of `patterns/subjects.toml` and further words go to a `jieba.Tokenizer` of our
own, and `dictionary.json` beside the tokenizer tells the words, and which dictionary of jieba they were added to.
"""

from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import jieba
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from gouji.language import rules
from gouji.language.quantities import scan

TOKENIZER = "gouji.jieba.v1"
_FILE = "dictionary.json"
_FREQUENCY = 100_000  # of an added word, above those of its parts


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def create_tokenizer(words: list[str] | None = None) -> Callable[[Language], Segmenter]:
    """For the config of a pipeline: `[nlp.tokenizer] @tokenizers = "gouji.jieba.v1"`, `words` as further words."""
    return lambda nlp: Segmenter(nlp.vocab, words or ())


class Segmenter(DummyTokenizer):
    """Text to tokens; `"".join(t.text_with_ws for t in doc) == text`, always."""

    def __init__(self, vocab: Vocab, words: Iterable[str] = ()) -> None:
        self.vocab = vocab
        self._use(dict.fromkeys((*_terms(), *words)))

    def _use(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        jieba.setLogLevel(logging.WARNING)
        self._jieba = jieba.Tokenizer()
        for word in self.words:
            self._jieba.add_word(word, _FREQUENCY)

    def __call__(self, text: str) -> Doc:
        words, spaces = util.get_words_and_spaces(list(self._cut(text)), text)
        return Doc(self.vocab, words=words, spaces=spaces)

    def _cut(self, text: str) -> Iterator[str]:
        at = 0
        for quantity in scan(text):
            if quantity.start >= at:
                yield from self._jieba.cut(text[at : quantity.start])
                yield text[quantity.start : quantity.end]
                at = quantity.end
        yield from self._jieba.cut(text[at:])

    def to_bytes(self, **_: Any) -> bytes:
        told = {"jieba": _digest(), "words": self.words}
        return json.dumps(told, ensure_ascii=False).encode()

    def from_bytes(self, data: bytes, **_: Any) -> Segmenter:
        told = json.loads(data)
        if told["jieba"] != _digest():
            warnings.warn("jieba's dictionary is not the one that this pipeline was saved with", stacklevel=2)
        self._use(told["words"])
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        folder = util.ensure_path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: Any) -> Segmenter:
        return self.from_bytes((util.ensure_path(path) / _FILE).read_bytes())


@cache
def _terms() -> tuple[str, ...]:
    """The names of quantities and funds that the rules know."""
    data = rules.load("subjects").data
    entries = (*data["term"], *data["fund"])
    names = (alias for entry in entries for alias in entry["aliases"])
    return tuple(dict.fromkeys(name for name in names if len(name) > 1))


@cache
def _digest() -> str:
    """The SHA-256 of jieba's own dictionary."""
    with jieba.get_module_res("dict.txt") as file:
        return sha256(file.read()).hexdigest()
