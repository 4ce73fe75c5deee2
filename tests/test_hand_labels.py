"""Sentences labelled by hand: they hold no text, and a changed reading is told."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

import casefiles
import corpus
from gouji import api, learned
from gouji.claims import Label
from gouji.learn.spans import hand

TEXT = (
    "某市档案馆2021年度部门决算\n一、支出决算情况说明\n2021年支出120万元，比上年减少2万元，主要原因是招标节约了资金。\n"
)
WORDS = "招标节约了资金"
LABELS = learned.directory() / "spans" / "labels.jsonl"

there = pytest.mark.skipif(not LABELS.is_file(), reason="no labels in this checkout")


def sentence(text: str, *spans: tuple[str, str, bool]) -> hand.Sentence:
    """The line of the text that tells of 2021, with labels (label, words, whether that is sure)."""
    start, end = text.index("2021年支出"), len(text) - 1
    labels = tuple(
        {"label": label, "start": text.index(words), "end": text.index(words) + len(words), "sure": sure}
        for label, words, sure in spans
    )
    return hand.Sentence("某市", "a.txt", start, end, hand.digest(text[start:end]), labels)


def counts(one: hand.Sentence, label: Label = Label.CAUSE) -> list[tuple[int, int, int]]:
    document = casefiles.read(TEXT)
    told = [s[label.value] for _, s in hand.scores(document, [one], api.extract(document).entities)]
    return [(s.tp, s.fp, s.fn) for s in told]


def test_right_false_missed() -> None:
    assert counts(sentence(TEXT, ("CAUSE", WORDS, True))) == [(1, 0, 0)]
    assert counts(sentence(TEXT)) == [(0, 1, 0)]
    assert counts(sentence(TEXT, ("CAUSE", WORDS, False))) == [(0, 0, 0)]
    assert counts(sentence(TEXT, ("PROJECT", "招标", True)), Label.PROJECT) == [(0, 0, 1)]


def test_a_changed_reading_is_left_out() -> None:
    one = sentence(TEXT, ("CAUSE", WORDS, True))
    assert counts(replace(one, start=one.start + 1)) == []


@there
def test_labels_hold_no_text_and_stand_in_their_sentences() -> None:
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        assert set(json.loads(line)) == {"city", "document", "start", "end", "digest", "labels"}
    for one in hand.read(LABELS):
        for label in one.labels:
            assert set(label) == {"label", "start", "end", "sure"}
            assert label["label"] in ("CAUSE", "PROJECT")
            assert one.start <= label["start"] < label["end"] <= one.end


@there
@pytest.mark.skipif(not (corpus.CORPUS / "wave1").is_dir(), reason=f"no documents in {corpus.CORPUS}")
def test_the_labels_of_one_document_still_fit() -> None:
    mine = hand.read(LABELS)
    name = mine[0].document
    document = api.read(corpus.CORPUS / "wave1" / name)
    assert all(one.fits(document) for one in mine if one.document == name)
