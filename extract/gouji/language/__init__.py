"""How budget disclosures write: rules, numerals, units, quantities, subjects, classification codes.

In: a stretch of text as a `View` (blanks squeezed out, every character mapped back to its offset). Out: `Quantity`
(a number with its unit), `Subject` (a name taken apart), names of codes, page furniture, titles.

Start with `rules` (how a file of `patterns/` is loaded, and why every match has a time limit), then `view`, then
`quantities`. `segmenter` is the jieba tokenizer that the spaCy component uses.

Where a change belongs: a new word, phrase, unit or number form is an entry of `patterns/`, with examples and
counterexamples, and needs no Python. A new kind of thing to be read is a module here. What a whole clause says is
`narrative/`.
"""
