"""Annotations go out in every format and come back equal; what is bad in a file is told with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotated import TEXT, gold_of, golds, made_up
from gouji.desk.annotations import (
    LABELS,
    VERDICTS,
    Annotated,
    AspectSet,
    CellLink,
    Kind,
    Relation,
    SpanMark,
    Thing,
    Verdict,
    annotated,
)
from gouji.desk.exchange import FORMATS, brat, doccano, label_studio

EVERY = list(FORMATS)


@pytest.mark.parametrize("format", EVERY)
def test_what_goes_out_comes_back(format: str) -> None:
    documents = [made_up(), annotated("empty", TEXT, []), annotated("b.txt", "x", [SpanMark("k", "CAUSE", 0, 1)])]
    read = FORMATS[format].read(FORMATS[format].write(documents))
    assert not read.bad
    assert read.documents == documents


@pytest.mark.parametrize("folder", golds())
def test_gold_goes_through_every_format(folder: Path) -> None:
    found = gold_of(folder)
    wanted = found.annotated
    lost = [one for one in found.lost if not one.startswith("alignment")]
    assert len(lost) <= 0.05 * len(wanted.things), found.lost
    for format in FORMATS.values():
        read = format.read(format.write([wanted]))
        assert not read.bad
        (back,) = read.documents
        assert back.counts() == wanted.counts()
        assert back == wanted


# What documents are made of: any character that UTF-8 has, with many line ends, blanks and astral characters.
TEXTS = st.text(st.one_of(st.sampled_from("\r\n\t |\\ 　𠮷，1.%\u2028\x0b"), st.characters(codec="utf-8")), min_size=1)
KEYS = st.text(st.sampled_from("ah1:>@|=\\ é𠮷"), min_size=1, max_size=12)


@st.composite
def documents(draw: Callable[..., Any]) -> Annotated:
    text = draw(TEXTS)
    spans: dict[str, Thing] = {}
    for _ in range(draw(st.integers(0, 5))):
        key = f"s{len(spans)}{draw(KEYS)}"
        spans[key] = SpanMark(key, draw(st.sampled_from(LABELS)), *draw(bounds(len(text))))
    things = list(spans.values())
    for n in range(draw(st.integers(0, 3)) if spans else 0):
        one, other = (draw(st.sampled_from(sorted(spans))) for _ in range(2))
        things.append(Relation(f"r{n}", one, other))
        things.append(CellLink(f"l{n}", one, *draw(bounds(len(text)))))
    if spans:
        name, value = draw(st.sampled_from(["year", "what"])), draw(st.text(st.characters(codec="utf-8"), min_size=1))
        things.append(AspectSet(next(iter(spans)), ((name, value),)))
    for n in range(draw(st.integers(0, 2))):
        verdict = draw(st.sampled_from(VERDICTS))
        things.append(Verdict(f"f{n}", verdict, *draw(bounds(len(text))), "sum", draw(st.text(max_size=5)), ""))
    return annotated("n", text, things)


@st.composite
def bounds(draw: Callable[..., Any], length: int) -> tuple[int, int]:
    start = draw(st.integers(0, length - 1))
    return start, draw(st.integers(start + 1, length))


@pytest.mark.parametrize("format", EVERY)
@given(document=documents())
@settings(max_examples=60, deadline=None)
def test_any_document_comes_back(format: str, document: Annotated) -> None:
    read = FORMATS[format].read(FORMATS[format].write([document]))
    assert not read.bad
    assert read.documents == [document]


@pytest.mark.parametrize("format", EVERY)
@given(data=st.binary(max_size=300))
@settings(max_examples=40, deadline=None)
def test_no_file_makes_reading_fail(format: str, data: bytes) -> None:
    FORMATS[format].read(data)


def test_label_studio_itself_takes_our_tasks() -> None:
    """Its SDK checks what it can: structure, labels, relation ids. Bounds and slices are checked by us."""
    sdk = pytest.importorskip("label_studio_sdk.label_interface", reason="label-studio-sdk is not installed")
    interface = sdk.LabelInterface(label_studio.config())
    for task in json.loads(label_studio.write([made_up()])):
        for annotation in task["annotations"]:
            told = {"model_version": "gouji", "score": 1.0, "result": annotation["result"]}
            assert not interface.validate_prediction(told, return_errors=True)
            for region in annotation["result"]:
                if region["type"] == "labels":
                    value = region["value"]
                    assert task["data"]["text"][value["start"] : value["end"]] == value["text"]


@pytest.mark.parametrize("units", [False, True], ids=["code points", "UTF-16 units"])
def test_offsets_of_label_studio_are_told_apart_by_their_text(units: bool) -> None:
    (task,) = json.loads(label_studio.write([made_up()]))
    for region in task["annotations"][0]["result"]:
        if units and region["type"] == "labels":
            for end in ("start", "end"):
                before = TEXT[: region["value"][end]]
                region["value"][end] = len(before.encode("utf-16-le")) // 2
    (back,) = label_studio.read(json.dumps([task]).encode()).documents
    assert back.of(Kind.SPAN) == made_up().of(Kind.SPAN)


LINE = b'{"type": "document", "name": "a", "text": "\xe6\x94\xaf\xe5\x87\xba5%"}\n'


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ('{"type": "span", "key": "k", "label": "AMOUNT", "start": 2, "end": 9}', "no span of a text"),
        ('{"type": "span", "key": "k", "label": "AMOUNT", "start": 3, "end": 3}', "no span of a text"),
        ('{"type": "span", "key": "k", "label": "MONEY", "start": 0, "end": 1}', "no label is called MONEY"),
        ('{"type": "span", "key": "k", "label": "AMOUNT", "start": "0", "end": 1}', "start is no int"),
        ('{"type": "span", "key": "k", "label": "AMOUNT", "start": 0, "end": 1, "text": "收"}', "the text at"),
        ('{"type": "relation", "key": "k", "source": "x", "target": "y", "name": "explains"}', "names x"),
        ('{"type": "finding", "key": "k", "verdict": "maybe", "start": 0, "end": 1}', "no verdict is called maybe"),
        ('{"type": "spam", "key": "k"}', "no thing is called 'spam'"),
        ("{", "is no JSON"),
        ("[]", "is no object"),
    ],
)
def test_a_bad_record_is_told_with_its_line_and_the_others_are_taken(record: str, why: str) -> None:
    good = '{"type": "span", "key": "g", "label": "PERCENT", "start": 2, "end": 4}'
    read = FORMATS["jsonl"].read(LINE + f"{record}\n{good}\n".encode())
    (bad,) = read.bad
    assert bad.where == "line 2" and why in bad.why
    assert [s.key for s in read.documents[0].of(Kind.SPAN)] == ["g"]


def test_a_second_thing_of_one_key_is_told() -> None:
    line = '{"type": "span", "key": "g", "label": "PERCENT", "start": 2, "end": 4}\n'
    (bad,) = FORMATS["jsonl"].read(LINE + (line + line).encode()).bad
    assert bad.where == "line 3" and "a second span" in bad.why


def test_doccano_without_our_fields_keeps_spans_relations_and_links() -> None:
    (line,) = (json.loads(one) for one in doccano.write([made_up()]).splitlines())
    del line["gouji"]
    read = doccano.read(json.dumps(line).encode())
    counts = read.documents[0].counts()
    assert counts["span"] == 6 and counts["relation"] == 2 and counts["link"] == 1
    assert len(read.bad) == 2 and all("no verdict" in b.why for b in read.bad)  # a finding without a verdict is told


def test_doccano_of_spans_alone_is_read() -> None:
    read = doccano.read('{"text": "支出5%", "label": [[2, 4, "PERCENT"], [2, 4]]}'.encode())
    assert read.documents[0].of(Kind.SPAN) == (SpanMark("PERCENT:2:4", "PERCENT", 2, 4),)
    assert len(read.bad) == 1


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"id": [1]}, "names an entity that is not there"),
        ({"from_id": [1]}, "names an entity that is not there"),
        ({"to_id": {}}, "names an entity that is not there"),
        (None, "relations is no list"),
    ],
)
def test_doccano_ids_and_lists_may_be_anything(changes: dict[str, Any] | None, why: str) -> None:
    (line,) = (json.loads(one) for one in doccano.write([made_up()]).splitlines())
    if changes is None:
        line["relations"] = 7
    elif "id" in changes:
        line["entities"][0] |= changes
    else:
        line["relations"][0] |= changes
    read = doccano.read(json.dumps(line).encode())
    assert any(why in b.why for b in read.bad) and len(read.documents[0].of(Kind.SPAN)) == 6


def test_label_studio_lists_may_be_anything() -> None:
    tasks = json.loads(label_studio.write([made_up()]))
    relation = next(r for r in tasks[0]["annotations"][0]["result"] if r["type"] == "relation")
    relation["labels"] = {"": None}
    read = label_studio.read(json.dumps([*tasks, {**tasks[0], "annotations": 7}]).encode())
    assert len(read.documents) == 1 and {b.why for b in read.bad} >= {
        "labels is no list",
        "has no annotation that was not cancelled",
    }


def test_brat_tells_what_it_does_not_understand() -> None:
    out = BytesIO()
    with ZipFile(BytesIO(brat.write([made_up()]))) as packed, ZipFile(out, "w") as changed:
        for name in packed.namelist():
            data = packed.read(name)
            changed.writestr(name, data + b"E1\tEvent:T1\nT99\tAMOUNT 0 2\tnope\n" if name.endswith(".ann") else data)
    read = brat.read(out.getvalue())
    assert read.documents == [made_up()]
    assert len(read.bad) == 2 and all("0001.ann, line " in b.where for b in read.bad)


def test_brat_spans_over_line_breaks_have_parts_that_brat_can_show() -> None:
    with ZipFile(BytesIO(brat.write([made_up()]))) as packed:
        lines = packed.read("0001.ann").decode().splitlines()
        text = packed.read("0001.txt").decode()
    for line in (one for one in lines if one.startswith("T")):
        _, told, printed = line.split("\t")
        parts = [tuple(map(int, part.split())) for part in told.split(" ", 1)[1].split(";")]
        assert " ".join(text[a:b] for a, b in parts) == printed


def test_a_code_of_conll_that_is_cut_off_stays_as_it_is() -> None:
    written = FORMATS["conll"].write([annotated("a", "支出\u2028五", [SpanMark("k", "CAUSE", 0, 2)])])
    assert rb"\u2028" in written
    read = FORMATS["conll"].read(written.replace(rb"\u2028", rb"\u20 \U0099 \x"))
    assert not any("literal" in b.why for b in read.bad)


def test_conll_is_read_by_the_library_of_the_format() -> None:
    import conllu

    sentences = conllu.parse(FORMATS["conll"].write([made_up()]).decode())
    tokens = [t for s in sentences for t in s if t["form"] != "_"]
    assert "".join(t["form"] for t in tokens) == "".join(TEXT.split())
    assert {t["misc"]["NER"] for t in tokens} >= {"O", "B-AMOUNT", "I-AMOUNT", "B-CAUSE"}
