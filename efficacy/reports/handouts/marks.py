"""Small pictures for sheets: told apart by shape, so that any printer will do."""

from __future__ import annotations

from efficacy.reports.handouts.variables import Picture

_WIDE, _EDGE = 680.0, 12.0  # a line's picture, and how far its ends stand from the edge
_BOX, _GAP = 16, 6
_STEPS = 10  # of a line


def line_picture(
    *, low: float, high: float, first: float | None, last: float | None, says: str
) -> Picture:
    """Return a line from ``low`` to ``high``: a ring for the first value, a dot for the last.

    None: not known, and not drawn. A line without both is one to mark by hand.
    """

    def across(value: float) -> float:
        return round(_EDGE + (value - low) / (high - low) * (_WIDE - 2 * _EDGE), 1)

    steps = (low + step * (high - low) / _STEPS for step in range(_STEPS + 1))
    shapes = [f'<path d="M{across(low)} 13H{across(high)}"/>']
    shapes += [f'<path d="M{across(one)} 8V18"/>' for one in steps]
    # The dot lies inside the ring where both are the same.
    if first is not None:
        shapes.append(f'<circle cx="{across(first)}" cy="13" r="8" fill="white"/>')
    if last is not None:
        shapes.append(f'<circle cx="{across(last)}" cy="13" r="5" fill="black"/>')
    return _picture(_WIDE, 26, shapes, says)


def span_picture(
    *, low: float, high: float, first: float, last: float, at: float | None, says: str
) -> Picture:
    """Return a bar from ``first`` to ``last``, on the line of ``line_picture`` from low to high.

    What lies beyond the line is cut off. ``at`` is marked on the bar where it is given; a bar
    without it is open, as nothing was measured there.
    """

    def across(value: float) -> float:
        inside = min(max(value, low), high)
        return round(_EDGE + (inside - low) / (high - low) * (_WIDE - 2 * _EDGE), 1)

    left, right = across(first), across(last)
    shade = "white" if at is None else "#bbb"
    shapes = [
        f'<path d="M{across(low)} 13H{across(high)}" stroke="#bbb"/>',
        f'<rect x="{left}" y="8" width="{round(right - left, 1)}" height="10" fill="{shade}"/>',
        f'<path d="M{left} 4V22M{right} 4V22"/>',
    ]
    if at is not None:
        shapes.append(f'<circle cx="{across(at)}" cy="13" r="5" fill="black"/>')
    return _picture(_WIDE, 26, shapes, says)


def boxes_picture(full: int, of: int, *, says: str) -> Picture:
    """Return a row of ``of`` boxes of which the first ``full`` are filled."""
    shapes = [
        f'<rect x="{_GAP + number * (_BOX + _GAP)}" y="3" width="{_BOX}" height="{_BOX}" '
        f'fill="{"black" if number < full else "white"}"/>'
        for number in range(of)
    ]
    return _picture(max(of, 10) * (_BOX + _GAP) + _GAP, _BOX + 6, shapes, says)


def _picture(wide: float, high: float, shapes: list[str], says: str) -> Picture:
    drawn = "".join(shapes)
    return Picture(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}">'
        f'<g stroke="black" stroke-width="1.5" fill="none">{drawn}</g></svg>',
        says,
    )
