"""`manage.py rebuild_search_index [--stale]`: make the entries again while the site serves."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.search.indexing import finish_rebuild, meetings_to_index, reindex
from apps.search.vocabulary import count_changes


class Command(BaseCommand):
    help = (
        "Byg søgeindekset igen ud fra arkivets punkter. Siden kan bruges imens. Kan afbrydes og fortsættes: "
        "--stale tager kun det, der mangler eller er bygget med ældre ordlister; "
        "--from fortsætter fra et møde."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--stale", action="store_true", help="kun møder, hvis søgeposter mangler eller er forældede"
        )
        parser.add_argument(
            "--from", dest="first", type=int, default=0, metavar="ID", help="begynd ved mødet med dette id"
        )

        parser.add_argument(
            "--processes", type=int, default=1, metavar="N", help="så mange processer deler arbejdet"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        meetings = meetings_to_index(only_stale=options["stale"]).filter(pk__gte=options["first"])
        meeting_count = meetings.count()
        if not meeting_count:
            count_changes()
            self.stdout.write("Søgeindekset er opdateret. Der er ikke noget at bygge.")
            return
        if options["processes"] < 1:
            raise CommandError("--processes skal være mindst 1.")
        done = entries = 0
        for batch in reindex(meetings, processes=options["processes"]):
            done += batch.meeting_count
            entries += batch.entry_count
            self.stdout.write(
                f"{done} af {meeting_count} møder, {entries} punkter (næste: --from {batch.last_meeting + 1})"
            )
        finish_rebuild()
        self.stdout.write(self.style.SUCCESS(f"Søgeindekset er bygget: {entries} punkter fra {done} møder."))
