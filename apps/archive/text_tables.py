"""Tables in plain text: rows of cells separated by tabs, or Markdown rows between pipes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SEPARATOR_CELL = re.compile(r"\s*:?-{2,}:?\s*$|\s*$")
_YEAR = re.compile(r"(19|20)\d\d")
_DIGIT = re.compile(r"\d")
_ESCAPED_PIPE = "\\|"


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    is_figure: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equal length. `header` is empty when the first row is not clearly one."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: str = "table"

    def header_cells(self) -> list[Cell]:
        return self._with_alignment([self.header])[0]

    def row_cells(self) -> list[list[Cell]]:
        return self._with_alignment(self.rows)

    def _with_alignment(self, rows: Sequence[tuple[str, ...]]) -> list[list[Cell]]:
        """A column holds figures when most of its filled cells begin with a digit or a sign."""
        are_figures = [_is_numeric(column) for column in zip(*self.rows, strict=True)]
        return [[Cell(*pair) for pair in zip(row, are_figures, strict=False)] for row in rows]


def is_table_line(line: str) -> bool:
    """A tab with something after it, or a line between pipes. The first cell of a row may be empty."""
    return "\t" in line.strip(" ").rstrip() or _is_pipe_line(line)


def read_table(lines: list[str]) -> Table:
    """A table of at least one row; a rule (`---`) below the first row says that it is the header."""
    rows = [_cells(line) for line in lines]
    ruled = len(rows) > 1 and _is_rule(rows[1])
    width = max(len(row) for row in rows)
    kept = [tuple(row + [""] * (width - len(row))) for row in rows if not _is_rule(row)]
    if not kept:
        kept = [tuple(row + [""] * (width - len(row))) for row in rows]
    if len(kept) > 1 and (ruled or _looks_like_header(kept[0], kept[1:])):
        return Table(kept[0], tuple(kept[1:]))
    return Table((), tuple(kept))


def _is_pipe_line(line: str) -> bool:
    text = line.strip()
    return text.startswith("|") and text.count("|") >= 2


def _cells(line: str) -> list[str]:
    if _is_pipe_line(line):
        text = line.strip().removeprefix("|").replace(_ESCAPED_PIPE, "\0")
        text = text.removesuffix("|")
        return [cell.replace("\0", "|").strip() for cell in text.split("|")]
    return [cell.strip() for cell in line.rstrip("\n").split("\t")]


def _is_rule(row: list[str]) -> bool:
    return any(cell.strip() for cell in row) and all(_SEPARATOR_CELL.match(cell) for cell in row)


def _looks_like_header(first: tuple[str, ...], others: list[tuple[str, ...]]) -> bool:
    """Column names hold no figures (years excepted) where the rows below them do."""
    names = first[1:]
    if not any(names):
        return False
    named = all(not _DIGIT.search(_YEAR.sub("", name)) for name in names)
    return named and any(_DIGIT.search(cell) for row in others for cell in row[1:])


def _is_numeric(cells: Iterable[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) > 0 and sum(bool(re.match(r"[-−+]?\s?\d", cell)) for cell in filled) * 2 > len(filled)
