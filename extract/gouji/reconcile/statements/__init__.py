"""What the document states: figures as terms, the quantity each cell states, codes, the indexes.

In: entities, claims, facts and counts. Out: `Context`, which every relation looks at; `Term` (a figure with its
interval); `Named` (a cell with the quantity it states); `Linked` (a claim with the cells that fit it).

Start with `terms`, then `cell_quantities` (a cell named in the same terms as prose), then `document_index.Context`.
`links/` finds the cells that an amount of the prose means, by what both name and never by their values. `readings/`
answers what else the words of prose tell a relation.

Where a change belongs: what a figure is a figure of (whose, what, which fund, side, part and measure) is decided
here; which code an item has is `codebook` and `item_paths`; how well a cell fits is `links/link_score.py`; which lines
of a table come to which, and which cell is a total, is `layouts/`. Words are data (`subjects.toml`, `links.toml`,
`codes.toml`).
"""
