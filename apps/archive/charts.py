"""Column charts as positions and heights for an SVG that needs no script and no style attribute.

Across, everything is a percentage, so that a chart fills its place without its letters growing or shrinking.
"""

from collections.abc import Sequence
from dataclasses import dataclass

PLOT_HEIGHT = 140
HEADROOM = 22
LABEL_ROOM = 24
HEIGHT = HEADROOM + PLOT_HEIGHT + LABEL_ROOM
# Labels of more columns would run into each other on a phone.
MOST_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a column; `kind` names its colour."""

    kind: str
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    total: int
    x: str
    width: str
    middle: str
    total_y: int
    segments: tuple[Segment, ...]


def draw_columns(rows: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> list[Column]:
    """A column for each of the last rows: a label, and kind and number of its parts from the bottom up."""
    shown = rows[-MOST_COLUMNS:]
    highest = max((sum(number for _, number in parts) for _, parts in shown), default=0)
    share = 100 / max(len(shown), 4)
    return [
        _draw_column(label, parts, position * share, share, highest)
        for position, (label, parts) in enumerate(shown)
    ]


def _draw_column(
    label: str, parts: Sequence[tuple[str, int]], left: float, share: float, highest: int
) -> Column:
    bottom = HEADROOM + PLOT_HEIGHT
    reached, segments = 0, []
    y = bottom
    for kind, number in parts:
        reached += number
        top = bottom - round(PLOT_HEIGHT * reached / highest) if highest else bottom
        if y > top:
            segments.append(Segment(kind, top, y - top))
        y = top
    return Column(
        label=label,
        total=reached,
        x=f"{left + share * 0.15:.2f}%",
        width=f"{share * 0.7:.2f}%",
        middle=f"{left + share / 2:.2f}%",
        total_y=y - 6,
        segments=tuple(segments),
    )
