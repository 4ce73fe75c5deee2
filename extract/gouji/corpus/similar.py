"""How alike texts are: a small signature of each, by which documents that are nearly the same are found.

A. Z. Broder, On the resemblance and containment of documents (1997): the share of equal numbers in two MinHash
signatures estimates which share of their shingles two texts have in common.
"""

from __future__ import annotations

import zlib

import numpy as np

NUMBERS = 64  # of a signature: the estimate is off by 1/8 at most as a rule (one over the root of it)
_SHINGLE = 12  # characters: longer than a printed amount, so that two years of one department differ
_SEED = 1


def signature(text: str) -> bytes:
    """The MinHash of a text without its blanks, as 64 numbers of 32 bits; empty for a text of less than a shingle.

    Parameters
    ----------
    text
        The text of a document, from whatever format: blanks and line breaks do not count.
    """
    from datasketch import MinHash  # brings scipy, 45 MB that only the processes that read need

    plain = "".join(text.split()).encode("utf-32-le", "surrogatepass")
    width = 4 * _SHINGLE
    shingles = {plain[i : i + width] for i in range(0, len(plain) - width + 1, 4)}
    if not shingles:
        return b""
    made = MinHash(num_perm=NUMBERS, seed=_SEED, hashfunc=zlib.crc32)
    made.update_batch(sorted(shingles))
    return np.asarray(made.hashvalues, dtype="<u4").tobytes()


def resemblance(one: bytes, other: bytes) -> float:
    """The share of equal numbers in two signatures, from 0 to 1; 0 where there is none."""
    if not one or not other:
        return 0.0
    return float(np.mean(np.frombuffer(one, dtype="<u4") == np.frombuffer(other, dtype="<u4")))
