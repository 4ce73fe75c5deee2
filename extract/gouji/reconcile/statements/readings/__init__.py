"""What the words of a document tell a relation, as typed answers: one module a thing, named by what it tells.

In: claims, counts, cells and the `Context`. Out: whether, which and whose, never a text to search. No module here knows
what a relation computes.

Start with `plans` (is a level a budget) and `comparisons` (what a change is against). The words are data under
patterns/.

Where a change belongs: how a phrase is read is a rule under patterns/; which question is put to it is here; what
follows from the answer is `reconcile/relations/`.
"""
