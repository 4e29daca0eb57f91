"""Static pages: an export of minutes without labels, in which every item says whether it is open.

Seen for Bornholm. Kind of document, committee, `29-11-2021 kl. 13:00` and place stand below each other; items
are `åbent 1 Godkendelse af dagsorden` and `lukket 101 Lukket punkt: Påbud`.

Oddities: case numbers lack the year (`00.01.00P35-0098`); the own decision is headed by committee and date
alone, or stands under `Indstilling og beslutning` below the recommendation.
"""

from apps.ingest.parts.item_starts import find_any_item_starts
from apps.ingest.parts.minutes import read_minutes
from apps.ingest.parts.signs import signs_of
from apps.ingest.readers.document_text import DocumentText
from apps.ingest.reading import Reading

NAME = "Statisk eksport (åbent/lukket ved hvert punkt)"


def matches(text: DocumentText) -> bool:
    """Items that begin with `åbent` or `lukket` and their number."""
    signs = signs_of(text)
    is_other = signs.numbered_points or signs.system_cases or signs.capital_labels >= 3
    return not is_other and signs.items_with_access >= (1 if signs.bare_date else 2)


def parse(text: DocumentText) -> Reading:
    """The record of the document, and the field that holds each of its lines."""
    return read_minutes(text, find_any_item_starts)
