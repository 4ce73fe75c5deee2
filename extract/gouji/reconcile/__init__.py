"""Ties figures to each other and reports where no true values fit.

In: `Context`: a document with its entities, claims, facts and counts. Out: `Checked`: links, findings, the ledger of
all checks and that of all figures (types in `model`), and the audit of the reading.

Start with `checking.check_all`. It links prose to cells (`statements/links/`), tries every relation (`relations/`,
arithmetic in `kernel/`), sets aside what misses inside tables that were not read (`audit/`), solves the others together
(`solving/`), asks which slip explains a figure (`diagnosis/`) and makes findings (`findings/`). In which figures a slip
would be found is told by `guarding/`. Each of these rooms tells more on top of its `__init__.py`.

Where a change belongs: which relations exist is `RELATIONS` in `checking.py`, and how each is told is
`patterns/relations.toml`. What a figure is a figure of is `statements/`, and no relation reads language again.
Rooms import downwards only, in the order of the contracts in pyproject.toml.
"""
