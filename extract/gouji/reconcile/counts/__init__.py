"""Relations between counts (people, vehicles, items, times), and between the rates and scores of forms.

Start here: `countsums` is the room's typical relation. A count is a number with its unit and the words around it
(`narrative.counts.Count`); `context.terms[count.id]` is its figure. `counting` holds what the modules share: one thing
counted twice (`alike`), a count of names (`counted`), and which misses are slips of the hand (`telling`).
`countsums` adds kinds up to their total; `countrepeats` compares what is counted twice, in prose and in cells;
`countlists` counts the names of a list; `indicators` and `scores` compare rates and scores with those of a form.
Documents count many things that are nearly alike. A miss therefore accuses only where a slip explains it or where a
list is known to be complete; every other miss is `doubted`, which the ledger says with its reason.
Every relation is an entry of patterns/relations.toml (`count.*`, `score.*`) and is judged by the kernels.
The words that choose counts are rules of patterns/counts.toml, the partitions and flows among them.
"""
