"""Every finding on the real documents against the verdict of a person who had the rendered page before them.

A finding that nobody has judged fails the test: look at the page, then add a line to tests/verdicts/findings.jsonl.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from corpus import CORPUS
from gouji import api
from gouji.reconcile.model import Severity

VERDICTS = Path(__file__).parent / "verdicts" / "findings.jsonl"
REAL = sorted((CORPUS / "real").glob("*.pdf")) + sorted((CORPUS / "real").glob("*.html"))

Key = tuple[str, int | None, str, str]


def findings(path: Path) -> list[tuple[Key, str]]:
    """Key and severity of each finding of a document that is no mere rounding."""
    result = api.check(path)
    places = result.document.places
    return [
        ((path.name, places.at(f.span.start, f.span.end).page, f.text, f.expected.replace(",", "")), f.severity.value)
        for f in result.findings
        if f.severity is not Severity.ROUNDING
    ]


def verdicts() -> dict[Key, str]:
    lines = [json.loads(line) for line in VERDICTS.read_text(encoding="utf-8").splitlines()]
    return {(v["document"], v["page"], v["text"], v["expected"].replace(",", "")): v["verdict"] for v in lines}


@pytest.mark.skipif(not REAL, reason=f"no documents in {CORPUS}")
def test_findings_are_right() -> None:
    judged = verdicts()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        found = [f for document in pool.map(findings, REAL) for f in document]
    unknown = [key for key, _ in found if key not in judged]
    assert not unknown, "judge these beside the rendered page"
    counts = Counter((severity, judged[key]) for key, severity in found)
    material = {verdict: n for (severity, verdict), n in counts.items() if severity == "material"}
    assert material["right"] >= 0.9 * sum(material.values()), counts
    assert sum(n for (_, verdict), n in counts.items() if verdict == "wrong") <= 0.1 * len(found), counts


def test_verdicts_are_complete() -> None:
    for line in VERDICTS.read_text(encoding="utf-8").splitlines():
        verdict = json.loads(line)
        assert verdict["verdict"] in ("right", "wrong", "arguable") and verdict["reason"]
