"""Results are built back from their records: equal things, equal records, equal reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import chains
import corpus
import sample
from command import gouji
from gouji import api, report
from gouji.commands.explain import text as explained
from gouji.commands.inputs import not_read
from gouji.document import Span
from gouji.errors import GoujiError
from gouji.figures import PERCENT, Figure
from gouji.places import NOWHERE
from gouji.reconcile.model import Finding
from gouji.records import schema
from gouji.records.reading import read_records
from gouji.records.results import CheckResult, Extraction, Result
from gouji.records.stated import StoredAspect, StoredStatement, StoredTerm
from gouji.report import jsonl
from rendered import as_docx, as_xlsx

DOCUMENT = "gouji-demo/disclosure.txt"
REAL = sorted((corpus.CORPUS / "real").glob("*.pdf"), key=lambda p: p.stat().st_size)[:6]
PAGE = """<html><body><p>清溪县档案馆2031年收入预算120.50万元，比上年增加3.20万元，增长27.30%。</p>
<p>预算支出</p><table border=1><tr><td colspan=3>2031年收支总表</td></tr><tr><td colspan=3>单位：万元</td></tr>
<tr><th>项目</th><th>上年</th><th>本年</th></tr><tr><td>文书整理</td><td>12.50</td><td>13.00</td></tr>
<tr><td>库房维护</td><td>7.00</td><td>8.25</td></tr><tr><td>合计</td><td>19.50</td><td>20.25</td></tr></table>
<p>馆藏约12余万件，年末共有公务用车3辆，近五年接待来访2300余人次。</p></body></html>"""


def back(result: Result) -> Any:
    (found,) = read_records(jsonl.lines(result))
    return found


def reports(result: Result, folder: Path) -> dict[str, bytes]:
    """The result in every format, by suffix."""
    folder.mkdir()
    for suffix in report.OF_ANY_INPUT:
        report.write(result, folder / f"out{suffix}")
    return {p.suffix: p.read_bytes() for p in folder.iterdir()}


def hold(result: CheckResult, folder: Path) -> None:
    """What is read back is what was written: things, records, reports, explanations."""
    again = back(result)
    assert again.to_records() == result.to_records()
    assert replace(again.document, places=NOWHERE) == replace(result.document, places=NOWHERE)
    for name in ("entities", "claims", "facts", "counts"):
        assert getattr(again.extraction, name) == getattr(result.extraction, name), name
    for name in ("links", "findings", "checks", "withheld", "audit", "clean", "unread"):
        assert getattr(again, name) == getattr(result, name), name
    assert reports(again, folder / "again") == reports(result, folder / "live")
    pairs = zip(result.findings, again.findings, strict=True)
    assert [explained(result, one) for one, _ in pairs] == [explained(again, one) for one in again.findings]


@pytest.mark.parametrize("path", corpus.seeds())
def test_texts(path: Path, tmp_path: Path) -> None:
    hold(api.check(path), tmp_path)


@pytest.mark.parametrize("path", REAL or [pytest.param(None, marks=pytest.mark.skip(reason="no documents"))])
def test_published_pages(path: Path, tmp_path: Path) -> None:
    result = api.check(path)
    assert any("bbox" in r for r in result.to_records())
    hold(result, tmp_path)


@pytest.mark.parametrize("form", ["txt", "docx", "xlsx", "html"])
def test_other_formats(form: str, tmp_path: Path) -> None:
    text = tmp_path / "disclosure.txt"
    text.write_text(corpus.made(3, "word", None), encoding="utf-8")
    path = tmp_path / f"disclosure.{form}"
    match form:
        case "docx":
            as_docx(text, path)
        case "xlsx":
            as_xlsx(text, path)
        case "html":
            path.write_text(PAGE, encoding="utf-8")
    result = api.check(path)
    assert result.findings and result.extraction.facts
    hold(result, tmp_path)


def test_a_bundle_keeps_its_files(tmp_path: Path) -> None:
    text = tmp_path / "disclosure.txt"
    text.write_text(corpus.made(3, "word", None), encoding="utf-8")
    result = api.check(api.bundle([text, as_xlsx(text, tmp_path / "tables.xlsx")]))
    assert {r["file"] for r in result.to_records() if "file" in r} == {"disclosure.txt", "tables.xlsx"}
    hold(result, tmp_path)


def test_an_extraction_stays_one(tmp_path: Path) -> None:
    extraction = api.extract(api.read_text(corpus.made(3, "word")))
    again = back(extraction)
    assert isinstance(again, Extraction)
    assert again == replace(extraction, document=again.document, statements=again.statements)
    assert again.to_records() == extraction.to_records()
    assert reports(again, tmp_path / "again") == reports(extraction, tmp_path / "live")


def test_results_made_by_hand(tmp_path: Path) -> None:
    findings = [chains.growth(), chains.jointly(), chains.total(8, tied=1)]
    result = replace(sample.result(), findings=(*findings, *sample.result().findings))
    hold(result, tmp_path)
    hold(result.confident(0.9), tmp_path / "fewer")


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> None:
    (tmp_path / "fewer").mkdir()


def test_what_was_not_read_stays_so(tmp_path: Path) -> None:
    result = api.check(not_read("a.pdf", GoujiError("E010", path="a.pdf")))
    assert back(result).document.error == "E010" and back(result).incomplete
    hold(result, tmp_path)
    whole = api.check(api.read_text("一、2031年支出120.50万元。", "b.txt"))
    assert [r.document.name for r in read_records([*result.to_records(), *whole.to_records()])] == ["a.pdf", "b.txt"]


def test_half_characters_and_empty_texts(tmp_path: Path) -> None:
    hold(api.check(api.read_text("一、支出1.20万元\ud800，其中\x00项目支出1.20万元。")), tmp_path)
    hold(api.check(api.read_text("")), tmp_path / "fewer")


def test_hedges_counts_and_both_languages_get_out() -> None:
    text = "一、2031年支出约120万元，其中项目支出100余万元，年末共有公务用车3辆。\n"
    records = api.extract(api.read_text(text)).to_records()
    hedged = {r["text"]: (r["approximate"], r["hedge"]) for r in records if r.get("approximate")}
    assert hedged == {"120万元": (True, "about"), "100余万元": (True, "over")}
    (count,) = (r for r in records if r["type"] == "count")
    assert (count["number"], count["unit"], count["text"]) == ("3", "辆", "3辆")
    slips = api.check(api.read_text(corpus.made(1, "word", None))).to_records()
    found = [r for r in slips if r["type"] == "finding" and r["severity"] != "rounding"]
    assert found and all(r["message_en"].isprintable() and r["message_en"] != r["message"] for r in found)
    (disputed,) = (f for f in found[0]["basis"]["figures"] if f.get("disputed"))
    assert set(disputed["interval"]) == {"lo", "hi"}


def test_a_statement_is_written_and_read() -> None:
    term = StoredTerm(
        "e3", Figure(sample.extraction().entities[2].figure.value, 2, PERCENT), sample.span("2.05%"), "2.05%"
    )
    aspects = {
        "whose": StoredAspect("云麓市清溪河管理处", "document", True),
        "what": StoredAspect("水利工程运行与维护", "row", False, "2130306"),
        "year": StoredAspect(2023, "sentence", True),
    }
    statement = StoredStatement("s1", "rate", term, aspects)
    extraction = replace(sample.extraction(), statements=(statement,))
    (record,) = (r for r in extraction.to_records() if r["type"] == "statement")
    jsonschema.Draft202012Validator(schema.schema()).validate(record)
    assert record["of"] == "e3" and record["aspects"]["year"] == {"value": 2023, "read": "sentence", "sure": True}
    assert back(extraction).statements == (statement,)


# ---- records that are none ------------------------------------------------------------------------------------


def refused(records: list[Any]) -> GoujiError:
    with pytest.raises(GoujiError) as caught:
        read_records(records)
    return caught.value


def changed(type: str, **fields: object) -> list[dict[str, Any]]:
    """The records of the sample, the first of a type with other fields."""
    records = sample.result().to_records()
    at = next(i for i, r in enumerate(records) if r["type"] == type)
    records[at] = {**records[at], **fields}
    return records


def with_guard(reason: dict[str, Any]) -> list[dict[str, Any]]:
    """The records of the sample and one of a figure that nothing guards for a reason."""
    records = sample.result().to_records()
    figure = {"start": 0, "end": 2, "of": "e1", "state": "untouched", "reason": reason}
    return [*records, {"doc": records[0]["doc"], "type": "guard", **figure}]


def nested(depth: int) -> dict[str, Any]:
    """A sentence in a sentence in a sentence …"""
    sentence: dict[str, Any] = {"code": "list.and"}
    for _ in range(depth):
        sentence = {"code": "list.and", "arguments": {"a": sentence}}
    return sentence


def unfilled() -> dict[str, Any]:
    """What a finding says, with a place that nothing fills."""
    return {"place": {}, "section": "", "stated": "1", "sentence": {"code": "change.rate"}}


def test_records_of_another_version_say_so() -> None:
    error = refused([{"doc": "a.txt", "type": "document", "schema": "gouji/1", "kind": "final"}])
    assert error.code == "E031" and "line 1" in error.message and "gouji/1" in error.message


@pytest.mark.parametrize(
    ("records", "said"),
    [
        (["{"], "line 1: is no JSON"),
        ([b"\xff\xfe"], "line 1: is no JSON"),
        (["[1]"], "line 1: is no object"),
        (['{"confidence": NaN}'], "line 1: is no JSON"),
        ([{"type": "entity"}], "line 1: no document record stands before it"),
        ([*sample.result().to_records(), {"type": "new"}], "is no record of gouji/2"),
        ([sample.result().to_records()[0]], "line 1: the document has 0 text records behind it"),
        ([*sample.result().to_records(), sample.result().to_records()[1]], "has 2 text records"),
        (changed("entity", doc="other.txt"), "line 4: field doc: is not the document whose records these are"),
        (changed("entity", start="25"), "line 4: field start: is '25' and no whole number"),
        (changed("entity", end=10**6), "is no stretch of the text"),
        (changed("entity", heading=1), "field heading: is no heading"),
        (changed("entity", unit="两"), "field unit: is '两', which is none of the units of the document"),
        (changed("entity", label="MONEY"), "field label: is 'MONEY' and none of AMOUNT, PERCENT, CAUSE, PROJECT"),
        (changed("fact", number="1,0"), "field number: is '1,0' and no decimal"),
        (changed("fact", table_id=1), "field table_id: is the id of no table"),
        (changed("link", fact="f99"), "field fact: is the id of no fact"),
        (with_guard({"code": "new"}), "field reason: cannot be put into words: 'new' is missing"),
        (with_guard({"code": "finding.section"}), "field reason: cannot be put into words: 'section'"),
        (with_guard(nested(400)), "is nested too deep"),
        (changed("finding", doubt={"code": "new"}), "field doubt: cannot be put into words"),
        (changed("finding", told=unfilled()), "field told: cannot be put into words: 'of' is missing"),
        (changed("table", rows=[[{"start": 0, "end": 1, "text": "目"}]]), "line 3: field rows[0][0].row: is missing"),
        (
            changed("text", sections=[{"number": "", "title": "", "level": 1, "start": 0, "end": 1, "parent": 0}]),
            "parent",
        ),
    ],
)
def test_a_record_that_is_none_is_told_with_its_number_and_field(records: list[Any], said: str) -> None:
    error = refused(records)
    assert error.code == "E023" and said in error.message


def altered(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The record with each of its fields left out, and with other things in its place."""
    for name in record:
        yield {n: v for n, v in record.items() if n != name}
        for other in (None, -1, "", [], {}, [[0]], {"a": 1}, "1e999999", 10**30):
            yield {**record, name: other}


