"""The rows of a panel against what was read on the pages: `python benchmarks/panel_reading.py DATASET`.

tests/panel/ holds a file a document and a line a row, drawn by chance: what it states, where, and whether the page says
so. They were drawn twice, the second time after the kinds that were wrong the first time had been mended. DATASET is a
run over those documents, with `gouji panel`. Printed are, for each draw, the lines that the panel still tells, and how
many of those are right; with `--wrong` those that are not.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from gouji.corpus.store import views
from gouji.corpus.store.place import at

READ = Path(__file__).parents[1] / "tests" / "panel"
NEAR = 2.0  # points that a figure may stand from where it was read
KEY = ("year", "stage", "indicator", "fund", "part", "side")
Line = dict[str, Any]


def lines() -> list[Line]:
    """What was read, document by document."""
    return [json.loads(line) for path in sorted(READ.glob("*.jsonl")) for line in path.open(encoding="utf-8")]


def told(dataset: str) -> dict[tuple[Any, ...], Line]:
    """The rows of a panel by document, unit and quantity, each with the place of its figure."""
    box = 's."left" AS "left", s.top AS top'
    columns = ", ".join(f"p.{name} AS {name}" for name in (*KEY, "doc", "text", "page", "sure", "start", "number"))
    whose = "CASE WHEN p.parent IS NULL THEN NULL ELSE p.department END AS whose"
    query = f"""SELECT {columns}, {whose}, {box} FROM panel p
        JOIN statements s ON s.document_id = p.document_id AND s.id = p.statement"""
    with views.opened(at(dataset)) as connection:
        cursor = connection.execute(query)
        names = [d[0] for d in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {key(row, row["doc"]): row for row in rows}


def key(row: Line, doc: str) -> tuple[Any, ...]:
    return (Path(doc).name, row.get("whose"), *(row.get(name) for name in KEY))


def verdict(line: Line, row: Line | None) -> str:
    """gone: it is told no more; right; wrong: as it was read; elsewhere: another figure or place."""
    if row is None:
        return "gone"
    if row["text"] != line["figure"] or not stands(line, row):
        return "elsewhere"
    return "right" if line.get("right", True) else "wrong"


def stands(line: Line, row: Line) -> bool:
    """Whether a row has its figure where it was read."""
    if "at" not in line:
        return bool(row["start"] == line["start"])
    near = all(abs(row[side] - there) <= NEAR for side, there in zip(("left", "top"), line["at"], strict=True))
    return bool(row["page"] == line["page"] and near)


def summary(found: list[tuple[Line, str]], drawn: int) -> str:
    """What became of the lines of one draw."""
    counts = Counter(how for _, how in found)
    right = sum(line.get("right", True) for line, _ in found)
    told_still = f"{len(found) - counts['gone']} still told: {counts['right']} right, {counts['wrong']} wrong"
    return f"draw {drawn}: {len(found)} rows, {right} right; {told_still}, {counts['elsewhere']} elsewhere"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset")
    parser.add_argument("--wrong", action="store_true")
    given = parser.parse_args()
    rows = told(given.dataset)
    documents = {name for name, *_ in rows}
    read = [line for line in lines() if Path(line["file"]).name in documents]
    found = [(line, verdict(line, rows.get(key(line, line["file"])))) for line in read]
    for drawn in sorted({line["drawn"] for line in read}):
        print(summary([(line, how) for line, how in found if line["drawn"] == drawn], drawn))
    for line, how in found if given.wrong else ():
        if how != "right":
            print(how, json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    main()
