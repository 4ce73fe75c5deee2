"""Arithmetic that all relations share: a relation that was tried, its constraints, sum, equality, rate, order.

Start here: `attempt` makes what was tried from an entry of `catalogue` (patterns/relations.toml). `rate` and `order`
judge by it, as `adding` (sums, differences) and `twice` (one quantity printed twice) do beside this room.
"""
