"""The drawing of a finding: every text inside its box, no box on another, lines in the gutters alone."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest

import chains
from gouji.reconcile.model import Finding
from gouji.report.explanation import explain
from gouji.report.finding_svg import BOX, GUTTER, NODE, WIDTH, drawing, width

LONG = "一般公共预算财政拨款安排的因公出国（境）费用和公务用车购置及运行维护费支出（不含所属单位）合计数"


def drawn(finding: Finding) -> ElementTree.Element:
    told = explain(finding, chains.places())
    assert told
    svg = str(drawing(told, '题 <&">'))
    return ElementTree.fromstring(svg)


def named(finding: Finding, name: str, text: str = "") -> Finding:
    """The finding with all its figures called so (and printed so)."""
    assert finding.basis
    figures = tuple(replace(f, name=name, text=text or f.text) for f in finding.basis.figures)
    return replace(finding, basis=replace(finding.basis, figures=figures))


FINDINGS = {
    "growth": chains.growth(),
    "jointly": chains.jointly(),
    **{f"total of {n}": chains.total(n, tied=n // 2) for n in (2, 5, 11, 30)},
    "long names": named(chains.growth(), LONG),
    "long numbers": named(chains.total(4, tied=2), "〇", "839.94999999999948123456789012345"),
    "wide letters": named(chains.growth(), "WWWWMMMM%%%%" * 9),
}


def frames(svg: ElementTree.Element) -> list[tuple[float, float, float, float, ElementTree.Element]]:
    found = []
    for group in svg.iter("g"):
        (rect,) = group.findall("rect")
        x, y, w, h = (float(rect.get(k, "")) for k in ("x", "y", "width", "height"))
        found.append((x, y, x + w, y + h, group))
    return found


@pytest.mark.parametrize("name", FINDINGS)
def test_texts_stay_in_their_box(name: str) -> None:
    svg = drawn(FINDINGS[name])
    for left, top, right, bottom, group in frames(svg):
        lines: dict[float, float] = {}
        for text in group.findall("text"):
            size, y = int(text.get("font-size", "")), float(text.get("y", ""))
            assert top < y - size * 0.9 and y + size * 0.2 < bottom
            lines[y] = lines.get(y, 0) + width(text.text or "", size)
        assert all(w <= right - left - 16 for w in lines.values()), lines
        heights = sorted(lines)
        assert all(b - a >= 15 for a, b in pairwise(heights))


@pytest.mark.parametrize("name", FINDINGS)
def test_boxes_stay_apart_and_inside(name: str) -> None:
    svg = drawn(FINDINGS[name])
    x0, y0, w, h = map(float, svg.get("viewBox", "").split())
    boxes = frames(svg)
    for i, (left, top, right, bottom, _) in enumerate(boxes):
        assert x0 <= left and right <= x0 + w and y0 <= top and bottom <= y0 + h
        for other in boxes[i + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


@pytest.mark.parametrize("name", FINDINGS)
def test_lines_run_between_the_columns(name: str) -> None:
    gutters = ((BOX, BOX + GUTTER), (BOX + GUTTER + NODE, WIDTH - BOX))
    edges = list(drawn(FINDINGS[name]).iter("path"))
    assert edges
    for edge in edges:
        ends = [float(x) for x in re.findall(r"(?:M|C| )?([\d.]+) [\d.]+", edge.get("d", ""))]
        assert any(low <= min(ends) and max(ends) <= high for low, high in gutters)


def test_every_figure_of_a_relation_has_a_line() -> None:
    svg = drawn(chains.growth())
    assert len(list(svg.iter("path"))) == 5
    assert [g.get("class") for g in svg.iter("g")].count("figure disputed") == 1


def test_classes_tell_what_is_wrong() -> None:
    classes = [g.get("class") for g in drawn(chains.total(4, tied=1)).iter("g")]
    assert {"figure disputed", "figure tied", "node violated"} <= set(classes)
    assert "node holds" in [g.get("class") for g in drawn(chains.jointly()).iter("g")]


def test_a_figure_alone_is_not_drawn() -> None:
    finding = chains.total(1)
    assert finding.basis
    alone = replace(finding.basis, figures=finding.basis.figures[:1])
    only = replace(alone, relations=(replace(alone.relations[0], roles=(("t", "total"),), formulas=()),))
    told = explain(replace(finding, basis=only), chains.places())
    assert told and drawing(told, "") == ""


def test_labels_are_escaped() -> None:
    assert drawn(chains.growth()).get("aria-label") == '题 <&">'
