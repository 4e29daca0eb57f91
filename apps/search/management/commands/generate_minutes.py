"""`manage.py generate_minutes --items N`: generated minutes in a database for measuring."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from apps.archive.models import Meeting
from apps.search.corpus.loading import load_generated

# Databases of this name are for measuring.
_MEASURING = "bench"


class Command(BaseCommand):
    help = (
        "Læg genererede referater i en database til målinger. De indekseres bagefter med "
        "rebuild_search_index. Samme --seed giver samme referater."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--items", type=int, required=True, metavar="N", help="så mange dagsordenspunkter"
        )
        parser.add_argument(
            "--seed", type=int, default=1, metavar="TAL", help="et andet tal giver andre tekster"
        )
        parser.add_argument(
            "--shards", type=int, default=2, metavar="N", help="så mange processer deler arbejdet"
        )
        parser.add_argument(
            "--ja-jeg-er-sikker",
            action="store_true",
            help=f"også i en database, hvis navn ikke indeholder »{_MEASURING}«",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        _refuse_real_archives(is_sure=options["ja_jeg_er_sikker"])
        if options["items"] < 1 or options["shards"] < 1:
            raise CommandError("--items og --shards skal være mindst 1.")
        began = time.monotonic()
        for done in load_generated(options["items"], seed=options["seed"], processes=options["shards"]):
            self.stdout.write(f"{done} af {options['items']} punkter")
        self.stdout.write(self.style.SUCCESS(f"Genereret på {time.monotonic() - began:.0f} s."))


def _refuse_real_archives(*, is_sure: bool) -> None:
    name = connection.settings_dict["NAME"]
    if _MEASURING not in name and not is_sure:
        raise CommandError(
            f"Databasen »{name}« er ikke til målinger: dens navn indeholder ikke »{_MEASURING}«. "
            "Genererede referater hører ikke hjemme mellem rigtige. Brug --ja-jeg-er-sikker, "
            "hvis det er meningen."
        )
    if Meeting.objects.exists():
        raise CommandError(f"Databasen »{name}« indeholder allerede møder. Brug en tom database.")
