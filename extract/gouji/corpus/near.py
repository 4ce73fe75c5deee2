"""Documents that are the same, or nearly: the table `duplicates`, which names each pair once.

The same: files of equal content, of which only the first is read. Nearly the same: texts whose signatures
(`gouji.corpus.similar`) agree in nine numbers of ten or more. Which to compare is told by bands of a signature: two
texts are candidates when they agree in one band altogether (A. Rajaraman and J. Ullman, Mining of massive datasets,
3.4). DuckDB joins the bands, on disk where there are many.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa

from gouji.corpus.similar import NUMBERS, resemblance
from gouji.corpus.store import dataset
from gouji.corpus.store.dataset import Dataset

LEAST = 0.9  # the share of numbers in which two signatures of nearly the same texts agree
TABLE = "duplicates"
_ROWS = 4  # numbers of a band: texts that agree in 0.9 of their numbers share one of the 16 bands but once in a million
SCHEMA = pa.schema(
    [
        ("kind", pa.dictionary(pa.int32(), pa.string())),
        ("doc", pa.string()),
        ("of", pa.string()),
        ("document_id", pa.string()),
        ("of_document_id", pa.string()),
        ("resemblance", pa.float64()),
    ]
)
_PAIRS = """
    SELECT DISTINCT a.number AS one, b.number AS other
    FROM bands a JOIN bands b ON a.band = b.band AND a.digest = b.digest AND a.number < b.number
"""


def find(store: Dataset) -> tuple[int, int]:
    """Writes the table; how many sources have the content of another, how many pairs are nearly the same."""
    identical = _identical(store)
    near = _near(store)
    rows = [*identical, *near]
    columns = [pa.array([r[f.name] for r in rows], pa.string() if f.name == "kind" else f.type) for f in SCHEMA]
    columns[0] = columns[0].dictionary_encode()
    store.replace_table(TABLE, pa.table(columns, schema=SCHEMA))
    return len(identical), len(near)


def _identical(store: Dataset) -> list[dict[str, object]]:
    found = []
    for part in dataset.read(store.place, "sources", ["doc", "same_as", "document_id"]):
        for row in part.to_pylist():
            if row["same_as"] is not None:
                ids = {"document_id": row["document_id"], "of_document_id": row["document_id"]}
                found.append({"kind": "identical", "doc": row["doc"], "of": row["same_as"], "resemblance": 1.0, **ids})
    return sorted(found, key=lambda r: str(r["doc"]))


def _near(store: Dataset) -> list[dict[str, object]]:
    """Each later document with the first that it nearly is, in the order of their names."""
    texts = [
        (row["doc"], row["document_id"], row["minhash"])
        for part in dataset.read(store.place, "texts", ["doc", "document_id", "minhash"])
        for row in part.to_pylist()
        if row["minhash"]
    ]
    texts.sort()
    if len(texts) < 2:
        return []
    with duckdb.connect() as connection:
        connection.register("bands", _bands([minhash for _, _, minhash in texts]))
        pairs = connection.execute(_PAIRS).fetchall()
    first: dict[int, tuple[int, float]] = {}
    for one, other in sorted(pairs):
        alike = resemblance(texts[one][2], texts[other][2])
        if alike >= LEAST and other not in first:
            first[other] = (one, alike)
    return [
        {
            "kind": "near",
            "doc": texts[other][0],
            "of": texts[one][0],
            "document_id": texts[other][1],
            "of_document_id": texts[one][1],
            "resemblance": alike,
        }
        for other, (one, alike) in sorted(first.items())
    ]


def _bands(signatures: list[bytes]) -> pa.Table:
    """A row a band of a signature: which signature, which band, and the numbers of it in one."""
    numbers = np.frombuffer(b"".join(signatures), dtype="<u4").reshape(len(signatures), NUMBERS // _ROWS, _ROWS)
    mixed = numbers.astype("<u8") @ np.array([1, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], "<u8")
    count, bands = mixed.shape
    return pa.table(
        {
            "number": np.repeat(np.arange(count), bands),
            "band": np.tile(np.arange(bands), count),
            "digest": mixed.ravel(),
        }
    )
