"""Arithmetic that all relations share: what was tried, its constraints, sum, equality, rate, order.

In: `Term`s of `statements/` in their roles and the id of an entry of `patterns/relations.toml`. Out: `Tried`, a
relation with its status, the arithmetic in one line and what it says of the true values (`Linear`).

Start with `attempt`, which makes a `Tried` from an entry of `catalogue`. Then `equal`, `sum`, `rate` and `order`: one
module a kind of arithmetic, each with a function `try_…`. `relation` holds the types, `constraints` the linear forms,
`formulas` what a relation says of each of its figures.

Where a change belongs: what holds and what is a violation is decided here, by intervals and never by a tolerance. A
relation's id, name, sentence and certainty are data in `relations.toml`. Which figures are put into a kernel is
`relations/`.
"""
