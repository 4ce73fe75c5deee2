"""The annotators' desk: corrections of what gouji read and found, kept for good, exchanged and learned from.

In: results of checks (`gouji.records`), what annotators do in the page, files of other annotation tools. Out: a
database of suggestions, responses and adjudications that only grows, and files in the formats of `exchange/`.

Start with `annotations` (what can be said of a document), then `store/` (how it is kept), then `server/` (the page and
its interface). `suggestions` makes the first record of each thing of a result; `agreement` compares annotators.

Where a change belongs: what the page calls things is `words.toml`, its look is `static/`, its keys are
`static/desk.js`. A format is a module in `exchange/`. A change of the tables is a migration in `store/migrations/`.
"""
