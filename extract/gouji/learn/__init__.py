"""Measuring and training: stands around the line from file to finding, never in it.

In: documents, gold annotations, verdicts on findings, seeds of made-up documents. Out: scores, planted slips with
what checking says of them, and the model files of `models/`. Only the command line imports this room.

Start with `measure/evaluate.py` (what `gouji evaluate` does), then `planting/trial.py` (one slip planted, one
verdict), then `synth/disclosure.py` (made-up documents with known truth). `spans/`, `links/` and `triage/` each
train one model.

Where a change belongs: a layout or a word of made-up documents is data in `synth/layouts/` and `synth/words/`; a
slip is `synth/slip_planting.py`; a score is `measure/score.py`. The code that uses a model stands in the line:
`narrative/learned_spans.py`, `reconcile/statements/links/link_model.py`, `reconcile/findings/triage.py`.
"""
