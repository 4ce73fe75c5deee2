"""gouji inside spaCy: entities, spans, findings; storing, processes, and a saved pipeline in a new process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

from gouji import components
from gouji.language.segmenter import Segmenter

TEXT = (
    "2023年收入决算1234.56万元，比上年增加34.56万元，增长2.98%，主要原因是新增河道清淤工程项目。\n\n"
    "河道清淤工程项目支出2,462.5万元。"
)
LOADED = """
import json, sys, spacy
nlp = spacy.load(sys.argv[1])
doc = nlp(sys.argv[2])
print(json.dumps([[t.text for t in doc], [[e.label_, e.text] for e in doc.ents], len(doc._.gouji.findings)]))
"""


@pytest.fixture(scope="module")
def doc() -> Doc:
    nlp = spacy.blank("zh")
    nlp.add_pipe("gouji")
    return nlp(TEXT)


def test_entities_and_spans(doc: Doc) -> None:
    amounts = [e.text for e in doc.ents if e.label_ == "AMOUNT"]
    assert amounts == ["1234.56万元", "34.56万元", "2,462.5万元"]
    assert {s.label_ for s in doc.spans["gouji"]} == {"AMOUNT", "PERCENT", "CAUSE", "PROJECT"}
    for record in doc._.gouji.entities:
        assert doc.text[record["start"] : record["end"]] == record["text"]


def test_findings(doc: Doc) -> None:
    (finding,) = doc._.gouji.findings
    assert (finding["stated"], finding["expected"]) == ("2.98%", "2.88%")


def test_nothing_is_reconciled_when_not_asked() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("gouji", config={"check": False, "spans_key": "mine"})
    doc = nlp(TEXT)
    assert doc.spans["mine"] and not doc._.gouji.findings


def test_earlier_entities_stay() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "TIME", "pattern": [{"TEXT": c} for c in "2023年"]}])
    nlp.add_pipe("gouji")
    assert ("TIME", "2023年") in [(e.label_, e.text) for e in nlp(TEXT).ents]


def test_docs_are_stored_and_sent_between_processes(doc: Doc) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("gouji")
    sent = list(nlp.pipe([TEXT, TEXT], n_process=2, batch_size=1))
    stored = next(DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab))
    messages = [[f["message"] for f in d._.gouji.findings] for d in (*sent, stored, doc)]
    assert messages == [messages[-1]] * 4 and messages[-1]


def test_a_saved_pipeline_cuts_alike_in_a_new_process(tmp_path: Path) -> None:
    nlp = components.blank(["河道清淤工程"])
    nlp.to_disk(tmp_path / "pipeline")
    doc = nlp(TEXT)
    here = [[t.text for t in doc], [[e.label_, e.text] for e in doc.ents], len(doc._.gouji.findings)]
    assert "河道清淤工程" in here[0] and "2,462.5万元" in here[0]
    run = subprocess.run(
        [sys.executable, "-c", LOADED, str(tmp_path / "pipeline"), TEXT], capture_output=True, text=True, check=True
    )
    assert json.loads(run.stdout.splitlines()[-1]) == here


def test_a_changed_dictionary_is_told() -> None:
    segmenter = Segmenter(spacy.blank("zh").vocab)
    told = json.loads(segmenter.to_bytes())
    with pytest.warns(UserWarning, match="dictionary"):
        segmenter.from_bytes(json.dumps({**told, "jieba": "another"}).encode())


SEGMENTER = Segmenter(spacy.blank("zh").vocab)


@given(st.text(alphabet="收入支出比上年增加１2,.3万元％ %\n\t　（）项目"))
def test_no_character_is_lost(text: str) -> None:
    assert SEGMENTER(text).text == text
