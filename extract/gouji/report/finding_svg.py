"""Which figures of a finding hang together: a small SVG, figures left and right, relations between them.

Lines run only in the gutters between the columns, so they cross no text; every text is wrapped or cut to its box.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from markupsafe import Markup

from gouji.report import wording
from gouji.report.explanation import Explanation, Step
from gouji.report.figure_lines import Told

BOX, NODE, GUTTER = 272, 148, 72  # widths
_PAD, _GAP = 10, 12  # inside a box, between boxes
WIDTH, ROOM = 2 * (BOX + GUTTER) + NODE, BOX - 2 * _PAD  # of all, of the text in a box
_LINE = 17
_NODE_HEIGHT = 46
_NUMBER, _SMALL = 15, 12  # font sizes
_NAME_LINES = 2
_LEAN = 2  # figures that the right column may have more than the left one


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in a box; `size` is its font's."""

    text: str
    size: int
    style: str


@dataclass(frozen=True, slots=True)
class Box:
    """A figure, laid out but for its place."""

    told: Told
    note: Line  # in its upper right corner
    lines: tuple[Line, ...]

    @property
    def height(self) -> int:
        return 2 * _PAD + _LINE * len(self.lines) - 3


def width(text: str, size: int) -> float:
    """How wide a text is at most: a full-width character an em, another one less than two thirds of it."""
    return sum(size * (1.0 if east_asian_width(c) in "WFA" or c in "%MW" else 0.62) for c in text)


def drawing(told: Explanation, label: str) -> Markup:
    """The drawing; empty where nothing hangs together."""
    boxes = [_box(f) for f in told.figures]
    if len(boxes) < 2:
        return Markup("")
    left, right = _columns(boxes, told.steps)
    height = max(_height(left), _height(right), len(told.steps) * (_NODE_HEIGHT + _GAP) - _GAP)
    places = {**_stacked(left, 0, height), **_stacked(right, WIDTH - BOX, height)}
    middles = _middles(told.steps, places, height)
    parts = [
        *(_edge(step, y, i, places) for step, y in middles for i in step.ids if i in places),
        *(_figure(box, places[box.told.ids[0]]) for box in boxes),
        *(_node(step, y) for step, y in middles),
    ]
    head = Markup('<svg class="drawing" viewBox="-2 -2 {} {}" role="img" aria-label="{}">')
    return head.format(WIDTH + 4, height + 4, label) + Markup("\n").join(dict.fromkeys(parts)) + Markup("</svg>")


def _box(told: Told) -> Box:
    note = Line(told.notes[0] if told.mark else "", _SMALL, "flag")
    lines = [Line(_cut(told.text, _NUMBER, ROOM - width(note.text, _SMALL)), _NUMBER, "number")]
    if told.repaired:
        lines.append(Line(_cut(f"→ {told.repaired}", _NUMBER), _NUMBER, "repaired"))
    lines.append(Line(_cut(told.stands, _SMALL), _SMALL, "stands"))
    lines += [Line(part, _SMALL, "name") for part in _wrapped(told.about, _SMALL)]
    lines += [Line(_cut(told.place, _SMALL), _SMALL, "where")] if told.place else []
    return Box(told, note, tuple(lines))


def _columns(boxes: Sequence[Box], steps: Sequence[Step]) -> tuple[list[Box], list[Box]]:
    """What is disputed or may be on the left, the rest on the right; both in the order of their relations."""
    left = [b for b in boxes if b.told.mark]
    right = sorted((b for b in boxes if not b.told.mark), key=lambda b: _order(b, steps))
    while len(right) > len(left) + _LEAN or not left:
        left.append(right.pop())
    return sorted(left, key=lambda b: _order(b, steps)), right


def _order(box: Box, steps: Sequence[Step]) -> float:
    """The mean place of a figure's relations."""
    found = [n for n, step in enumerate(steps) if box.told.ids[0] in step.ids]
    return sum(found) / len(found) if found else 0.0


def _height(column: Sequence[Box]) -> int:
    return sum(b.height for b in column) + _GAP * (len(column) - 1)


def _stacked(column: Sequence[Box], x: int, height: int) -> dict[str, tuple[int, float, int]]:
    """Left, top and height of each figure of a column that stands in the middle of the drawing's height."""
    top = (height - _height(column)) / 2
    places = {}
    for box in column:
        places.update(dict.fromkeys(box.told.ids, (x, top, box.height)))
        top += box.height + _GAP
    return places


