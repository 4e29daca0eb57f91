"""FirstAgenda: the agenda system most Danish municipalities publish with, as text or Markdown of its PDF.

First seen: committee minutes of 2019-2024. A document is a title line (`REFERAT Kulturudvalget d.
01-02-2024`), labelled lines (`Mødedato`, `Mødested`, `Mødedeltagere`), a list of contents, and items:
`Punkt 7: Title`, a case number, sections.

Oddities: section headings differ between municipalities and are learned from the document; Markdown made by
text recognition sets headings at any level, so words decide; a closed item has its decision right below the
case number; absences stand before or after the decision; decisions of other meetings are quoted inside the
sections; rows of the contents are cut short, so the title comes from the item line.
"""

from apps.ingest.parts.contents import CONTENTS_HEADING
from apps.ingest.parts.header_title import TITLE
from apps.ingest.parts.item_starts import find_item_starts
from apps.ingest.parts.minutes import read_minutes
from apps.ingest.parts.signs import signs_of
from apps.ingest.readers.document_text import DocumentText
from apps.ingest.reading import Reading

NAME = "FirstAgenda (tekst og Markdown)"
_HEAD_LENGTH = 40


def matches(text: DocumentText) -> bool:
    """`Punkt N:` items, or a title line with type, committee and date; no sign of another system."""
    signs = signs_of(text)
    if signs.capital_labels >= 3:
        return False
    filled = [line.text.strip() for line in text.lines if line.text.strip()]
    head = filled[:_HEAD_LENGTH]
    has_title = any(_is_title(line) for line in head)
    if signs.numbered_points:
        has_marks = has_title or any(
            line.lower().startswith(("mødedato", "mødested")) or CONTENTS_HEADING.fullmatch(line)
            for line in head
        )
        starts, _ = find_item_starts(text.lines)
        return bool(starts) if has_marks else len(starts) >= 2
    is_other = (
        signs.system_cases
        or signs.typed_date
        or signs.items_with_access
        or signs.case_ids >= 2
        or (signs.committee_label and signs.day_label)
        or (signs.remarks_label and signs.members_label)
        or (signs.colon_items >= 2 and signs.case_numbers)
    )
    return has_title and not is_other


def _is_title(line: str) -> bool:
    """`REFERAT Kulturudvalget d. 01-02-2024`: with the words for a meeting it is some other system's."""
    found = TITLE.fullmatch(line) if len(line) <= 200 else None
    return bool(found and found["committee"]) and " d. " in line and " møde" not in line.lower()


def parse(text: DocumentText) -> Reading:
    """The record of the document, and the field that holds each of its lines."""
    return read_minutes(text, find_item_starts)
