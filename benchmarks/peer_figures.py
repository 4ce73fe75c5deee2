"""Who reads amounts and percentages, and sentences whose values are known: what `peers.py` compares."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from decimal import Decimal, InvalidOperation
from pathlib import Path
from time import process_time
from typing import Any

from gouji import api
from gouji.language import quantities
from gouji.learn import synth

Figure = tuple[str, Decimal]  # AMOUNT in yuan or PERCENT
Reader = Callable[[str], list[Figure]]

HARD = Path(__file__).with_name("hard_figures.toml")


def _gouji_figures() -> Reader:
    def read(text: str) -> list[Figure]:
        found = api.extract(api.read_text(text)).entities
        return [(e.label.value, Decimal(e.norm)) for e in found if e.norm and e.label.value in ("AMOUNT", "PERCENT")]

    return read


def _gouji_scan() -> Reader:
    labels = {"money": "AMOUNT", "percent": "PERCENT"}

    def read(text: str) -> list[Figure]:
        found = [q.figure for q in quantities.scan(text)]
        return [(labels[f.kind.value], Decimal(f.norm)) for f in found if f.kind and f.kind.value in labels]

    return read


def _jionlp() -> Reader:
    with redirect_stdout(None):  # it greets
        import jionlp

    def read(text: str) -> list[Figure]:
        told = jionlp.ner.extract_money(text, with_parsing=True, ret_all=True)
        return [("AMOUNT", Decimal(n)) for found in told if found.get("detail") for n in _ends(found)]

    return read


def _ends(found: dict[str, Any]) -> list[str]:
    """The numbers that JioNLP tells of an amount; of a hedged one it tells where it ends too, which nobody prints."""
    number = found["detail"]["num"]
    if not isinstance(number, list):
        return [number]
    return number[:1] if any(hedge in found["text"] for hedge in "多余") else number


def _recognizers() -> Reader:
    from recognizers_number import recognize_percentage
    from recognizers_number_with_unit import recognize_currency
    from recognizers_text import Culture

    def read(text: str) -> list[Figure]:
        money = _outermost(recognize_currency(text, Culture.Chinese))
        shares = _outermost(recognize_percentage(text, Culture.Chinese))
        told = [("AMOUNT", m.resolution["value"]) for m in money if m.resolution]
        told += [("PERCENT", s.resolution["value"]) for s in shares if s.resolution]
        return [(label, n) for label, value in told if (n := _number(value)) is not None]

    return read


def _outermost(found: Sequence[Any]) -> list[Any]:
    """What lies in no other: it also tells the parts of some amounts."""
    once = list({(one.start, one.end): one for one in reversed(found)}.values())
    return [a for a in once if not any(b is not a and b.start <= a.start and a.end <= b.end for b in once)]


def _number(value: str | None) -> Decimal | None:
    """It computes in binary fractions: 0.30000000000000004 is 0.3."""
    try:
        return round(Decimal(str(value).removesuffix("%")), 6)
    except InvalidOperation:
        return None


FIGURES: dict[str, Callable[[], Reader]] = {
    "gouji.extract": _gouji_figures,
    "gouji, figures alone": _gouji_scan,
    "JioNLP": _jionlp,
    "Recognizers-Text": _recognizers,
}
TOLD = {"JioNLP": ("AMOUNT",)}  # it has nothing for percentages


def read_all(name: str, sets: Sequence[Sequence[str]]) -> list[tuple[float, list[list[Figure]]]]:
    """Of each set of texts, the seconds and what was read in each text."""
    read = FIGURES[name]()
    read("2032年度支出1.00万元，增长1%。")
    done = []
    for texts in sets:
        begin = process_time()
        told = [read(text) for text in texts]
        done.append((process_time() - begin, told))
    return done


def counted(label: str, truth: Sequence[tuple[str, list[Figure]]], told: Sequence[list[Figure]], name: str) -> str:
    """Right, false and missed values of one label; values count, not where they stand."""
    if label not in TOLD.get(name, ("AMOUNT", "PERCENT")):
        return "-"
    right = false = missed = 0
    for (_, true), found in zip(truth, told, strict=True):
        due, given = (Counter(value for kind, value in figures if kind == label) for figures in (true, found))
        right += (due & given).total()
        false += (given - due).total()
        missed += (due - given).total()
    return f"{right}/{false}/{missed}"


def made_up(documents: int) -> Iterator[tuple[str, list[Figure]]]:
    """The paragraphs of made-up documents that print amounts or percentages, each with their values."""
    for made in synth.corpus(seed=2, n=documents):
        marks = sorted((at, made.script.marks[n]) for n, at in made.figures.items())
        begin = 0
        for line in made.text.splitlines(keepends=True):
            within = [mark for (start, _), mark in marks if begin <= start < begin + len(line)]
            figures = [(mark.label, Decimal(mark.norm())) for mark in within if mark.label in ("AMOUNT", "PERCENT")]
            if figures and not any(mark.label == "CELL" for mark in within):
                yield line.strip(), figures
            begin += len(line)


def hard() -> Iterator[tuple[str, list[Figure]]]:
    """The sentences of `hard_figures.toml` with their values."""
    for told in tomllib.loads(HARD.read_text(encoding="utf-8"))["sentence"]:
        amounts = [("AMOUNT", Decimal(n)) for n in told.get("amounts", ())]
        yield told["text"], amounts + [("PERCENT", Decimal(n)) for n in told.get("percents", ())]
