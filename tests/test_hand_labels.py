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


def test_a_find_is_right_wrong_or_unsure() -> None:
    document = casefiles.read(TEXT)
    (reason,) = [e for e in api.extract(document).entities if e.label is Label.CAUSE]
    told = [
        hand.right(document, sentence(TEXT, *spans), reason)
        for spans in ([("CAUSE", WORDS, True)], [], [("CAUSE", WORDS, False)])
    ]
    assert told == [True, False, None]


OTHER = "2021年收入130万元，比上年增加3万元，主要原因是存款利息增加。"
BOTH = TEXT.rstrip("\n") + OTHER + "\n"


def read_by_hand(*spans: tuple[str, str, bool]) -> hand.Sentence:
    """The first sentence of the two."""
    one = sentence(BOTH, *spans)
    end = one.end - len(OTHER)
    return replace(one, end=end, digest=hand.digest(BOTH[one.start : end]))


def taught(one: hand.Sentence, label: Label = Label.CAUSE) -> list[list[str]]:
    pieces = hand.learnable(casefiles.read(BOTH), "a.txt", [one])
    return [[p.text[m.start : m.end] for m in p.marks or ()] for p in pieces if p.label is label]


def test_labels_teach_in_their_sentence_and_rules_beside_it() -> None:
    assert taught(read_by_hand(("CAUSE", "节约了资金", True))) == [["节约了资金", "存款利息增加"]]
    assert taught(read_by_hand()) == [["存款利息增加"]]
    assert taught(read_by_hand(("CAUSE", WORDS, True), ("PROJECT", "招标", True)), Label.PROJECT) == [["招标"]]


def test_what_is_unsure_or_does_not_fit_teaches_nothing() -> None:
    one = read_by_hand(("CAUSE", WORDS, False))
    assert taught(one) == []
    assert taught(one, Label.PROJECT) == [[]]
    assert taught(replace(one, start=one.start + 1), Label.PROJECT) == []


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
