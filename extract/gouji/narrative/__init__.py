"""Prose: sections, passages, entities (amounts, rates, causes, projects) and claims.

In: a `Document` of the readers whose tables are resolved. Out: the same document with zones and sections
(`zones.structure`), then `Prose`: `Entity`, `Claim` and `Count` in reading order.

Start with `reading.read_prose`, which goes passage by passage. A passage's figures get a role (`figure_roles`), the
words before each are taken apart (`figure_leads`), and `claims.ClaimReader` makes claims of both. The types are in
`model`.

Where a change belongs: a cue word or a phrase is data (`roles.toml`, `clauses.toml`, `causes.toml`,
`projects.toml`); what a clause leaves out and the paragraph has told is `paragraph_state`; lists of parts are
`part_lists`. Whether a claim is right is not asked here but in `reconcile/`.
"""
