"""Which table of the disclosure a table is: by its title, else by its printed number."""

from __future__ import annotations

from functools import lru_cache

from gouji.document import Table
from gouji.language import rules
from gouji.tables.cell_values import label


def role(table: Table) -> str:
    """The role of `patterns/tables.toml` (balance, income, basic_expenditure, …), or an empty string."""
    return role_of(table.title, table.number)


@lru_cache(maxsize=4096)
def role_of(title: str, number: str = "") -> str:
    data = rules.load("tables")
    words = label(title)
    ranked = rules.ranked("tables", "role") if words else ()
    for r in ranked:
        if r.search(words):
            return str(r.yields["role"])
    return str(data.data["final_accounts_roles"].get(label(number), ""))
