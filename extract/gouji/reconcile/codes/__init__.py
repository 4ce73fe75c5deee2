"""Classification items: codes against names, in tables, prose and glossary.

Start here: `codenames` tries every code. The tables print it with its name (`reconcile.codebook`); its official names
are those of the classification of the year (`gouji.classification`).
`itempaths` finds the items that prose and glossary spell out (类, 款, 项) and follows each path down the tables' codes.
A name is disputed only where a slip of one or two characters parts it from the name that the document prints elsewhere.
Shorter and longer forms, and names that are official somewhere, are no slips. A name that fits nothing official is told
in the ledger as not decidable.
The one relation is `code.name` of patterns/relations.toml; no figure is computed. How items are written is data:
depths, endings and characters written for one another in patterns/codes.toml, paths in patterns/subjects.toml.
"""
