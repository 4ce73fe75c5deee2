"""Whole made-up disclosures with known truth: for the demo, for tests, for training and for measuring.

A ledger of quantities is drawn in yuan and told in a layout: a pair of data files, `layouts/<name>.toml` (its tables)
and `layouts/<name>.txt` (its text); words, phrases and causes are data under `words/`. Every figure, cause and
project that is printed is remembered with its place, so the truth is known and slips can be planted.

`corpus` gives documents of all layouts; `make` the one that `gouji demo` writes.
"""

from gouji.learn.synth.demo import Truth, make, slip_names
from gouji.learn.synth.disclosure import Disclosure, Mismatch
from gouji.learn.synth.many_disclosures import corpus, document
from gouji.learn.synth.word_lists import layouts

__all__ = ["Disclosure", "Mismatch", "Truth", "corpus", "document", "layouts", "make", "slip_names"]
