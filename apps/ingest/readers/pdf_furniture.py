"""Running headers, footers and page numbers: text that stands at the same place on page after page."""

import re
from collections import defaultdict

from apps.ingest.readers.pdf_glyphs import Piece

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:side|page|s\.)\s*\d{1,4}(?:\s*(?:af|/|of|-)\s*\d{1,4})?|-\s*\d{1,4}\s*-", re.IGNORECASE
)
_NUMBER_OF_ALL = re.compile(r"\d{1,4}\s*(?:af|/|of)\s*\d{1,4}", re.IGNORECASE)
_ZONE = 0.2
_SAME_PLACE = 3.0
_PAGE_SHARE = 0.4
_REPEATED_SHARE = 0.75


def find_furniture(pages: list[list[Piece]], heights: list[float]) -> list[set[int]]:
    """For each page the positions in its list of the pieces that are furniture.

    A place counts as running when most of what stands there over all pages says the same, figures aside, and
    when nothing but other furniture stands nearer to the edge: the first words of the text never go.
    """
    furniture: list[set[int]] = [set() for _ in pages]
    for is_top in (True, False):
        repeated = _repeated(pages, heights, is_top=is_top)
        for number, pieces in enumerate(pages):
            order = sorted(range(len(pieces)), key=lambda index: pieces[index].bottom, reverse=is_top)
            for index in order:
                if (number, index) not in repeated and not _is_page_number(pieces[index], heights[number]):
                    break
                furniture[number].add(index)
    return furniture


def _repeated(pages: list[list[Piece]], heights: list[float], *, is_top: bool) -> set[tuple[int, int]]:
    repeated: set[tuple[int, int]] = set()
    for band in _bands(pages, heights, is_top=is_top):
        pages_of: dict[str, set[int]] = defaultdict(set)
        for page, index in band:
            pages_of[_pattern(pages[page][index])].add(page)
        same = [(page, index) for page, index in band if len(pages_of[_pattern(pages[page][index])]) > 1]
        page_count = len({page for page, _ in same})
        if page_count >= max(2, _PAGE_SHARE * len(pages)) and len(same) >= _REPEATED_SHARE * len(band):
            repeated.update(same)
    return repeated


def _bands(pages: list[list[Piece]], heights: list[float], *, is_top: bool) -> list[list[tuple[int, int]]]:
    """Pieces near the upper or lower edge, grouped by their distance to it."""
    placed = []
    for page, pieces in enumerate(pages):
        for index, piece in enumerate(pieces):
            distance = heights[page] - piece.bottom if is_top else piece.bottom
            if distance < _ZONE * heights[page]:
                placed.append((distance, page, index))
    bands: list[list[tuple[int, int]]] = []
    last = float("-inf")
    for distance, page, index in sorted(placed):
        if distance - last > _SAME_PLACE:
            bands.append([])
        bands[-1].append((page, index))
        last = distance
    return bands


def _pattern(piece: Piece) -> str:
    return _DIGITS.sub("0", " ".join(piece.text.lower().split()))


def _is_page_number(piece: Piece, height: float) -> bool:
    """`Side 1 af 3` at the very edge, also in a document of one page."""
    text = " ".join(piece.text.split())
    is_at_edge = piece.bottom < 0.12 * height or piece.bottom > 0.92 * height
    return is_at_edge and bool(_PAGE_NUMBER.fullmatch(text) or _NUMBER_OF_ALL.fullmatch(text))
