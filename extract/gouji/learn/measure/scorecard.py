"""A score as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.learn.measure.score import EntityScore, FindingScore, LinkScore, Score

_FALSE_ALARMS = 20  # how many are named


def lines(score: Score) -> list[str]:
    """One line a figure; what was missed or wrongly found stands indented below it."""
    out = [line for entity in score.entities for line in _entity(entity)]
    if score.findings:
        out.extend(_findings(score.findings))
    if score.links:
        out.append(_links(score.links))
    return out


def _entity(e: EntityScore) -> Iterator[str]:
    p, r, f1 = (round(share, 4) for share in (e.precision, e.recall, e.f1))
    yield f"{e.name:13s} P {p:.3f}  R {r:.3f}  F1 {f1:.3f}   (tp {e.tp}, fp {e.fp}, fn {e.fn})"
    for word, texts in (("missed", e.missed), ("false", e.false)):
        if texts:
            yield f"    {word}: " + " | ".join(texts)


def _findings(f: FindingScore) -> Iterator[str]:
    yield (
        f"FINDINGS      must {f.must_found}/{f.must}  should {f.should_found}/{f.should}  "
        f"false alarms {f.false_alarms} of {f.findings}"
    )
    groups = (("missed", f.missed), ("missed_should", f.missed_should), ("false", f.false[:_FALSE_ALARMS]))
    for word, texts in groups:
        for text in texts:
            yield f"    {word}: {text}"


def _links(links: LinkScore) -> str:
    return f"LINKS         {links.right}/{links.amounts} amounts reach their cell, {links.wrong} wrong"
