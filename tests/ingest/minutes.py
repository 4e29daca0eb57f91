"""Short minutes of the example municipality, made of the text of their items."""

from apps.ingest.parse import parse_document

HEAD = (
    "REFERAT Kulturudvalget d. 05-03-2025\n\nMødedato Onsdag d. 5. marts 2025 kl. 15:00\n\n"
    "Mødested Eksempelby Rådhus\n\n"
)


def read_items(*bodies, head=HEAD):
    """The items of minutes whose first item has the text `bodies[0]`, and so on."""
    items = (
        f"Punkt {number}: Sag {number}\n\n00.01.00-A00-{number}-25\n\n{body}\n\n"
        for number, body in enumerate(bodies, start=1)
    )
    return parse_document((head + "".join(items)).encode(), "prøve.txt").items
