"""How the learned models of spans see a text: characters one by one, a printed number as one token.

Reasons and names begin and end anywhere, also inside what a segmenter takes for a word, so characters are the
tokens. All numbers look alike to the model (a year, a whole number, a number with decimals), and each token
knows the one that follows. Importing this module imports spaCy.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import regex
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

TOKENIZER = "gouji.characters.v1"

_TOKEN = regex.compile(r"[0-9](?:[0-9.,]*[0-9])?|.", regex.DOTALL)
_YEAR = regex.compile(r"20[0-9]{2}")


class Characters:
    """Makes the tokens of a text; `doc.text == text`, always.

    `norm` of a token is what the model sees of it, `lemma` the same with what it sees of the next token.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words = _TOKEN.findall(text)
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words))
        seen = [_seen(word) for word in words]
        pairs = (norm + after for norm, after in zip(seen, [*seen[1:], ""], strict=True))
        add = self.vocab.strings.add
        rows = [[add(norm), add(pair)] for norm, pair in zip(seen, pairs, strict=True)]
        hashes: Any = np.array(rows, dtype=np.uint64)
        return doc.from_array(["NORM", "LEMMA"], hashes) if words else doc

    def pipe(self, texts: Iterable[str], **_: Any) -> Iterable[Doc]:
        return map(self, texts)

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> Characters:
        return self

    def to_disk(self, _path: Path, **_: Any) -> None:
        """Nothing is stored: the tokens follow from the code."""

    def from_disk(self, _path: Path, **_: Any) -> Characters:
        return self


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def create() -> Any:
    """The factory that a pipeline's configuration names."""
    return lambda nlp: Characters(nlp.vocab)


def _seen(word: str) -> str:
    if not "0" <= word[0] <= "9":
        return word
    if _YEAR.fullmatch(word):
        return "Y"
    return "0.0" if "." in word else "0"
