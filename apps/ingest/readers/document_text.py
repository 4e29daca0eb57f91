"""A document as numbered lines of text: what every reader makes and every dialect reads."""

from dataclasses import dataclass

# The code of the note that pages of a scan were not reached in time.
OUT_OF_TIME = "pages_out_of_time"


@dataclass(frozen=True, slots=True)
class Line:
    """One source line. `number` and `page` count from 1; `marked` tells that it was set as a heading."""

    number: int
    text: str
    page: int = 1
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something in the file that a clerk must know. `code` is for programs, `message` a Danish sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class DocumentText:
    """All lines in order, blank ones included.

    `furniture` is what the reader took out because it is no part of the minutes (running headers, page
    numbers, menus); its numbers go on from the last line. `is_ocr` tells that a program guessed the letters
    from a picture.
    """

    lines: tuple[Line, ...]
    furniture: tuple[Line, ...] = ()
    is_ocr: bool = False
    notes: tuple[Note, ...] = ()