def _middles(steps: Sequence[Step], places: dict[str, tuple[int, float, int]], height: int) -> list[tuple[Step, float]]:
    """The relations from top to bottom, each as near to the middle of its figures as the others let it."""
    wanted = []
    for step in steps:
        centres = [places[i][1] + places[i][2] / 2 for i in dict.fromkeys(step.ids) if i in places]
        wanted.append((sum(centres) / len(centres) if centres else height / 2, step))
    wanted.sort(key=lambda w: w[0])
    found: list[tuple[Step, float]] = []
    below = float(height)
    room = _NODE_HEIGHT + _GAP
    least = [n * room + _NODE_HEIGHT / 2 for n in range(len(wanted))]
    for n, (y, step) in reversed(list(enumerate(wanted))):
        y = max(least[n], min(y, below - _NODE_HEIGHT / 2))
        below = y - _NODE_HEIGHT / 2 - _GAP
        found.append((step, y))
    return found[::-1]


def _edge(step: Step, y: float, figure: str, places: dict[str, tuple[int, float, int]]) -> Markup:
    x, top, tall = places[figure]
    start, end = (BOX, BOX + GUTTER) if x == 0 else (WIDTH - BOX, WIDTH - BOX - GUTTER)
    bend = (start + end) / 2
    path = f"M{start} {top + tall / 2:.1f}C{bend:.0f} {top + tall / 2:.1f} {bend:.0f} {y:.1f} {end} {y:.1f}"
    return Markup('<path class="edge {}" d="{}"/>').format(_status(step), path)


def _figure(box: Box, place: tuple[int, float, int]) -> Markup:
    x, top, tall = place
    frame = Markup('<rect x="{}" y="{:.1f}" width="{}" height="{}" rx="6"/>').format(x, top, BOX, tall)
    texts = [_text(line, x + _PAD, top + _PAD + _LINE * n + 11) for n, line in enumerate(box.lines)]
    texts += [_text(box.note, x + BOX - _PAD, top + _PAD + 11)] if box.note.text else []
    hint = " · ".join(filter(None, (box.told.text, *box.told.notes, box.told.about, box.told.place)))
    body = frame + Markup("").join(texts)
    return Markup('<g class="figure {}"><title>{}</title>{}</g>').format(box.told.mark, hint, body)


def _node(step: Step, y: float) -> Markup:
    x, top = BOX + GUTTER, y - _NODE_HEIGHT / 2
    frame = Markup('<rect x="{}" y="{:.1f}" width="{}" height="{}" rx="23"/>').format(x, top, NODE, _NODE_HEIGHT)
    sign = "✓" if step.holds else "✗"
    lines = (
        Line(_cut(f"{step.number} {step.name}", _SMALL + 1, NODE - 2 * _PAD), _SMALL + 1, "name"),
        Line(f"{sign} {wording.pair('statuses', 'holds' if step.holds else 'violated')[0]}", _SMALL, "status"),
    )
    texts = (_text(line, x + NODE / 2, top + 19 + _LINE * n) for n, line in enumerate(lines))
    body = frame + Markup("").join(texts)
    return Markup('<g class="node {}"><title>{}</title>{}</g>').format(_status(step), "；".join(step.lines), body)


def _text(line: Line, x: float, y: float) -> Markup:
    shape = Markup('<text class="{}" x="{:.0f}" y="{:.1f}" font-size="{}">{}</text>')
    return shape.format(line.style, x, y, line.size, line.text)


def _status(step: Step) -> str:
    return "holds" if step.holds else "violated"


def _cut(text: str, size: int, room: float = ROOM) -> str:
    """The text, with … for what does not fit."""
    if width(text, size) <= room:
        return text
    while text and width(text + "…", size) > room:
        text = text[:-1]
    return f"{text}…"


def _wrapped(text: str, size: int) -> Iterator[str]:
    """Up to two lines; the last is cut."""
    for n in range(_NAME_LINES):
        if not text:
            return
        if n == _NAME_LINES - 1:
            yield _cut(text, size)
            return
        end = _fitting(text, size)
        yield text[:end]
        text = text[end:].lstrip()


def _fitting(text: str, size: int) -> int:
    """How many characters fit on a line."""
    return next((n - 1 for n in range(1, len(text) + 1) if width(text[:n], size) > ROOM), len(text))
