"""Many documents at once: which files a run reads, and the processes that share the work.

In: paths, files or folders. Out: `Input`s in the order in which they are read, and what a function gives for each,
in the same order whatever process computed it.

Start with `inputs.Input` and `inputs.files`, then `pool.each`.

Where a change belongs: which files of a folder are documents is `inputs` (suffixes are `readers.SUFFIXES`); how work
is shared between processes is `pool`. What is done with one document belongs to `api.py` or to `commands/`.
"""
