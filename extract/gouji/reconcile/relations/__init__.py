"""Relations between the figures of a document, a room a kind, and what several of them share.

In: `Context` (`statements/document_index.py`). Out: `Tried`, one for each place where the relation could be tried,
whether it holds, is violated or does not apply.

Start with `rates/change.py`: it finds the claims, takes their terms and gives them to a kernel. `sums/` has totals
and parts, `equal/` one quantity printed twice, `rates/` change, share and completion, `wording/` words and names.

Where a change belongs: a new relation is a generator in the room of its kind, an entry in `patterns/relations.toml`
and a line in `RELATIONS` (`reconcile/checking.py`). Shared by several kinds: `counting`, `direction_words`,
`same_cells`, `layout_evidence`. Arithmetic belongs to `kernel/`, reading of language to `statements/` and below.
"""
