"""A document as numbered lines of text: what every reader makes and every dialect reads."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One source line. `number` and `page` count from 1; `marked` tells that the source set it as a heading."""

    number: int
    text: str
    page: int = 1
    marked: bool = False


@dataclass(frozen=True, slots=True)
class DocumentText:
    """All lines in order, blank ones included."""

    lines: tuple[Line, ...]
