"""Small documents of the example municipality, as files would come."""

import io
import zipfile

ITEM = """Punkt {number}: {title}

{case_number}

Sagsfremstilling

{text}

Beslutning

{decision}

"""


def make_document(
    *items: str, date: str = "07-02-2024", kind: str = "REFERAT", place: str = "Eksempelby Rådhus"
) -> bytes:
    """Minutes of the Technical Committee; one plain item when none is given."""
    head = (
        f"{kind} Teknik- og Miljøudvalget d. {date}\n\nMødedato {date} kl. 16:00\n\nMødested {place}\n\n"
        "Mødedeltagere Tage Mønsterby (A)\n\n"
    )
    return (head + "".join(items or (make_item(),))).encode()


def make_item(
    number: int = 1,
    title: str = "Cykelsti langs Åvej",
    *,
    case_number: str = "05.01.02-P20-1-24",
    text: str = "Eksempelby Kommune vil anlægge en cykelsti.",
    decision: str = "Godkendt.",
) -> str:
    return ITEM.format(number=number, title=title, case_number=case_number, text=text, decision=decision)


def make_zip(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()