def whole(finding: Finding) -> Finding:
    return replace(finding, span=Span(0, 2))


def test_no_record_breaks_the_reader() -> None:
    """Whatever stands in a field: a result or an error with a code."""
    records = replace(sample.result(), findings=(whole(chains.total(3, tied=1)),)).to_records()
    first = {r["type"]: i for i, r in reversed(list(enumerate(records)))}
    for at in first.values():
        for one in altered(records[at]):
            try:
                read_records([*records[:at], one, *records[at + 1 :]])
            except GoujiError as error:
                assert error.code in ("E023", "E031")


# ---- commands -------------------------------------------------------------------------------------------------


def test_reports_of_stored_records_are_those_of_the_run(with_demo: Path) -> None:
    outputs = [f"live{suffix}" for suffix in report.OF_ANY_INPUT]
    gouji("check", DOCUMENT, *(a for o in outputs for a in ("-o", o)), cwd=with_demo)
    stored = [f"stored{suffix}" for suffix in report.OF_ANY_INPUT]
    run = gouji("report", "live.jsonl", *(a for o in stored for a in ("-o", o)), cwd=with_demo)
    assert run.returncode == 0 and not run.stderr
    for one, other in zip(outputs, stored, strict=True):
        assert (with_demo / one).read_bytes() == (with_demo / other).read_bytes()


