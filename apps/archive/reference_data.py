"""The reference data that every archive needs, read from the files in `data/`.

Municipalities: codes and names of Danmarks Statistik, regions after NUTS_V1_2007_DK, and one marked example.
KLE subjects: KL's emneplan as far as openly known; unknown numbers are shown without a title.
Parties: letters of national parties; local lists reuse letters, so a letter without a row has no name here.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from apps.archive.danish_order import danish_sort_key
from apps.archive.slugs import danish_slug

DATA_DIR = Path(__file__).parent / "data"
EXAMPLE_MUNICIPALITY_CODE = "9999"


def read_rows(file_name: str) -> Iterator[dict[str, str]]:
    with (DATA_DIR / file_name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def load_municipalities(municipality_model: Any) -> None:
    """Make or refresh every municipality of the file. `Any`: a migration passes a historical model."""
    municipality_model.objects.bulk_create(
        [
            municipality_model(
                code=row["code"],
                name=row["name"],
                full_name=row["full_name"],
                slug=danish_slug(row["name"]),
                region=row["region"],
                is_example=row["code"] == EXAMPLE_MUNICIPALITY_CODE,
                sort_key=danish_sort_key(row["name"]),
            )
            for row in read_rows("municipalities.csv")
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "full_name", "slug", "region", "is_example", "sort_key"],
    )


def load_kle_subjects(kle_subject_model: Any) -> None:
    kle_subject_model.objects.bulk_create(
        [
            kle_subject_model(number=row["number"], title=row["title"])
            for row in read_rows("kle_subjects.csv")
        ],
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=["title"],
    )


def load_parties(party_model: Any) -> None:
    party_model.objects.bulk_create(
        [
            party_model(
                letter=row["letter"],
                name=row["name"],
                valid_from=int(row["valid_from"]) if row["valid_from"] else None,
                valid_to=int(row["valid_to"]) if row["valid_to"] else None,
            )
            for row in read_rows("parties.csv")
        ],
        update_conflicts=True,
        unique_fields=["letter", "valid_from"],
        update_fields=["name", "valid_to"],
    )
