"""Lists of parts: `total，其中：a 1万元，b 2万元`, inside a sentence or over the paragraphs that follow."""

from __future__ import annotations

from dataclasses import dataclass, field

from gouji.narrative.model import Claim, Relation


@dataclass
class PartList:
    """An open list: the levels that may be its whole (one a measure) and the parts met so far."""

    wholes: tuple[Claim, ...]
    section: int
    name: str = ""  # of a whole that is named without a figure
    parts: list[Claim] = field(default_factory=list)

    def claims(self, new_id: str) -> list[Claim]:
        """One PART_OF claim for each measure in which whole and parts are given."""
        found = []
        for n, whole in enumerate(self.wholes):
            parts = [p for p in self.parts if p.measure == whole.measure and p.period == whole.period]
            if not parts:
                continue
            figures = {"whole": whole.figures["value"]}
            figures |= {f"part.{i}": p.figures["value"] for i, p in enumerate(parts, 1)}
            found.append(
                Claim(
                    id=f"{new_id}.{n}" if n else new_id,
                    subject=whole.subject,
                    measure=whole.measure,
                    period=whole.period,
                    relation=Relation.PART_OF,
                    span=type(whole.span)(whole.span.start, max(p.span.end for p in parts)),
                    section=whole.section,
                    figures=figures,
                    name=whole.name,
                    whole_claim=whole.id,
                    rule="claim.parts",
                )
            )
        return found
