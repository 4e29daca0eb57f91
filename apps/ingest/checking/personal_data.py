"""Personal data that may or may not be public: a person looks at each. CPR numbers are `cpr.py`'s.

Datatilsynet's practice since 2022: e-mail addresses and telephone numbers of citizens are not published in
public web archives. Those of the public sector are.
"""

import re
from collections.abc import Iterator

from apps.ingest.checking.cpr import has_valid_birth_date

_EMAIL = re.compile(
    r"(?<![\w.+-])(?P<user>[\w.+-]{1,64})@(?P<domain>[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.[a-z]{2,10})(?![\w-])",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"\b(?:tlf|telefon|mobil|mob)\w*\.?[ ]{0,2}(?:nr\.?|nummer)?[ ]{0,2}:?[ ]{0,3}(?:\+45[ ]?)?"
    r"(?P<number>\d(?:[ ]?\d){7})(?!\d)",
    re.IGNORECASE,
)
_TEN_DIGITS = re.compile(r"(?<![\w./-])\d{10}(?![\w/-])")
_CALLED_OTHERWISE = re.compile(
    r"(?:konto|p-?n(?:umme)?r|faktura|ean|gln|tlf|telefon|mobil|cvr|reg|sag|journal|matr)\w*[ .:#-]{0,4}$",
    re.IGNORECASE,
)
_PUBLIC_ENDINGS = (
    "kommune.dk", "region.dk", "gov.dk", "kl.dk", "regioner.dk", "rm.dk", "rn.dk", "rsyd.dk", "regionh.dk",
    "regionsjaelland.dk", "politi.dk", "folketinget.dk", "ankestyrelsen.dk", "datatilsynet.dk", "mst.dk",
)  # fmt: skip
Found = tuple[str, str, str]


def find_personal_data(text: str, municipality_slug: str) -> Iterator[Found]:
    """Kind, the words themselves, and the words masked: of e-mail addresses, telephones and loose digits.

    Addresses of the municipality and of known public authorities are left out.
    """
    for match in _EMAIL.finditer(text):
        domain = match["domain"].lower()
        if not _is_public(domain, municipality_slug):
            yield "En privat e-mailadresse", match[0].lower(), f"{match['user'][0]}•••@{domain}"
    for match in _PHONE.finditer(text):
        number = re.sub(r"\D", "", match["number"])
        yield "Et telefonnummer", number, f"{number[:2]} •• •• {number[-2:]}"
    for match in _TEN_DIGITS.finditer(text):
        before = text[max(0, match.start() - 30) : match.start()]
        if has_valid_birth_date(match[0]) and not _CALLED_OTHERWISE.search(before):
            yield "Ti cifre, der kan være et CPR-nummer", match[0], f"{match[0][:6]}••••"


def _is_public(domain: str, municipality_slug: str) -> bool:
    is_own = domain == f"{municipality_slug}.dk" or domain.endswith(f".{municipality_slug}.dk")
    return (
        is_own
        or any(domain == ending or domain.endswith(f".{ending}") for ending in _PUBLIC_ENDINGS)
        or (domain.endswith("kommune.dk"))
    )
