"""Minutes with attachments of the example municipality, as they come together."""

from tests.ingest.documents import make_document, make_item, make_zip
from tests.ingest.readers.pdf_files import Printed, make_pdf

PLAN = "Plan for cykelstier.pdf"
MAP = "Kort over Åvej"


def make_minutes(*titles, closed=(), date="07-02-2024", text="Åvej mangler en cykelsti."):
    """Minutes with one item that has attachments of these titles, and a closed one with those of `closed`."""
    items = [make_item(1, text=text) + _listed(titles or (PLAN, MAP))]
    if closed:
        items.append(make_item(2, "Lukket: Køb af areal", text="Fortroligt.") + _listed(closed))
    return make_document(*items, date=date)


def make_plan(*pages):
    """A PDF with one line on each page."""
    return make_pdf([[Printed(70, 700, text)] for text in pages or ("Ruten begynder ved torvet.", "Åvej.")])


def make_delivery(**files):
    """A ZIP with the minutes last but one, their map and their plan; `files` replace or add by name."""
    members = {
        "Bilag/Kort over Åvej.txt": "Kortet viser Åvej.".encode(),
        "referat.txt": make_minutes(),
        "Bilag/plan_for_cykelstier.pdf": make_plan(),
    }
    return make_zip(members | files)


def _listed(titles):
    return "Bilag\n\n" + "".join(f"{title}\n\n" for title in titles)
