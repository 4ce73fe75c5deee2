"""Findings: what is reported of the relations that do not hold, and how likely each is real.

In: the `Tried` relations of a document. Out: `Finding`s with evidence, message, diagnosis and `Basis`, and the ledger
(`Check`), which has a line for every relation that was tried, whatever came of it.

Start with `make_findings.reconcile`: it asks `solving/` for the disputed figures and makes one finding of each.
`basis` gathers the figures and relations that a finding rests on, in the form that reports draw.

Where a change belongs: the wording is `patterns/relations.toml`; how likely a finding is real is `triage` (trained in
`learn/triage/`); violations inside a table that was not read as it is meant are set aside before, in `audit/`. Which
figure is called wrong is decided in `solving/`.
"""
