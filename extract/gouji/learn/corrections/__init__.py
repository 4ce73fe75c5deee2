"""Learning from what annotators have corrected: `gouji train --from annotations.db`.

In: the last layer of the desk's database, with the results that were corrected. Out: models in a folder of the user's,
each with what it was worth before and after, measured on documents that were held out; one that got worse is not put
in the place of another.

Start with `loop` (what is done in which order), then `corrected` (what is taken from the database). `span_models`,
`link_model` and `finding_triage` each retrain one model.

Where a change belongs: what counts as looked at is `corrected`; how a model learns is its own module.
"""
