"""Tables: from raw grids to facts with row and column paths."""

from gouji.tables.facts import facts
from gouji.tables.resolve import resolve

__all__ = ["facts", "resolve"]
