"""The outline of a person on the body map: one even line, of nobody in particular."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from efficacy.language import Speech
from efficacy.reports.handouts.variables import Picture

WIDTH, HEIGHT, MIDDLE = 178, 152, 89  # in millimetres on the paper

Point = tuple[float, float]

# The right side in millimetres from the middle and from above, from the neck to between the
# legs; the left side is its mirror image. A corner ends one run of points and begins the next.
_ARM: Sequence[Point] = (
    *((4.5, 22.4), (4.7, 25.6), (6.6, 28.3), (11.2, 30.1), (16.6, 31.6), (20.6, 34.6)),
    *((22.6, 39.8), (23.8, 46.5), (25.2, 53.0), (27.0, 59.2), (29.0, 65.4), (30.9, 72.0)),
    *((32.3, 78.4), (33.6, 82.4), (35.7, 86.0), (36.8, 90.4), (36.6, 95.0), (35.2, 98.6)),
    *((33.4, 99.4), (32.2, 97.4), (31.5, 93.6), (30.7, 92.4), (29.7, 94.2), (28.5, 93.8)),
    *((28.3, 90.6), (29.0, 86.4), (28.8, 82.4), (27.2, 75.6), (24.6, 69.0), (22.3, 62.8)),
    *((20.4, 56.4), (18.8, 50.8), (17.3, 46.2)),
)
_LEG: Sequence[Point] = (
    *((17.3, 46.2), (16.8, 52.0), (15.9, 58.0), (15.3, 64.0), (15.5, 69.4), (16.7, 75.4)),
    *((17.8, 81.4), (18.3, 88.0), (18.1, 96.0), (17.2, 104.0), (15.9, 111.2), (14.6, 117.0)),
    *((14.1, 121.0), (14.4, 126.0), (13.9, 131.4), (12.6, 136.8), (11.8, 141.0), (12.5, 143.6)),
    *((14.8, 145.6), (16.8, 147.6), (16.2, 149.3), (11.6, 149.8), (6.9, 149.4), (5.6, 147.6)),
    *((5.7, 143.8), (5.4, 139.4), (4.6, 133.4), (4.1, 127.4), (4.5, 121.6), (4.2, 116.4)),
    *((3.3, 109.4), (2.3, 102.6), (1.2, 97.2), (0.0, 95.4), (-1.2, 97.2)),
)
_HEAD = (13.6, 8.4, 10.6)  # its middle from above, half its width and half its height

# The side and the height of a line to write on; then the place that it leads to.
_NOTES: Sequence[tuple[int, float, Point]] = (
    (-1, 13.0, (-2.6, 9.6)),
    (1, 31.0, (11.8, 34.0)),
    (-1, 49.0, (-5.4, 46.0)),
    (1, 67.0, (1.4, 69.0)),
    (-1, 85.0, (-33.6, 91.0)),
    (1, 103.0, (11.6, 106.0)),
    (-1, 121.0, (-9.6, 126.0)),
    (1, 139.0, (9.6, 145.6)),
)
_NOTE_LENGTH, _RING = 46.0, 1.0


def outline(say: Speech) -> Picture:
    """Return the outline with lines to write on at both sides."""
    down, wide, high = _HEAD
    head = f'<ellipse cx="{MIDDLE}" cy="{down}" rx="{wide}" ry="{high}"/>'
    runs = (_ARM, _LEG)
    body = "".join(f'<path d="{_smooth(run, side)}"/>' for run in runs for side in (1, -1))
    notes = "".join(_note(*one) for one in _NOTES)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}mm" height="{HEIGHT}mm" fill="none" stroke="#222222" '
        f'stroke-linecap="round" stroke-linejoin="round"><g stroke-width="0.3">{notes}</g>'
        f'<g stroke-width="0.75">{head}{body}</g></svg>'
    )
    says = say("The outline of a person, with lines to write on at both sides.")
    return Picture(svg=svg, says=says)


def _smooth(points: Sequence[Point], side: int) -> str:
    """Return a path through points, bending evenly at each (Catmull-Rom as Bézier curves)."""
    on_paper = [(MIDDLE + side * across, down) for across, down in points]
    around = [on_paper[0], *on_paper, on_paper[-1]]
    slopes = [
        ((after[0] - before[0]) / 6, (after[1] - before[1]) / 6)
        for before, after in zip(around, around[2:], strict=False)
    ]
    curves = (
        f"C{a[0] + da[0]:.2f} {a[1] + da[1]:.2f} {b[0] - db[0]:.2f} {b[1] - db[1]:.2f} "
        f"{b[0]:.2f} {b[1]:.2f}"
        for (a, b), (da, db) in zip(pairwise(on_paper), pairwise(slopes), strict=True)
    )
    # The last point of the legs lies beyond the middle, where the other side goes on.
    return f"M{on_paper[0][0]:.2f} {on_paper[0][1]:.2f}{''.join(curves)}"


def _note(side: int, height: float, place: Point) -> str:
    """Return a line to write on, a thin one that leads to a place of the body, and its ring."""
    edge = 0.0 if side < 0 else float(WIDTH)
    inner = edge - side * _NOTE_LENGTH
    across, down = MIDDLE + place[0], place[1]
    return (
        f'<path d="M{edge} {height}H{inner:.2f}"/>'
        f'<path stroke-dasharray="0.1 1.1" d="M{inner:.2f} {height}L{across:.2f} {down}"/>'
        f'<circle cx="{across:.2f}" cy="{down}" r="{_RING}" fill="#ffffff"/>'
    )
