"""Which cell of a table an amount of the prose means.

Start here: `linking`. For every level of the prose it finds the cells that name the same quantity (`Linked`), chosen by
names and places and never by values, so that a mismatch can be seen. `linkscore` says whether a cell can be meant at
all (`possible`) and how well it fits (`score`).
`learnedlinks` asks a model where the rules found no cell of equal value: `linkfeatures` turns claim and cell into
numbers, `linkmodel` loads the model, `trees` evaluates it.
`linkchecks` makes of the links what the contract tells (`to_links`), and the one relation of this room, `link.cell`: an
amount against its cell. What only the model links accuses nobody, nor does a name that fits loosely.
Weights, limits and words are data: patterns/links.toml, and the terms of patterns/subjects.toml.
"""
