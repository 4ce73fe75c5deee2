"""Records: what users get, as plain dictionaries, frames and a JSON Schema.

In: what extraction and checking yield (`Entity`, `Claim`, `Fact`, `Link`, `Finding`, `Check`). Out: `Extraction` and
`CheckResult` with `to_records` and `to_frame`; every record fits its typed dictionary in `contract`.

Start with `contract` (the fields and what they mean, docs/records.md), then `results`, then `writing`.

Where a change belongs: a field is declared in `contract` and filled in `writing`, and nowhere else. Then run
`python -m gouji.records.results > extract/gouji/schema.json`; a test holds that the schema is fresh. How a record is
printed (CSV, Excel, HTML) is `report/`.
"""
