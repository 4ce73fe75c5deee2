"""Learned models of reasons and names: what they see, learn and vote, and that the shipped ones are sound."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

import pytest

import casefiles
import corpus
from gouji import api, learned
from gouji.claims import Label
from gouji.learn.gold import document_of, read_gold
from gouji.learn.spans import data, ranks, train, votes
from gouji.learn.spans.gold import Subject, outspoken
from gouji.learn.spans.ranks import NEVER, Trial
from gouji.learn.spans.votes import Mark
from gouji.narrative import learned_spans
from gouji.narrative.learned_spans import Models
from gouji.narrative.span_confidence import Rank, Ranks, signs

HEAD = "某市档案馆2021年度部门决算\n一、支出决算情况说明\n"
CUED = "2021年支出120万元，比上年减少2万元，下降1.6%，主要原因是招标节约了资金。\n"
BARE = "2021年公务接待费3万元，比上年减少2万元，下降40%，部分合同款按进度转入下年支付。\n"
GOLD = corpus.CORPUS.parent / "gold"
MEGABYTES = 15
TIMES = 4  # that models and patterns together may take, measured in patterns alone
LOADING = 2  # that loading may take, measured in imports of spaCy

shipped = pytest.mark.skipif(not learned.available("spans"), reason="no models in this checkout")


def marks(text: str, *words: str) -> list[Mark]:
    """A mark around each of the words; a cue right before stands in brackets: `(因)人少`."""
    found = []
    for word in words:
        cue, _, span = word.rpartition(")")
        start = text.index(cue[1:] + span) + len(cue[1:])
        found.append(Mark(start, start + len(span), Label.CAUSE, start - len(cue[1:])))
    return found


def test_a_token_is_a_character_or_a_number() -> None:
    from spacy.vocab import Vocab

    from gouji.narrative.char_tokenizer import Characters

    text = "2021年支出1,234.50万元,增长 5%。𠮷林\n"
    doc = Characters(Vocab())(text)
    assert doc.text == text
    assert [t.text for t in doc][:6] == ["2021", "年", "支", "出", "1,234.50", "万"]
    assert [t.norm_ for t in doc if t.text[0].isdigit()] == ["Y", "0.0", "0"]
    assert doc[1].lemma_ == "年支"


def test_texts_without_cues_and_with_others_keep_their_spans() -> None:
    text = "减少2万元,主要原因是人员减少;下降3%,由于车辆报废。"
    where = marks(text, "(主要原因是)人员减少", "(由于)车辆报废")
    bare = data.without_cues(text, where)
    assert bare.text == "减少2万元,人员减少;下降3%,车辆报废。"
    assert [bare.text[s:e] for s, e in bare.spans] == ["人员减少", "车辆报废"]
    cued = data.with_cues(text, where, lambda: "缘于")
    assert cued.text == "减少2万元,缘于人员减少;下降3%,缘于车辆报废。"
    named = data.with_names(text, where, lambda: "甲项")
    assert named.text == "减少2万元,主要原因是甲项;下降3%,由于甲项。"
    assert [named.text[s:e] for s, e in named.spans] == ["甲项", "甲项"]


@pytest.fixture(scope="module")
def pieces() -> list[votes.Piece]:
    return data.made_up(7, 20)


@pytest.fixture(scope="module")
def small(pieces: list[votes.Piece]) -> Any:
    """A model of reasons that has learned for a few seconds from made-up documents."""
    return _train(pieces)


def _train(pieces: list[votes.Piece]) -> Any:
    given = data.samples(pieces, Label.CAUSE, data.Copies(bare=2), 1)
    return train.train(given, Label.CAUSE, train.settings(), 6, 1)


def test_a_model_learns_reasons_without_their_cues(small: Any, pieces: list[votes.Piece]) -> None:
    held = [p for p in data.made_up(99, 3) if p.label is Label.CAUSE]
    blind = ranks.blinded(held, small)
    told = ranks.hidden(blind)
    assert told.wanted >= 5
    assert told.found / told.wanted >= 0.7


def test_training_again_gives_the_same_model(pieces: list[votes.Piece]) -> None:
    one, other = (_weights(_train(pieces[:120])) for _ in range(2))
    assert one == other


def _weights(pipeline: Any) -> list[bytes]:
    """Every parameter of every layer, in the order of the layers."""
    layers = list(pipeline.get_pipe("ner").model.walk())
    return [layer.get_param(p).tobytes() for layer in layers for p in layer.param_names if layer.has_param(p)]


def test_a_saved_model_has_no_text_no_pickle_and_reads_the_same(small: Any, tmp_path: Path) -> None:
    train.save(small, tmp_path / "cause")
    for path in (p for p in tmp_path.rglob("*") if p.is_file()):
        assert not _holds_text(path.read_bytes()), path
        assert not path.read_bytes().startswith(b"\x80\x04"), path
    text = BARE * 3
    again = learned_spans.pipeline(tmp_path / "cause")
    assert list(learned_spans.spans_of(again, [text])) == list(learned_spans.spans_of(small, [text]))


def _holds_text(data: bytes) -> bool:
    """Whether Chinese words stand in the bytes: four characters in a row are no accident of weights."""
    text = data.decode("utf-8", errors="replace")
    return any(all("\u4e00" <= c <= "\u9fff" for c in text[i : i + 4]) for i in range(len(text) - 3))


def test_ranks_tell_good_finds_from_bad_ones_and_stay_silent_where_they_cannot() -> None:
    text = "比上年减少2万元,下降40%,接待批次减少。主要是用于保障运转。"
    good = signs(Label.CAUSE, text, text.index("接待"), text.index("。"))
    bad = signs(Label.CAUSE, text, text.index("用于"), len(text) - 1)
    told = [Trial(f"{n}", Label.CAUSE, "model", True, good, False) for n in range(30)]
    told += [Trial(f"{n}", Label.CAUSE, "model", False, bad) for n in range(30)]
    rank = ranks.rank(told, Label.CAUSE, 100)
    assert rank.confidence(bad) < rank.least <= rank.confidence(good)
    hopeless = [replace(t, right=False) for t in told]
    assert ranks.rank([replace(t, printed=True) for t in hopeless], Label.CAUSE, 100).confidence(good) < 0.5
    assert ranks.rank([], Label.CAUSE, 100).least == NEVER


def _outspoken(small: Any) -> Models:
    cause, project = Rank(0.8, 0.97, (0.0,) * 9, 0.1), Rank(0.8, 0.97, (0.0,) * 9, NEVER)
    return Models({Label.CAUSE: small}, Ranks({Label.CAUSE: cause, Label.PROJECT: project}))


def test_patterns_and_models_vote(small: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    document = casefiles.read(HEAD + CUED + BARE)
    alone = api.extract(document)
    monkeypatch.setattr(learned_spans, "models", lambda root: _outspoken(small))
    both = api.extract(document, models=True)
    reasons = {e.text: (e.source, e.confidence) for e in both.entities if e.label is Label.CAUSE}
    assert reasons["招标节约了资金"] == ("pattern+model", 0.97)
    assert reasons["部分合同款按进度转入下年支付"] == ("model", 0.5)
    assert len(reasons) == 2
    figures = {e.id: e.text for e in both.entities if e.figure}
    added = next(e for e in both.entities if e.source == "model")
    assert figures[added.of or ""] == "40%"
    assert any(c.cause == added.id for c in both.claims)
    assert [(e.id, e.span) for e in both.entities][: len(alone.entities)] == [(e.id, e.span) for e in alone.entities]


def test_what_a_model_alone_finds_accuses_nobody(small: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    document = casefiles.read(corpus.made(3, "tab", None))
    patterns = api.check(document)
    monkeypatch.setattr(learned_spans, "models", lambda root: _outspoken(small))
    both = api.check(document, models=True)
    assert both.findings == patterns.findings  # the ledger has lines more: the linker's, whose cells agree


def test_without_models_patterns_speak_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned_spans, "models", lambda root: None)
    document = casefiles.read(HEAD + CUED + BARE)
    assert api.extract(document, models=True).entities == api.extract(document).entities


@shipped
def test_the_shipped_models_are_the_sealed_ones_small_and_without_text() -> None:
    folder = learned.folder("spans")
    files = [p for p in folder.rglob("*") if p.is_file()]
    assert sum(p.stat().st_size for p in files) <= MEGABYTES * 1_000_000
    assert {"card.md", "calibration.json"} <= {p.name for p in files}
    for path in (p for p in files if p.suffix != ".md"):
        assert not _holds_text(path.read_bytes()), path


@shipped
def test_loading_takes_little_more_than_importing_spacy() -> None:
    code = "from time import process_time as now; a = now(); import spacy; b = now(); "
    code += "from gouji.narrative import learned_spans as s; s.models(); print((now() - b) / (b - a))"
    runs = (subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(5))
    assert any(float(run.stdout) <= LOADING for run in runs)


@shipped
def test_no_import_of_spacy_without_models() -> None:
    code = "import sys, gouji; gouji.extract(sys.argv[1]); print('spacy' in sys.modules)"
    path = Path(__file__).parent / "cases" / "disclosure.txt"
    run = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


@shipped
def test_the_shipped_models_find_a_reason_without_a_cue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is told is a matter of the threshold, which is chosen for few false finds."""
    models = learned_spans.models()
    assert models is not None
    monkeypatch.setattr(learned_spans, "models", lambda root: outspoken(models))
    found = api.extract(casefiles.read(HEAD + CUED + BARE), models=True).entities
    reasons = {e.text: e.source for e in found if e.label is Label.CAUSE}
    assert reasons == {"招标节约了资金": "pattern+model", "部分合同款按进度转入下年支付": "model"}


