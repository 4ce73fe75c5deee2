"""Relations between projects: their names, their totals, the money that the prose says they have.

Start here: `projecttotals` is the room's typical relation. It gathers lists of projects with their money from prose and
from forms, and tries every total that prose states against the lists of its measure.
`goals` ties the money under performance management to the projects of a table, or to all project expenditure.
`reserved` holds what small firms won against all government procurement.
`projectnames` compares names alone: one project under two spellings, and lists that differ from their forms.
A total may be of other projects than those listed. A miss therefore accuses only where a slip of the hand explains it
or where other totals fit the same list; every other miss is `doubted`, which the ledger says with its reason.
Every relation is an entry of patterns/relations.toml (`projects.*`, `project.*`, `goals.*`, `procurement.parts`) and is
judged by the kernels. The words are data: rules and `[projects]` of patterns/links.toml, `ordinals` of projects.toml.
"""
