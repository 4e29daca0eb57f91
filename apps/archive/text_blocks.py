"""Plain text of minutes as blocks: paragraphs, subheadings, lists and tables for a template to print.

Nothing here is HTML. Every word is in some block; only markup (#, **, list marks, rules) goes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from apps.archive.text_tables import Table, is_table_line, read_table

_BULLET = re.compile(r"\s*[-*•·–]\s+(?=\S)")
_NUMBER = re.compile(r"\s*(\d{1,3})[.)]\s+(?=\S)")
# "1. januar 2025 træder loven i kraft" opens with a date, not with a list number.
_DATE_OPENING = re.compile(
    r"\s*\d{1,2}\. (januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\b",
    re.IGNORECASE,
)
_HASH_HEADING = re.compile(r"\s*#{1,6}\s+(.*?)[\s#]*$")
_BOLD_LINE = re.compile(r"\s*\*\*([^*]+)\*\*:?\s*$")
_RULE = re.compile(r"\s*([-_*=])(\s*\1){2,}\s*$")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LONGEST_SUBHEADING = 70
# Words that make a short line a sentence whose full stop was forgotten.
_VERBS = re.compile(
    r"\b(er|var|har|havde|bliver|blev|kan|kunne|skal|skulle|vil|ville|må|tages|tager|deltog|foreslår|indstiller|"
    r"godkendt|udsat|taget|fremsendes|orienteres)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that the source breaks on purpose; most paragraphs have one."""

    lines: tuple[str, ...]
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Subheading:
    text: str
    kind: str = "subheading"


@dataclass(frozen=True, slots=True)
class TextList:
    """A bullet list, or a numbered one that starts at `start`."""

    items: tuple[str, ...]
    start: int | None = None
    kind: str = "list"


Block = Paragraph | Subheading | TextList | Table


def read_blocks(text: str) -> list[Block]:
    """The blocks of `text` in reading order."""
    groups = list(_groups(_LINE_BREAK.sub("\n", text)))
    blocks: list[Block] = []
    for position, group in enumerate(groups):
        following = groups[position + 1] if position + 1 < len(groups) else []
        blocks.extend(_read_group(group, following, _last_number(blocks)))
    return _gather_at_clauses(_join_lists(blocks))


def _groups(text: str) -> Iterator[list[str]]:
    """Lines between blank lines, each group of one sort: rows of one table, or other lines."""
    group: list[str] = []
    blank = False
    for line in text.splitlines():
        if not line.strip():
            blank = True
            continue
        both_rows = bool(group) and is_table_line(group[-1]) and is_table_line(line)
        different = bool(group) and is_table_line(group[-1]) != is_table_line(line)
        alone = bool(_HASH_HEADING.match(line)) or (bool(group) and bool(_HASH_HEADING.match(group[-1])))
        if group and (different or alone or (blank and not both_rows)):
            yield group
            group = []
        group.append(line)
        blank = False
    if group:
        yield group


def _read_group(group: list[str], following: list[str], last_number: int) -> Iterator[Block]:
    if is_table_line(group[0]):
        yield read_table(group)
        return
    if len(group) == 1:
        if heading := _HASH_HEADING.match(group[0]) or _BOLD_LINE.match(group[0]):
            yield Subheading(heading[1].replace("**", "").strip())
            return
        if _is_subheading(group[0], following):
            yield Subheading(group[0].strip().removesuffix(":"))
            return
    yield from _read_lines(group, last_number)


def _read_lines(group: list[str], last_number: int) -> Iterator[Block]:
    """Paragraph lines and list items as they follow each other within one group."""
    lines: list[str] = []
    items: list[str] = []
    start: int | None = None
    for line in group:
        number = _list_number(line, start + len(items) - 1 if items and start else last_number)
        bullet = _BULLET.match(line)
        if _RULE.match(line):
            continue
        if bullet or number:
            if lines:
                yield Paragraph(tuple(lines))
                lines = []
            if items and (start is None) != (number is None):
                yield TextList(tuple(items), start)
                items = []
            start = (start if items else number) if number else None
            items.append(
                _BULLET.sub("", line, count=1) if bullet and not number else _NUMBER.sub("", line, count=1)
            )
        elif items:
            items[-1] = _continue(items[-1], line.strip())
        elif lines and _is_soft_wrap(lines[-1], line):
            lines[-1] = f"{lines[-1]} {line.strip()}"
        else:
            lines.append(line.strip())
    if items:
        yield TextList(tuple(items), start)
    if lines:
        yield Paragraph(tuple(lines))


def _list_number(line: str, last_number: int) -> int | None:
    """The number of a list item: 1, or one more than the number before; other numbers are words."""
    match = _NUMBER.match(line)
    if match is None or _DATE_OPENING.match(line) or int(match[1]) not in (1, last_number + 1):
        return None
    return int(match[1])


def _is_soft_wrap(line: str, following: str) -> bool:
    return len(line) >= _LONGEST_SUBHEADING and following.strip()[:1].islower()


def _continue(item: str, line: str) -> str:
    return f"{item} {line}" if item[-1:] not in ".:;" or line[:1].islower() else f"{item}\n{line}"


def _is_subheading(line: str, following: list[str]) -> bool:
    """A short line of its own that opens the running text below it; when in doubt it is a paragraph."""
    text = line.strip()
    if not following or len(text) > _LONGEST_SUBHEADING or not text[0].isupper() or _VERBS.search(text):
        return False
    opens_list = bool(_BULLET.match(following[0]) or _NUMBER.match(following[0]))
    opens_list = opens_list or is_table_line(following[0])
    if text.endswith(":"):
        return not opens_list and ":" not in text[:-1] and len(following[0]) > len(text)
    if text[-1] in ".,;!)" or ":" in text:
        return False
    return opens_list or (len(following[0]) > _LONGEST_SUBHEADING and following[0].rstrip()[-1] in ".:!?")


def _last_number(blocks: list[Block]) -> int:
    """The last number that a numbered list of the text reached; 0 before the first."""
    for block in reversed(blocks):
        if isinstance(block, TextList) and block.start is not None:
            return block.start + len(block.items) - 1
    return 0


def _join_lists(blocks: list[Block]) -> list[Block]:
    """Lists that only blank lines kept apart, as one."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if isinstance(block, TextList) and isinstance(before, TextList):
            continues = block.start is None and before.start is None
            counts_on = bool(before.start) and block.start == (before.start or 0) + len(before.items)
            if continues or counts_on:
                joined[-1] = TextList(before.items + block.items, before.start)
                continue
        joined.append(block)
    return joined


def _gather_at_clauses(blocks: list[Block]) -> list[Block]:
    """Two or more paragraphs in a row that open with "at" are the points of a recommendation: one list."""
    gathered: list[Block] = []
    clauses: list[str] = []
    for block in [*blocks, None]:
        if isinstance(block, Paragraph) and all(line.startswith("at ") for line in block.lines):
            clauses.extend(block.lines)
            continue
        if clauses:
            gathered.append(TextList(tuple(clauses)) if len(clauses) > 1 else Paragraph((clauses[0],)))
            clauses = []
        if block is not None:
            gathered.append(block)
    return gathered
