"""Tables as read against tables as printed: every numeric cell in its row and its column, or not.

The truth of a document's tables is a JSON file, read off the rendered pages: `document` (file name), `tables`
with `title`, `pages`, `columns` (header paths, the levels joined by /) and `rows` (a text a column, "" for blank).
In the place of `columns` may stand `header`, its rows with null where a cell covers more than its first position.
The file of a gold folder may leave out `document`: the folder's name tells it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from gouji.document import Document, Table
from gouji.errors import GoujiError
from gouji.tables.cell_values import is_number, is_ordinal_row, label
from gouji.tables.columns import Columns

Matrix = list[list[str]]
Position = tuple[int, int]  # row and column of a header cell


@dataclass
class TableScore:
    """Numeric cells of one printed table: where they are read."""

    title: str
    right: int = 0
    missing: int = 0
    wrong: int = 0  # read where another text, or nothing, is printed
    notes: list[str] = field(default_factory=list)


def read_truth(path: Path) -> dict[str, Any]:
    """The truth in a file. Raises GoujiError E012 when it is none."""
    try:
        truth = json.loads(path.read_text(encoding="utf-8"))
        for table in truth["tables"]:
            _complete(table)
        if _is_truth(truth):
            return dict(truth)
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise GoujiError("E012", path=path, reason=f"no truth of tables: {exc!r}") from exc
    raise GoujiError("E012", path=path, reason="no truth of tables")


def _complete(table: dict[str, Any]) -> None:
    """Every cell of a printed table becomes a text, and every column has its header path."""
    table["rows"] = [[cell or "" for cell in row] for row in table["rows"]]
    paths = _paths(table.get("header", ()))
    table.setdefault("columns", ["/".join(path) for path in paths])


def _is_truth(truth: dict[str, Any]) -> bool:
    if not isinstance(truth.get("document", ""), str):
        return False
    return all(t["rows"] and t["columns"] for t in truth["tables"])


def source_of(truth: dict[str, Any], corpus: Path) -> Path:
    """The document in the corpus, by its path there; the truth may give its name with blanks or with more before it.

    Raises GoujiError E012 when there is none.
    """
    name = _squeezed(truth.get("document", ""))
    if (corpus / name).is_file():
        return corpus / name
    for path in sorted(p for folder in (corpus, corpus / "real") for p in folder.glob("*.*")):
        if name.endswith(path.name):
            return path
    raise GoujiError("E012", path=corpus, reason=f"no document {name}")


def _paths(header: Sequence[Sequence[str | None]]) -> list[list[str]]:
    """The texts over each column from the top down.

    A covered position belongs to the cell on its left where both stand below one cell, else to the cell above it.
    """
    owners: list[list[Position]] = []
    for r, row in enumerate(header):
        above = owners[-1] if owners else None
        owners.append(_owners(r, row, above))
    found = []
    for column in zip(*owners, strict=True):
        texts = [header[r][c] for r, c in dict.fromkeys(column)]
        found.append([text for text in texts if text])
    return found


def _owners(r: int, row: Sequence[str | None], above: list[Position] | None) -> list[Position]:
    """For each column the header cell that covers it in row `r`; `above` are those of the row before, if any."""
    mine: list[Position] = []
    for c, text in enumerate(row):
        if text is not None:
            mine.append((r, c))
        elif above is None or _goes_on(r, c, mine, above):
            mine.append(mine[c - 1])
        else:
            mine.append(above[c])
    return mine


def _goes_on(r: int, c: int, mine: list[Position], above: list[Position]) -> bool:
    """Whether the cell on the left is of this row and stands below the same cell."""
    if c == 0 or mine[c - 1][0] != r:
        return False
    return above[c - 1] == above[c]


def score_tables(truth: dict[str, Any], document: Document) -> list[TableScore]:
    return [_score(printed, _best(printed, document)) for printed in truth["tables"]]


def lines(scores: Sequence[TableScore]) -> Iterator[str]:
    """One line a table and one for all; cells that are not right are named."""
    for s in scores:
        yield f"    {s.title}: right {s.right}, missing {s.missing}, wrong {s.wrong}"
        yield from (f"        {note}" for note in s.notes[:10])
    right, missing, wrong = (sum(getattr(s, what) for s in scores) for what in ("right", "missing", "wrong"))
    share = _percent(right, right + missing)
    yield f"TABLES        cells right {right}/{right + missing} = {share}, missing {missing}, wrong {wrong}"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "-"


def _best(printed: dict[str, Any], document: Document) -> Table | None:
    """The table with that title; of several, or where none has it, that with most of the printed cells."""
    wanted = Counter(_squeezed(c) for row in printed["rows"] for c in row if c)
    title = label(printed["title"])

    def common(table: Table) -> tuple[int, int]:
        found = Counter(_squeezed(c.text) for row in table.rows for c in row if c.text)
        return len(table.title) * title.endswith(table.title), sum((wanted & found).values())

    return max(document.tables, key=common, default=None)


def _score(printed: dict[str, Any], table: Table | None) -> TableScore:
    score = TableScore(printed["title"])
    rows = _squeezed_rows(printed["rows"])
    if table is None:
        score.missing = sum(is_number(c) for row in rows for c in row)
        return score
    found, paths = _matrix(table)
    columns = [_squeezed(path.replace("/", "")) for path in printed["columns"]]
    for row, other in _aligned(rows, found):
        begin = (row or other or [""])[:3]
        for column, path in enumerate(columns):
            want = row[column] if row else ""
            got = _at(other or (), column) or ""
            same_head = _at(paths, column) == path
            _count(score, want, got, same_head, f"{begin} {path}: {want!r} read as {got!r}")
    return score


def _squeezed_rows(rows: Sequence[Sequence[str]]) -> Matrix:
    """The rows that are not blank, their texts without white space."""
    squeezed = ([_squeezed(c) for c in row] for row in rows)
    return [row for row in squeezed if any(row)]


def _at(texts: Sequence[str], column: int) -> str | None:
    """The text of a column; None where the row is shorter."""
    return texts[column] if column < len(texts) else None


def _count(score: TableScore, want: str, got: str, same_head: bool, note: str) -> None:
    """Counts one cell: what is printed, what is read, and whether the headers are equal."""
    same = want == got
    if is_number(want) and same and same_head:
        score.right += 1
        return
    if not (is_number(want) or is_number(got)):
        return
    score.missing += is_number(want)
    score.wrong += is_number(got)
    score.notes.append(f"{note} under another head" if same else note)


def _matrix(table: Table) -> tuple[Matrix, list[str]]:
    """The texts of the data rows column by column, and the header over each column."""
    columns = Columns(table)
    paths = ["".join(path) for path in columns.paths]
    matrix = []
    for row in table.rows[table.header_rows :]:
        texts = [""] * table.width
        for c in row:
            texts[c.column] = _squeezed(c.text)
        if any(texts) and not is_ordinal_row(row):
            matrix.append(texts)
    return matrix, paths


def _aligned(rows: Matrix, found: Matrix) -> Iterator[tuple[list[str] | None, list[str] | None]]:
    """Printed rows with the rows read, by their words and numbers in order."""
    matcher = SequenceMatcher(None, [_key(r) for r in rows], [_key(r) for r in found], autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        for n in range(max(b - a, d - c)):
            yield rows[a + n] if a + n < b else None, found[c + n] if c + n < d else None


def _key(row: list[str]) -> str:
    return "|".join(t for t in (label(c) for c in row) if t)


def _squeezed(text: str) -> str:
    return "".join(text.split())
