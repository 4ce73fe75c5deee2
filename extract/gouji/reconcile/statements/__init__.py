"""What the document states: each figure with what it is a figure of, and how two figures stand to each other.

In: entities, claims, facts and counts. Out: `Context`, which every relation looks at; `Statement` (a figure with its
aspects); `Term` (a figure with its interval); `Linked` (a claim with the cells that fit it).

Start with `aspects` (what there is to say of a figure, and `compare`), then `cell_quantities` and `claim_quantities`
(where each is read), then `document_index.Context`. `proved` tells what a document proves of what it leaves out.
`links/` finds the cells that an amount of the prose means, by what both name and never by their values. `readings/`
answers what else the words of prose tell a relation, `layouts/` which lines of a table come to which.

Where a change belongs: what a figure is a figure of is decided here and nowhere else; when two figures are compared is
`patterns/aspects.toml`; which code an item has is `codebook` and `item_paths`; how well a cell fits is
`links/link_score.py`. Words are data (`aspects.toml`, `subjects.toml`, `links.toml`, `codes.toml`).
"""
