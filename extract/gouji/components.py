"""gouji as a spaCy component: `nlp.add_pipe("gouji")` on a blank Chinese pipeline.

    nlp = spacy.blank("zh")
    nlp.add_pipe("gouji")
    doc = nlp(text)
    doc.ents, doc.spans["gouji"], doc._.gouji.findings

What the component found is kept in `doc.user_data` as plain records, so that a `Doc` can be stored, and sent between
processes by `nlp.pipe(..., n_process=2)`. It holds no state of its own: a saved pipeline loads wherever gouji is
installed. `tokenizer` gives a pipeline the segmentation of gouji, its dictionary saved with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from gouji import api
from gouji.language.segmenter import TOKENIZER

KEY = "gouji"


@dataclass(frozen=True)
class Found:
    """The records of one `Doc` (`docs/records.md`), by their type; offsets count in `doc.text`."""

    records: list[dict[str, Any]]

    def of(self, type: str) -> list[dict[str, Any]]:
        """The records of one type: entity, claim, fact, link, finding, check."""
        return [r for r in self.records if r["type"] == type]

    @property
    def entities(self) -> list[dict[str, Any]]:
        return self.of("entity")

    @property
    def claims(self) -> list[dict[str, Any]]:
        return self.of("claim")

    @property
    def findings(self) -> list[dict[str, Any]]:
        return self.of("finding")


@Language.factory(
    "gouji",
    assigns=["doc.ents", "doc.spans", "doc._.gouji"],
    default_config={"spans_key": KEY, "check": True, "models": False},
)
class Gouji:
    """Reads and checks each text as one document.

    `doc.spans[spans_key]` holds every entity, grown to whole tokens; `doc.ents` those that do not overlap, the longest
    first, beside the entities that were there before. With `check` false nothing is reconciled and there are no
    findings; with `models` false the rules read alone, with a folder of models these vote too.
    """

    def __init__(self, nlp: Language, name: str, spans_key: str, check: bool, models: bool | str) -> None:
        self.name = name
        self.spans_key = spans_key
        self.checks = check
        self.models = models
        if not Doc.has_extension(KEY):
            Doc.set_extension(KEY, getter=_found)

    def __call__(self, doc: Doc) -> Doc:
        document = api.read_text(doc.text)
        if self.checks:
            told = api.check(document, models=self.models).to_records()
        else:
            told = api.extract(document, models=self.models).to_records()
        doc.user_data[KEY] = told
        spans = list(_spans(doc, told))
        doc.spans[self.spans_key] = spans
        doc.ents = tuple(filter_spans([*doc.ents, *spans]))
        return doc


def blank(words: Iterable[str] = ()) -> Language:
    """A Chinese pipeline with gouji's segmentation and component; `words` are added to the dictionary."""
    tokenizer = {"@tokenizers": TOKENIZER, "words": list(words)}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
    nlp.add_pipe(KEY)
    return nlp


def _spans(doc: Doc, told: Iterable[dict[str, Any]]) -> Iterable[Span]:
    for record in told:
        if record["type"] == "entity":
            span = doc.char_span(record["start"], record["end"], record["label"], alignment_mode="expand")
            if span is not None:
                yield span


def _found(doc: Doc) -> Found:
    return Found(doc.user_data.get(KEY, []))
