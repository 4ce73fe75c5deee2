"""Which table of the disclosure a table is."""

from __future__ import annotations

from collections.abc import Collection

from gouji.document import Table
from gouji.tables import table_roles


def is_one_of(table: Table, roles: Collection[str]) -> bool:
    """Whether a table has one of these roles of `patterns/tables.toml` (balance, income, basic_expenditure …)."""
    return table_roles.role(table) in roles
