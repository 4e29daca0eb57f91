"""What the three XML manifests have in common: headings that are element names, case numbers, flags."""

import re
from functools import cache

from lxml import etree

from apps.archive.case_numbers import canonical_case_number
from apps.ingest.parts.headings import KIND_OF_HEADING
from apps.ingest.records import Problem
from apps.ingest.structured.sources import withheld_attachment
from apps.ingest.structured.titles import is_yes
from apps.ingest.structured.xml_safe import named_values

_CASE_NUMBER_NAME = re.compile(
    r"(?:sags?(?:nummer|nr|id)|journal(?:nummer|nr)|case(?:number|no|id)|esdhsagsnr)", re.IGNORECASE
)
_ESCAPED = re.compile(r"_x([0-9a-fA-F]{4})_")
_CAPITAL_INSIDE = re.compile(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])")


def heading_of_name(name: str) -> str:
    """`Økonomi_x0020_og_x0020_finansiering`, `OekonomiskeKonsekvenser` as a reader writes them."""
    words = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), name).replace("_", " ")
    words = _CAPITAL_INSIDE.sub(" ", words).strip()
    known = _headings_by_spelling().get(_fold(words))
    return known.capitalize() if known else words.capitalize()


def find_case_number(element: etree._Element) -> str | None:
    """A case number in an attribute or child element that is called so; a bare internal id is none."""
    for name, value in named_values(element):
        if _CASE_NUMBER_NAME.fullmatch(name.replace("_", "")) and canonical_case_number(value.strip()):
            return value.strip()
    return None


def is_closed_item(flag: str, number: str) -> tuple[bool, list[Problem]]:
    """Whether an item is closed, from its yes or no to being open.

    A manifest is internal, so an item that does not say is closed.

    """
    is_open = is_yes(flag)
    if is_open is None:
        message = "Det fremgår ikke, om punktet er åbent. Det behandles som lukket."
        return True, [Problem("item_access_unknown", message, number or None)]
    return not is_open, []


def public_attachments(
    attachments: list[tuple[str, bool]], number: str
) -> tuple[tuple[str, ...], list[Problem]]:
    """The titles that may be published, from titles with whether they may; a problem for every other one."""
    titles = tuple(title for title, is_public in attachments if is_public and title)
    problems = [withheld_attachment(number) for _, is_public in attachments if not is_public]
    if any(is_public and not title for title, is_public in attachments):
        problems.append(
            Problem("attachment_without_title", "Et bilag har intet navn og er udeladt.", number or None)
        )
    return titles, problems


@cache
def _headings_by_spelling() -> dict[str, str]:
    """The known headings by their letters without æ, ø and å; of two that agree the first."""
    return {_fold(heading): heading for heading in reversed(KIND_OF_HEADING)}


def _fold(text: str) -> str:
    return re.sub(
        r"[^a-z]", "", text.lower().replace("ø", "oe").replace("å", "aa").replace("æ", "ae").replace("é", "e")
    )
