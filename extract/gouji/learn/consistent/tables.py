"""The tables of a consistent document: totals on two sides, and spending by the classification."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from random import Random

from gouji.figures import rounded
from gouji.learn.consistent.ledger import Ledger

Key = str  # of an amount; '' for an empty cell
_EMPTY = ("", "")


def tables(rng: Random, ledger: Ledger, *, cells_in_yuan: bool, blank: bool) -> str:
    """The tables of a document as text, a row a line and a tab between cells.

    `cells_in_yuan` prints them in 元, else in 万元; `blank` leaves cells of nothing empty.
    """

    def cell(key: Key) -> str:
        if not key or (blank and not ledger[key]):
            return ""
        return f"{rounded(ledger[key] / (1 if cells_in_yuan else 10_000), 2):,.2f}"

    unit = f"单位：{'元' if cells_in_yuan else '万元'}"
    made = [
        ("收入支出决算总表", "公开01表", _two_sided(ledger)),
        ("支出决算表", "公开03表", _coded(ledger, "spent", "basic", "project")),
        ("一般公共预算财政拨款支出决算表", "公开05表", _coded(ledger, "fiscal", "basic", "paid")),
        ("“三公”经费支出决算表", "公开07表", _three(ledger)),
    ]
    chosen = [t for t in made if rng.random() < 0.85] or made[:1]
    return "\n\n".join(
        "\n".join(
            [title, number, unit, *("\t".join(label if k is None else cell(k) for label, k in row) for row in rows)]
        )
        for title, number, rows in chosen
    )


Row = Sequence[tuple[str, Key | None]]  # (label, None) or ('', key)


def _labels(*texts: str) -> list[tuple[str, Key | None]]:
    return [(text, None) for text in texts]


def _cells(*keys: Key) -> list[tuple[str, Key | None]]:
    return [("", key) for key in keys]


def _two_sided(ledger: Ledger) -> Iterable[Row]:
    incomes = [
        ("一、财政拨款收入", "income.fiscal"),
        ("二、事业收入", "income.business"),
        ("三、其他收入", "income.other"),
    ]
    classes = [(h.names[0], f"spent.{h.code}") for h in ledger.headings if len(h.code) == 3]
    numbered = [(f"{n}、{name}", key) for n, (name, key) in zip("一二三四五六七八九", classes, strict=False)]
    yield _labels("收入", "", "支出", "")
    yield _labels("项目", "决算数", "项目", "决算数")
    ends = [
        (("本年收入合计", "income"), ("本年支出合计", "spent")),
        (("年初结转和结余", "carry.in"), ("年末结转和结余", "carry.out")),
        (("总计", "total"), ("总计", "total")),
    ]
    for (left, one), (right, other) in [*zip_longest(incomes, numbered, fillvalue=_EMPTY), *ends]:
        yield [*_labels(left), *_cells(one), *_labels(right), *_cells(other)]


def _coded(ledger: Ledger, whole: Key, *parts: Key) -> Iterable[Row]:
    total = "本年支出合计" if whole == "spent" else "小计"
    yield _labels("科目编码", "科目名称", total, "基本支出", "项目支出")
    yield [*_labels("合计", ""), *_cells(whole, *parts)]
    for heading in ledger.headings:
        if ledger[f"{whole}.{heading.code}"]:
            yield [
                *_labels(heading.code, heading.names[-1]),
                *_cells(*(f"{k}.{heading.code}" for k in (whole, *parts))),
            ]


def _three(ledger: Ledger) -> Iterable[Row]:
    keys = ("three", "abroad", "car", "car.buy", "car.run", "reception")
    names = (
        "合计",
        "因公出国（境）费",
        "公务用车购置及运行维护费",
        "公务用车购置费",
        "公务用车运行维护费",
        "公务接待费",
    )
    yield _labels("项目", "预算数", "决算数")
    for name, key in zip(names, keys, strict=True):
        yield [*_labels(name), *_cells(f"{key}@budget", key)]