@shipped
@pytest.mark.parametrize("path", corpus.seeds())
def test_every_span_has_the_text_that_stands_there(path: Path) -> None:
    document = api.read(path)
    found = api.extract(document, models=True).entities
    assert all(document.text[e.span.start : e.span.end] == e.text for e in found)
    for label in votes.LABELS:
        spans = sorted(e.span for e in found if e.label is label)
        assert all(a.end <= b.start for a, b in pairwise(spans))


@shipped
@pytest.mark.skipif(not corpus.SEEDS, reason=f"no documents in {corpus.CORPUS}")
def test_models_take_little_more_than_patterns() -> None:
    documents = [api.read(path) for path in corpus.SEEDS]
    learned_spans.models()

    def seconds(models: bool) -> float:
        begin = process_time()
        for document in documents:
            api.extract(document, models=models)
        return process_time() - begin

    seconds(True)  # caches are filled
    assert any(seconds(True) <= TIMES * seconds(False) for _ in range(5))


@shipped
@pytest.mark.skipif(not GOLD.is_dir(), reason=f"no gold in {GOLD}")
@pytest.mark.parametrize("name", ["000", "003", "004"])
def test_both_are_never_worse_than_patterns(name: str) -> None:
    path = document_of(GOLD / name, corpus.CORPUS)
    subject = Subject(path, api.read(path), read_gold(GOLD / name))
    models = learned_spans.models()
    assert models
    scores = subject.scores(models)
    for label, both in scores["both"].items():
        assert both.f1 >= scores["patterns"][label].f1, label
