"""Whole made-up disclosures with known truth: for the demo, for tests, for training and for measuring.

Start at `corpora` (which documents there are), then `compose` (from a seed to a script of marked text) and
`disclosure` (from a script to the text and its truth).

A ledger of quantities is drawn in yuan and told in a layout: a pair of data files, `layouts/<name>.toml` (its tables)
and `layouts/<name>.txt` (its text); words, phrases and causes are data under `words/`. Every figure, cause and
project that is printed is remembered with its place, so the truth is known and slips can be planted.

`corpus` gives documents of the layouts; `demo` the one that `gouji demo` writes; `consistent` those in which every
finding is false.
"""

from gouji.learn.synth.disclosure import Disclosure, Mismatch
from gouji.learn.synth.many_disclosures import consistent, corpus, demo, document
from gouji.learn.synth.word_lists import layouts

__all__ = ["Disclosure", "Mismatch", "consistent", "corpus", "demo", "document", "layouts"]