def test_reports_are_made_without_the_document(with_demo: Path) -> None:
    gouji("check", DOCUMENT, "-o", "live.jsonl", "-o", "live.csv", cwd=with_demo)
    (with_demo / DOCUMENT).unlink()
    stored = [f"stored{suffix}" for suffix in report.OF_ANY_INPUT]
    run = gouji("report", "live.jsonl", *(a for o in stored for a in ("-o", o)), cwd=with_demo)
    assert run.returncode == 0 and not run.stderr
    assert all((with_demo / name).stat().st_size for name in stored)
    assert (with_demo / "stored.csv").read_bytes() == (with_demo / "live.csv").read_bytes()


def test_the_terminal_says_of_stored_records_what_it_says_of_documents(with_demo: Path) -> None:
    told = gouji("check", DOCUMENT, cwd=with_demo).stdout, gouji("explain", "f1", DOCUMENT, cwd=with_demo).stdout
    gouji("check", DOCUMENT, "-o", "o.jsonl", cwd=with_demo)
    assert (
        gouji("report", "o.jsonl", cwd=with_demo).stdout,
        gouji("explain", "f1", "o.jsonl", cwd=with_demo).stdout,
    ) == told
    assert gouji("explain", "f999", "o.jsonl", cwd=with_demo).stderr.startswith("E017: ")


def test_a_bad_file_of_records_costs_the_others_nothing(tmp_path: Path) -> None:
    lines = b"".join(jsonl.lines(sample.result()))
    (tmp_path / "good.jsonl").write_bytes(lines)
    (tmp_path / "old.jsonl").write_text(json.dumps({"doc": "a", "type": "document", "schema": "gouji/1"}) + "\n")
    (tmp_path / "none.jsonl").touch()
    run = gouji("report", "old.jsonl", "no.jsonl", "none.jsonl", "good.jsonl", "-o", "out.jsonl", cwd=tmp_path)
    assert run.returncode == 2 and [line[:4] for line in run.stderr.splitlines()] == ["E031", "E001", "E002"]
    assert (tmp_path / "out.jsonl").read_bytes() == lines
    refused = gouji("report", "good.jsonl", "-o", "good.jsonl", cwd=tmp_path)
    assert refused.returncode == 2 and refused.stderr.startswith("E026: ")
    assert gouji("report", "old.jsonl", "-o", "out.jsonl", cwd=tmp_path).returncode == 2
    assert (tmp_path / "out.jsonl").read_bytes() == lines
