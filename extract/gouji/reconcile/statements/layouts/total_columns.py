"""Total columns (合计 = 基本支出 + 项目支出): by their heads, which columns should come to a column called a total."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.language import rules

_FEWEST_PARTS = 2  # columns that come to a total column


def column_groups(columns: dict[int, tuple[str, ...]]) -> Iterator[tuple[int, list[int]]]:
    """Total columns with the columns they should be the sum of, by the header tree."""
    for total in sorted(columns):
        parts = _parts(columns, total) if _heads_total(columns[total]) else []
        if len(parts) >= _FEWEST_PARTS:
            yield total, parts


def _parts(columns: dict[int, tuple[str, ...]], total: int) -> list[int]:
    """The columns that a total column should be the sum of; empty where some are missing."""
    within = rules.load("tables")["tables.row.within"]
    heads = _heads(columns, total)
    if any(within.match(head) for head in heads):
        return []  # columns of which (其中) is said are not all that there is
    depth = len(columns[total]) - 1
    found = [_head_column(columns, group, depth) for group in heads.values()]
    parts = [p for p in found if p is not None]
    return parts if len(parts) == len(found) else []


def _heads(columns: dict[int, tuple[str, ...]], total: int) -> dict[str, list[int]]:
    """The columns to the right of a total under the same head, by the next head below that."""
    group = columns[total][:-1]
    found: dict[str, list[int]] = {}
    for column, path in sorted(columns.items()):
        if column > total and len(path) > len(group) and path[: len(group)] == group:
            found.setdefault(path[len(group)], []).append(column)
    return found


def _heads_total(path: tuple[str, ...]) -> bool:
    """Whether a column is called a total by its innermost head."""
    return bool(path) and _bare(path[-1]) in rules.load("tables_totals").data["total_columns"]


def _head_column(columns: dict[int, tuple[str, ...]], candidates: list[int], depth: int) -> int | None:
    """The column that stands for a group of columns: its only one, or its own total."""
    if len(candidates) == 1:
        return candidates[0]
    below = (c for c in candidates if len(columns[c]) == depth + 2)
    return next((c for c in below if _heads_total(columns[c])), None)


def _bare(text: str) -> str:
    return "".join(text.split())
