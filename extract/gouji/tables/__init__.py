"""Tables: from raw grids to facts, one for each cell that states a number.

In: a `Document` with raw grids. Out: the same document with its tables resolved (caption, header rows, merged cells:
`resolve.resolve`), then `Fact`s: a figure with its row path, its column path, its code and its unit (`facts.facts`).

Start with `resolve` and `facts`. In between, `captions` takes title and unit note off a grid, `headers` finds the
header rows, `columns` tells what each column is for, and `row_tree` gives each row its path.

Where a change belongs: titles, header words and label forms are data (`tables.toml`, `tables_layout.toml`,
`tables_totals.toml`); the places of cells in a file are `readers/`; tables that go on over a page are `page_joining`;
forms are `forms`. What a cell means beside prose is `reconcile/statements/cell_quantities.py`.
"""

from gouji.tables.facts import facts
from gouji.tables.resolve import resolve

__all__ = ["facts", "resolve"]
