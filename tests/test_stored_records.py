"""Records that an earlier version stored are read, or it is told that they are not; within a version more is read.

`tests/stored/` holds what each version of the contract wrote of one made-up document, and the schema as it was when the
version came out. Neither is written again: what came later must read them as they are.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from command import gouji
from gouji import api
from gouji.document import SCHEMA
from gouji.errors import GoujiError
from gouji.records.reading import read_records
from gouji.records.results import CheckResult

STORED = Path(__file__).parent / "stored"
OWN = STORED / f"{SCHEMA.replace('/', '-')}.jsonl"
EARLIER = sorted(set(STORED.glob("gouji-*.jsonl")) - {OWN})
NOW = json.loads((Path(api.__file__).parent / "schema.json").read_text(encoding="utf-8"))
THEN = json.loads(OWN.with_suffix(".schema.json").read_text(encoding="utf-8"))


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_each_version_left_a_sample() -> None:
    number = int(SCHEMA.split("/")[1])
    told = {records(path)[0]["schema"] for path in (OWN, *EARLIER)}
    assert told == {f"gouji/{n}" for n in range(1, number + 1)}


def test_stored_records_are_results_again(tmp_path: Path) -> None:
    (result,) = read_records(OWN)
    assert isinstance(result, CheckResult)
    stored = records(OWN)
    (finding,) = result.findings
    (told,) = (r for r in stored if r["type"] == "finding")
    assert (finding.stated, finding.expected, finding.message) == (told["stated"], told["expected"], told["message"])
    assert len(result.checks) == sum(r["type"] == "check" for r in stored)
    assert list(result.facts) == [r["id"] for r in stored if r["type"] == "fact"]
    run = gouji("report", OWN, "-o", "again.html", "-o", "again.xlsx", cwd=tmp_path)
    assert run.returncode == 0 and "30.50" in (tmp_path / "again.html").read_text(encoding="utf-8")


def test_stored_records_fit_the_schema_of_today() -> None:
    for record in records(OWN):
        jsonschema.validate(record, NOW)


def test_the_document_is_still_read_like_that() -> None:
    """The sample is what the version writes: its own document, checked today, tells the same."""
    (finding,) = api.check(STORED / "disclosure.txt").findings
    (told,) = (r for r in records(OWN) if r["type"] == "finding")
    assert (finding.stated, finding.expected, finding.kind.value) == (told["stated"], told["expected"], told["kind"])


@pytest.mark.parametrize("name", sorted(THEN["$defs"]))
def test_nothing_is_taken_away_and_nothing_more_is_required(name: str) -> None:
    then, now = THEN["$defs"][name], NOW["$defs"].get(name, {})
    assert then.get("properties", {}).keys() <= now.get("properties", {}).keys(), "a field was renamed or taken away"
    assert set(now.get("required", ())) <= set(then.get("required", ())), "records of this version need not have it"
    for field, told in then.get("properties", {}).items():
        kept = set(told.get("enum", ())) <= set(now["properties"][field].get("enum", told.get("enum", ())))
        assert kept, f"{field}: a value was taken away"


@pytest.mark.parametrize("path", EARLIER, ids=lambda p: p.stem)
def test_records_of_an_earlier_version_are_told(path: Path, tmp_path: Path) -> None:
    with pytest.raises(GoujiError, match=SCHEMA) as caught:
        read_records(path)
    assert caught.value.code == "E031" and "check the document again" in caught.value.message
    run = gouji("report", path, "-o", "again.html", cwd=tmp_path)
    assert run.returncode == 2 and "E031" in run.stderr and not (tmp_path / "again.html").exists()
