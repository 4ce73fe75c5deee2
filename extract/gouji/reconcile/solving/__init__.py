"""All relations of a document as one system: what cannot be right together, and which figures to call wrong.

In: the `Tried` relations of a document and how often each value is stated elsewhere (`support`). Out: `Disputes`, the
disputed figures, each with the relations it explains and the interval that all others leave for it.

Start with `disputed_figures.disputes`, then `localise`: the figures of least weight that hit every core, that is every
set of figures and relations that cannot be right together (Fellegi and Holt 1976). `system` has the rows,
`bound_propagation` and `lightest_cover` answer most questions without a solver, `linear_programs` asks one.

Where a change belongs: which figure is suspected before which is `prior_weights`; what is told of a disputed figure
is `disputed_figures`; loose relations that a repair makes plausible are `second_look`. No module here knows a word of
Chinese or what a relation is about.
"""
