"""Hostile files by systematic combination: every format with every fault that it can have.

`cases` gives them in groups: bytes that were damaged, a format under another's name, members of archives, what the text
says, and how each format is built. A case is made when it is asked for.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import hostile_members
import hostile_shapes
from gouji import api, report
from gouji.corpus.confined import Why
from gouji.corpus.settings import Limits
from gouji.errors import GoujiError
from hostile_sound import ROWS, SOUND

READ = "read"
LIMITS = Limits(seconds=120, processor=60)
OVER = frozenset({*(why.value for why in Why), "E042"})  # codes of what was beyond a limit, or aborted


@dataclass(frozen=True, slots=True)
class Case:
    """A file: the group that it is counted in, what is wrong with it, its format, and what makes its bytes."""

    group: str
    fault: str
    suffix: str
    make: Callable[[], bytes]

    @property
    def name(self) -> str:
        return f"{self.group}-{self.suffix}-{self.fault}".replace(" ", "_") + f".{self.suffix}"

    def put(self, folder: Path) -> Path:
        """Writes the file."""
        path = folder / self.name
        path.write_bytes(self.make())
        return path


def outcome(path: Path) -> str:
    """How reading, checking and writing a file ends: `READ`, the code of its error, or what nobody caught and where."""
    try:
        result = api.check(api.read(path))
        for suffix in (".jsonl", ".html"):
            report.write(result, path.with_name(f"{path.name}{suffix}"))
    except GoujiError as error:
        return error.code
    except MemoryError:
        return "E042"
    except Exception as error:
        own = [f for f in traceback.extract_tb(error.__traceback__) if "gouji" in Path(f.filename).parts]
        return f"{type(error).__name__} at {Path(own[-1].filename).name}:{own[-1].lineno}" if own else repr(error)
    return READ


def beyond(path: Path, why: Why) -> str:
    """How a file ends whose process did."""
    return why.value


def _part(data: bytes, at: float) -> int:
    return int(len(data) * at)


def _over(data: bytes, at: float, new: bytes) -> bytes:
    """The bytes with others written over them from a place on."""
    start = _part(data, at)
    return data[:start] + new + data[start + len(new) :]


DAMAGE: Mapping[str, Callable[[bytes], bytes]] = {
    "empty": lambda d: b"",
    "one byte": lambda d: d[:1],
    "four bytes": lambda d: d[:4],
    "first eighth": lambda d: d[: _part(d, 1 / 8)],
    "first half": lambda d: d[: _part(d, 1 / 2)],
    "all but the last byte": lambda d: d[:-1],
    "all but the last hundred": lambda d: d[:-100],
    "without its beginning": lambda d: d[8:],
    "second half": lambda d: d[_part(d, 1 / 2) :],
    "wrong magic": lambda d: b"\0" * 8 + d[8:],
    "magic of a pdf": lambda d: b"%PDF-1.7" + d[8:],
    "magic of an archive": lambda d: b"PK\x03\x04\xff" + d[5:],
    "magic of an old office": lambda d: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + d[8:],
    "noughts inside": lambda d: _over(d, 1 / 4, bytes(512)),
    "all bits inside": lambda d: _over(d, 2 / 3, b"\xff" * 64),
    "turned bits at the end": lambda d: d[:-64] + bytes(255 - b for b in d[-64:]),
    "twice": lambda d: d + d,
    "halves exchanged": lambda d: d[_part(d, 1 / 2) :] + d[: _part(d, 1 / 2)],
    "backwards": lambda d: d[::-1],
    "noughts behind": lambda d: d + bytes(1 << 16),
    "blanks before": lambda d: b" \r\n" * 400 + d,
    "mark of byte order before": lambda d: b"\xff\xfe" + d,
    "every other byte": lambda d: d[::2],
    "line ends changed": lambda d: d.replace(b"\n", b"\r\n"),
}

TEXTS: Mapping[str, str] = {
    "27 digits": f"本年支出{'9' * 27}万元，比上年增加{'9' * 26}万元，增长{'9' * 26}%。",
    "350 digits": f"本年支出{'7' * 350}元，占{'3' * 350}%。",
    "20000 digits": f"本年支出{'7' * 20_000}元，增长5%。",
    "10000 decimals": f"本年支出0.{'3' * 10_000}万元，占0.{'0' * 5_000}1%。",
    "exponents": "本年支出1e400万元，比上年增加1e-400万元，增长1e999999999%。",
    "noughts": f"本年支出{'0' * 500}.00万元，占-0.00%，完成预算0元的0%。",
    "many commas": f"本年支出{',' * 3_000}元，{'1,' * 3_000}元。",
    "scales on scales": f"本年支出1{'万亿' * 200}元，占2{'万%' * 50}。",
    "numbers in words": f"本年支出{'一百二十' * 100}万元，占百分之{'九十九' * 100}。",
    "digits of many scripts": "本年支出１２．３４万元、٣٤٫٥万元、१२३万元、𝟙𝟚.𝟛万元，占½、²％、①%。",
    "digits raised": "本年支出1²³万元，占¹²％，增长₁₂.₅%。",
    "no end of signs": f"本年支出10.00万元{'。；，、' * 5_000}",
    "marks that open": f"本年支出{'（' * 8_000}10.00万元{'《' * 2_000}",
    "marks that close": f"本年支出10.00万元{'）' * 8_000}{'》' * 2_000}",
    "numbers of headings": "\n".join(f"{'1.' * n}收入{n}.00万元" for n in range(1, 300)),
    "headings one in another": "\n".join(f"{'（一）' * n}支出情况" for n in range(1, 200)),
    "one paragraph of 40000": "本年支出10.00万元，" * 4_000,
    "no blank in 30000": "支" * 30_000 + "10.00万元",
    "10000 blank lines": "本年支出10.00万元。" + "\n" * 10_000 + "占5%。",
    "blanks between": f"本年支出{' ' * 20_000}10.00万元{chr(0x3000) * 20_000}，占5%。",
    "other ends of lines": "本年支出10.00万元，\u2028增长5%。\f收入20.00万元\v完成\x85占5%\u2029。",
    "controls": "本年\x00支出\x01\x0b\x1b[2J10.00\x1f万元\x7f，占\x9b5%。",
    "nothing seen": "本年\u200b支出1\u200d0.0\u20600万\ufeff元\u00ad，占\u180e5%。",
    "turned around": "本年支出\u202e00.01\u202c万元，\u2067占5%\u2069。",
    "marks on marks": f"本年支出1{chr(0x301) * 3_000}0.00万元，占5{chr(0x20DD) * 500}%。",
    "halves of characters": "本年支出\ud84110.00万元，占\udc005%。",
    "no characters": "本年支出\ufffe10.00\uffff万元，占\U0010ffff5%，增长\ue000\U000f0000%。",
    "faces and flags": "本年支出👨‍👩‍👧‍👦10.00万元，占🇨🇳5%，①🈵万元。",
    "tags in the text": "本年支出<table><tr><td>10.00万元</td></tr></table><script>5%</script>&amp;&#0;&bogus;。",
    "a formula": "=1+1本年支出\t=cmd|'/c calc'!A1\t@SUM(1)\t+10.00万元",
    "codes of a terminal": "\x1b]0;支出\x07本年支出\x1b[31m10.00万元\x1b[0m，占5%。",
    "references in a ring": "本年支出见下文第二条。\n二、见上文第一条。\n附表1：见附表2\n附表2：见附表1\n" * 50,
    "each word of its own": "\n".join(f"某项目{n}支出{n}.00万元，占{n}%。" for n in range(600)),
    "1000 contradictions": "\n".join(f"2032年度收入总计{n}.25万元。" for n in range(300)),
    "a list of 500 parts": "本年支出合计10.00万元，其中：" + "、".join(f"某费{n}.01万元" for n in range(500)) + "。",
    "wide": "\t".join(f"项目{n}" for n in range(3_000)) + "\n" + "\t".join(["1.00"] * 3_000),
    "ragged": "\n".join("\t".join(["1.00"] * (n * 37 % 23)) for n in range(300)),
    "years": "2032年、20322年、0000年、9999年度支出10.00万元，比99999年增加5%，截至2032年13月45日。",
    "names of the system": "../../etc/passwd支出10.00万元，CON、NUL、C:\\支出%s%n{0}${x}占5%。",
}
CARRIERS = ("txt", "html", "docx", "xlsx", "pdf")
_CELLS = ("27 digits", "20000 digits", "exponents", "digits of many scripts", "nothing seen", "a formula", "controls")


def cases() -> list[Case]:
    """Every case, in the order of the groups."""
    found = [*_damaged(), *_misnamed(), *_told(), *_in_cells()]
    found += [Case("member", fault, kind, make) for kind, fault, make in hostile_members.faults()]
    found += [Case("shape", fault, kind, make) for kind, fault, make in hostile_shapes.faults()]
    return found


def _damaged() -> Iterator[Case]:
    for kind, sound in SOUND.items():
        for fault, damage in DAMAGE.items():
            yield Case("damage", fault, kind, lambda sound=sound, damage=damage: damage(sound()))


def _misnamed() -> Iterator[Case]:
    """A sound file of one format under the suffix of another."""
    for kind, sound in SOUND.items():
        for other in SOUND:
            if other != kind:
                yield Case("misnamed", f"is {kind}", other, sound)


def _told() -> Iterator[Case]:
    for kind in CARRIERS:
        for fault, text in TEXTS.items():
            yield Case("text", fault, kind, partial(_saying, kind, text))


def _saying(kind: str, text: str) -> bytes:
    lines = ("某县水务局2032年度部门决算", *text.splitlines()[:2_000])
    if kind == "xlsx":  # its writer takes no controls
        lines = tuple("".join(c for c in line if c in "\t" or " " <= c < "\ud800") for line in lines)
    return SOUND[kind](lines)


def _in_cells() -> Iterator[Case]:
    """The same in the cells of a table."""
    for kind in ("txt", "html", "docx", "ods", "xls"):
        for fault in _CELLS:
            rows = (
                *ROWS[:2],
                ("2010103", TEXTS[fault].replace("\t", " "), TEXTS[fault][4:40_000], "1.00", ""),
                ROWS[3],
            )
            yield Case("cell", fault, kind, partial(SOUND[kind], rows=rows))
