"""The ruling lines of a page: straight strokes and thin filled boxes, level or upright."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from gouji.places import Box
from gouji.readers.pdf.glyphs import Frame

_THIN = 3.0  # points: a filled box no wider is a line
_SLOPE = 1.0  # points that a level line may rise
_NEAR = 2.5  # points between two lines that are one, drawn twice
_GAP = 3.0  # points between two strokes of one line
_SHORT = 4.0  # points: shorter ones belong to characters and dots
_DEEP = 4  # forms inside forms

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1, 0, 0, 1, 0, 0)
Strokes = list[tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A line at x = `at` (upright) or y = `at` (level), from `start` to `end`."""

    at: float
    start: float
    end: float


Rules = tuple[Sequence[Ruling], Sequence[Ruling]]  # level and upright lines


def rulings(page: pdfium.PdfPage, frame: Frame, limit: int) -> tuple[list[Ruling], list[Ruling], bool]:
    """Level and upright lines, each list in order of place, and whether that is all of them.

    At most `limit` objects are looked at.
    """
    level: Strokes = []
    upright: Strokes = []
    seen = _Seen(limit)
    for x0, y0, x1, y1 in _strokes(page, frame, seen):
        width, height = x1 - x0, y1 - y0
        if height <= _THIN and width > max(_SHORT, height):
            level.append(((y0 + y1) / 2, x0, x1))
        elif width <= _THIN and height > max(_SHORT, width):
            upright.append(((x0 + x1) / 2, y0, y1))
    return _merged(level), _merged(upright), not seen.over


def turned(rules: Rules, turn: int, size: tuple[float, float]) -> Rules:
    """The lines of a page turned clockwise by 90, 180 or 270 degrees; `size` is its width and height before that."""
    level, upright = rules
    width, height = size
    if turn == 90:
        return [_flipped(r, height) for r in upright], [_mirrored(r, height) for r in level]
    if turn == 270:
        return [_mirrored(r, width) for r in upright], [_flipped(r, width) for r in level]
    return (
        [_flipped(_mirrored(r, height), width) for r in level],
        [_flipped(_mirrored(r, width), height) for r in upright],
    )


def _mirrored(line: Ruling, side: float) -> Ruling:
    """The line as far from the other end of a side of the page."""
    return Ruling(side - line.at, line.start, line.end)


def _flipped(line: Ruling, side: float) -> Ruling:
    """The line run through from the other end of a side of the page."""
    return Ruling(line.at, side - line.end, side - line.start)


@dataclass
class _Seen:
    """How many objects have been looked at: forms can hold forms that hold forms."""

    limit: int
    count: int = 0

    @property
    def over(self) -> bool:
        return self.count > self.limit


def _strokes(page: pdfium.PdfPage, frame: Frame, seen: _Seen) -> Iterator[Box]:
    for i in range(pdfium_c.FPDFPage_CountObjects(page)):
        yield from _of_object(pdfium_c.FPDFPage_GetObject(page, i), _UNIT, frame, _DEEP, seen)


def _of_object(item: object, outer: Matrix, frame: Frame, depth: int, seen: _Seen) -> Iterator[Box]:
    seen.count += 1
    if seen.over:
        return
    kind = pdfium_c.FPDFPageObj_GetType(item)
    if kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth:
        inner = _times(_matrix(item), outer)
        for i in range(pdfium_c.FPDFFormObj_CountObjects(item)):
            yield from _of_object(pdfium_c.FPDFFormObj_GetObject(item, i), inner, frame, depth - 1, seen)
    elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
        yield from _of_path(item, _times(_matrix(item), outer), frame)


def _of_path(path: object, matrix: Matrix, frame: Frame) -> Iterator[Box]:
    """The sides of a stroked path; of a filled one the thin boxes in it."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    for points in _outlines(path, matrix, frame):
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            yield box
        elif stroke.value:
            for (ax, ay), (bx, by) in pairwise(points):
                if abs(ax - bx) <= _SLOPE or abs(ay - by) <= _SLOPE:
                    yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _outlines(path: object, matrix: Matrix, frame: Frame) -> Iterator[list[tuple[float, float]]]:
    """Each run of straight segments of a path; what has a curve is no ruling."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    straight = True
    for i in range(pdfium_c.FPDFPath_CountSegments(path)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, i)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            if straight and len(points) > 1:
                yield points
            points, straight = [], True
        straight = straight and kind != pdfium_c.FPDF_SEGMENT_BEZIERTO
        pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        a, b, c, d, e, f = matrix
        points.append(frame.turn(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium_c.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if straight and len(points) > 1:
        yield points


def _matrix(item: object) -> Matrix:
    found = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return _UNIT
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n`."""
    if n == _UNIT:
        return m
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _merged(strokes: Strokes) -> list[Ruling]:
    """One line for all strokes that lie on it and touch."""
    found: list[Ruling] = []
    for band in _bands(strokes):
        at = sum(place for place, _, _ in band) / len(band)
        found += [Ruling(at, start, end) for start, end in _runs(band)]
    return found


def _bands(strokes: Strokes) -> list[Strokes]:
    """The strokes that lie on one line each."""
    bands: list[Strokes] = []
    for stroke in sorted(strokes):
        if bands and _is_in_band(stroke[0], bands[-1]):
            bands[-1].append(stroke)
        else:
            bands.append([stroke])
    return bands


def _is_in_band(at: float, band: Strokes) -> bool:
    """Whether a place is near the last stroke of a band, and not far from its first one."""
    return at - band[-1][0] <= _NEAR and at - band[0][0] <= 2 * _NEAR


def _runs(band: Strokes) -> list[list[float]]:
    """Start and end of each run of strokes that touch."""
    runs: list[list[float]] = []
    for _, start, end in sorted(band, key=lambda s: s[1]):
        if runs and start - runs[-1][1] <= _GAP:
            runs[-1][1] = max(runs[-1][1], end)
        else:
            runs.append([start, end])
    return runs
