"""Records: what users get, as plain dictionaries, frames and a JSON Schema; and results made of records again.

In: what extraction and checking yield (`Entity`, `Claim`, `Fact`, `Count`, `Link`, `Finding`, `Check`) with the
document. Out: `Extraction` and `CheckResult` with `to_records` and `to_frame`; every record fits its typed dictionary
in `contract`. `reading.read_records` gives the same results back from JSON Lines.

Start with `contract` (the fields and what they mean, docs/records.md), then `results`, then `writing` and `reading`.

Where a change belongs: a field is declared in `contract` (or in `parts`, what stands inside records) and filled in
`writing`; how a type of value is written and read is told once, in `fields`. Then run
`python -m gouji.records.results > extract/gouji/schema.json`; a test holds that the schema is fresh. How a record is
printed (CSV, Excel, HTML) is `report/`.
"""
