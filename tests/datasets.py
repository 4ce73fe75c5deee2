"""Datasets for tests: small documents, and what a dataset holds, in a form that can be compared."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from gouji.commands.panel import panel
from gouji.corpus.plan import Plan
from gouji.corpus.run import Summary, run
from gouji.corpus.settings import Limits, Settings
from gouji.corpus.store import views
from gouji.corpus.store.place import at
from gouji.errors import GoujiError

POISONED = Path(__file__).with_name("poisoned_gouji.py")
TEXT = """甲市{name}局{year}年度部门决算

一、支出决算情况说明
{year}年度支出{amount}.00万元，比上年增加20.00万元，增长{rate}%。主要原因是{name}项目增加。
二、“三公”经费情况说明
{year}年度“三公”经费支出{three}.50万元，其中：公务接待费{three}.50万元。
"""


class Silent:
    """Watches a run and tells nothing but, at its end, what was told."""

    def __init__(self) -> None:
        self.plan = Plan()
        self.documents: list[tuple[str, str]] = []

    def hashing(self, done: int, total: int) -> None:
        assert done <= total

    def planned(self, plan: Plan) -> None:
        self.plan = plan

    def document(self, name: str, error: GoujiError | None) -> None:
        self.documents.append((Path(name).name, error.code if error else ""))

    def uninterrupted(self) -> AbstractContextManager[object]:
        return nullcontext()


def corpus(folder: Path, documents: int = 4) -> Path:
    """A folder of small documents that differ."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(documents):
        write(folder / f"d{n:02d}.txt", n)
    return folder


def write(path: Path, n: int) -> None:
    """A small document, another one for every number; its rate is wrong."""
    name = "教卫交水农林文体民政财统"[n % 12] + "甲乙丙丁戊己庚辛"[n // 12 % 8]
    text = TEXT.format(name=name, year=2015 + n % 9, amount=100 + 7 * n, rate=f"{3 + n}.00", three=n + 1)
    path.write_text(text, encoding="utf-8")


def read_into(out: Path | str, *named: Path | str, jobs: int = 1, **settings: object) -> tuple[Summary, Silent]:
    """A run in processes of its own; what came of it, and what was told meanwhile."""
    summary, watch = Summary(), Silent()
    run(list(named), out, Settings(jobs=jobs, limits=Limits(60, 2048), **settings), watch, summary)  # type: ignore[arg-type]
    return summary, watch


def contents(out: Path | str) -> dict[str, bytes]:
    """Every table of a dataset, its rows in order, as bytes."""
    with views.opened(at(out)) as connection:
        names = [
            row[0] for row in connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
        ]
        return {name: repr(connection.execute(f'FROM "{name}" ORDER BY ALL').fetchall()).encode() for name in names}


def rows(out: Path | str, sql: str) -> list[tuple[object, ...]]:
    """What a query gives."""
    with views.opened(at(out)) as connection:
        return connection.execute(sql).fetchall()


def command(*arguments: str | Path, program: Sequence[str | Path] = ("-m", "gouji")) -> list[str]:
    """The words that start `gouji` in a process of its own."""
    return [sys.executable, *map(str, program), *map(str, arguments)]


def start(words: Sequence[str]) -> subprocess.Popen[str]:
    """Starts a process, in a session of its own, so that a signal reaches no other."""
    return subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
    )


def with_panel(folder: Path, documents: Mapping[str, str]) -> Path:
    """The dataset of some texts, by their names, with its panel."""
    (folder / "in").mkdir()
    for name, text in documents.items():
        (folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    read_into(folder / "out", folder / "in")
    assert panel(str(folder / "out"), [str(folder / "panel.parquet")], False, False) == 0
    return folder / "out"


def of_panel(made: Path, doc: str, indicator: str, *columns: str) -> list[tuple[object, ...]]:
    """What the panel of a dataset tells of an indicator of a document."""
    of = f"WHERE doc LIKE '%{doc}.txt' AND indicator = '{indicator}'"
    return rows(made, f"SELECT {', '.join(columns)} FROM panel {of} ORDER BY ALL")
