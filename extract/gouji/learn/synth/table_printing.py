"""The tables of a made-up disclosure, from their description in `words/tables.toml` and the layout.

A cell text that begins with `=` is a key of the ledger. A row with `each` stands for many: `headings` (of the
classification, where `of` has an amount), `classes`, `economic`, `staff`, `office`, `projects`; in its cells {code},
{name}, {n}, {cn} and {key} are filled in. `left` and `right` stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from typing import Any

from gouji.language import codes
from gouji.learn.synth.ledger import Ledger
from gouji.learn.synth.marked_script import Cell, Grid, Mark, Script
from gouji.learn.synth.print_style import Style
from gouji.learn.synth.word_lists import words

Row = dict[str, Any]  # `cells`: texts; `code`, `path`: of a row of the classification


class Grids:
    """Prints tables into a script."""

    def __init__(self, script: Script, ledger: Ledger, style: Style) -> None:
        self.script, self.ledger, self.style = script, ledger, style

    def table(self, spec: dict[str, Any]) -> str:
        """The token of a table."""
        columns = [tuple(c.split("/")) for c in spec["columns"]]
        heads = list(_heads(columns))
        rows = list(self._rows(spec))
        cells = [*heads, *(self._row(row, columns) for row in rows)]
        unit = f"{spec.get('unit', words('print')['unit'])}{self.style.cell_unit}"
        return self.script.grid(
            Grid(
                self._filled(spec["title"]),
                spec.get("number", ""),
                self.script.department,
                unit,
                tuple(cells),
                len(heads),
                spec.get("note", ""),
            )
        )

    def _filled(self, title: str) -> str:
        return title.replace("{year}", str(self.script.year))

    def _rows(self, spec: dict[str, Any]) -> Iterator[Row]:
        if "left" in spec:
            left, right = (list(self._each(spec[side])) for side in ("left", "right"))
            empty = [""] * len(_cells(spec["left"][0]))
            for one, other in zip_longest(left, right, fillvalue={"cells": empty}):
                yield {"cells": [*one["cells"], *other["cells"]], "half": len(empty)}
        yield from self._each(spec.get("rows", ()))

    def _each(self, rows: Sequence[Any]) -> Iterator[Row]:
        shown, numerals = 0, words("print")["numerals"]
        for row in rows:
            if isinstance(row, list):
                yield {"cells": row}
                continue
            for names, code, path in self._named(row):
                shown += 1
                filled = {"n": str(shown), "cn": numerals[(shown - 1) % len(numerals)], **names}
                yield {"cells": [_format(c, filled) for c in row["row"]], "code": code, "path": path}

    def _named(self, row: dict[str, Any]) -> Iterator[tuple[dict[str, str], str, tuple[str, ...]]]:
        each, ledger = row["each"], self.ledger
        if each in ("headings", "classes", "items"):
            for h in getattr(ledger, each):
                if ledger[f"{row['of']}.{h.code}"]:
                    named = zip(codes.path(h.code), h.names, strict=True)
                    path = tuple(f"{c} {name}" for c, name in named)
                    yield {"code": h.code, "name": h.name}, h.code, path
        elif each == "projects":
            for p in ledger.projects:
                yield {"name": p.name, "key": p.key, "code": p.code}, "", (p.name,)
        else:
            for e in ledger.economic:
                if each in ("economic", e.side):
                    yield {"code": e.code, "name": e.name}, e.code, (f"{e.code} {e.name}",)

    def _row(self, row: Row, columns: list[tuple[str, ...]]) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        half = row.get("half", 0)
        label = ""
        for n, text in enumerate(row["cells"]):
            if n == half:
                label = ""
            if not text.startswith("="):
                label = text if text and not text.isdigit() else label
                cells.append(Cell(text))
                continue
            cells.append(self._figure(text[1:], row.get("path") or (label,), columns[n], row.get("code", "")))
        return tuple(cells)

    def _figure(self, key: str, row: tuple[str, ...], col: tuple[str, ...], code: str) -> Cell:
        text = self.style.cell(self.ledger[key])
        if not text:
            return Cell("")
        made = self.script.figure(Mark("CELL", text, key, unit=self.style.cell_unit))
        return Cell(made, 1, len(self.script.marks) - 1, row, col, code)


def _cells(row: Any) -> list[str]:
    return list(row if isinstance(row, list) else row["row"])


def _format(text: str, names: dict[str, str]) -> str:
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _heads(columns: list[tuple[str, ...]]) -> Iterator[tuple[Cell, ...]]:
    """Header rows: what columns have in common is one cell over them."""
    for level in range(max(map(len, columns))):
        groups = groupby([c[: level + 1] for c in columns])
        yield tuple(Cell("".join(prefix[level:]), len(list(group))) for prefix, group in groups)
