"""A seeded stream of queries that nobody should type: for tests, and from the command line in bulk.

`python -m tests.search.hostile_queries 10000` (with DJANGO_SETTINGS_MODULE) asks them all of the page itself
and prints what went wrong.
"""

import random
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import django
from django.test import Client

_PIECES = [
    "skole",
    "lokalplan",
    "børn",
    "æøå",
    "ÆØÅ",
    "SFO",
    "KL",
    "§ 56",
    "27.35.00-G01-2-24",
    "15.20",
    "1719-10",
    "2024",
    '"',
    "'",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "*",
    "-",
    "--",
    "- ",
    " -",
    "!",
    "&",
    "|",
    "<->",
    "<2>",
    ":",
    ":*",
    ":A",
    "\\",
    "\\'",
    "%",
    "_",
    "$$",
    "#",
    "/",
    "//",
    "\x00",
    "\x1f",
    "\n",
    "\t",
    "\ufeff",
    "\u202e",
    "\u200b",
    "\u00ad",
    "ELLER",
    "OR",
    "AND",
    "NOT",
    "titel:",
    "beslutning:",
    "sag:",
    "kommune:",
    "udvalg:",
    "emne:",
    "titel:titel:",
    "👨‍👩‍👧",
    "ﬁ",
    "ß",
    "İ",
    "ﷺ",
    "\ud800",
    "\U0010ffff",
    "e\u0301\u0302\u0303",
    "中文",
    "ไทย",
    "العربية",
    "'; DROP TABLE search_searchentry; --",
    "<script>",
    "{{ 7 }}",
    "${7}",
    "../../etc",
    "NULL",
    "true",
    "1e999",
    "medfinansering",
    "skolerenovering",
    "beskæf tigelse",
    "socialeydelser",
    "o" * 70,
    "skole" * 30,
    "a-b-c-d-e-f-g-h-i-j",
]
_PARAMETERS = [
    "kommune",
    "udvalg",
    "fra",
    "til",
    "aar",
    "afgoerelse",
    "emne",
    "i",
    "sort",
    "side",
    "ordret",
    "saml",
    "bilag",
    "art",
]


def hostile_queries(count: int, seed: int = 1) -> Iterator[list[tuple[str, str]]]:
    """So many lists of parameters, the same ones for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        pieces = chance.choices(_PIECES, k=chance.choice((1, 1, 2, 3, 5, 8, 40)))
        text = chance.choice(("", " ", "  ")).join(pieces)
        if chance.random() < 0.1:
            text = "".join(chr(chance.randrange(0x3000)) for _ in range(chance.randrange(1, 200)))
        if chance.random() < 0.02:
            text *= 400
        fields = [("q", text)]
        if chance.random() < 0.3:
            fields += [
                (chance.choice(_PARAMETERS), chance.choice(_PIECES)) for _ in range(chance.randrange(1, 5))
            ]
        yield fields


def as_address(fields: list[tuple[str, str]], path: str = "/soeg/") -> str:
    return f"{path}?{urlencode(fields, errors='surrogatepass')}"


def main(count: int) -> int:
    django.setup()
    client = Client(raise_request_exception=False, headers={"host": "localhost"})
    slowest, failed, slow = 0.0, 0, 0
    for place, fields in enumerate(hostile_queries(count)):
        for path in ("/soeg/", "/soeg/forslag")[: 1 + (place % 4 == 0)]:
            started = time.monotonic()
            response = client.get(as_address(fields, path))
            taken = time.monotonic() - started
            slowest = max(slowest, taken)
            slow += taken > 5
            if response.status_code >= 500:
                failed += 1
                sys.stdout.write(f"{response.status_code} {path} {fields!r}\n")
    sys.stdout.write(f"{count} queries, {failed} errors, {slow} over 5 s, slowest {slowest:.2f} s\n")
    return 1 if failed or slow else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
