"""Tells tables that hold figures from tables that only arrange a page; one rule for every office format."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Block = TypeVar("Block")
_CELL_BLOCK_LIMIT = 4


def is_layout_table(rows: Sequence[Sequence[Sequence[Block]]], is_structure: Callable[[Block], bool]) -> bool:
    """True for one column, or when a cell holds a heading, another table, or a whole text of paragraphs."""
    if all(len(row) < 2 for row in rows):
        return True
    return any(
        len(blocks) > _CELL_BLOCK_LIMIT or any(is_structure(block) for block in blocks)
        for row in rows
        for blocks in row
    )
