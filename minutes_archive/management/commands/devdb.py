"""`manage.py devdb`: the development database from the command line."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from minutes_archive import devdb


class Command(BaseCommand):
    help = "Udviklingsdatabasen: en privat PostgreSQL for denne mappe, uden Docker og uden root-rettigheder."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "action",
            choices=["start", "stop", "status", "url", "reset"],
            help="start: start serveren · stop: stop den · status: vis, om den kører · "
            "url: vis dens adresse · reset: slet alle data, og begynd forfra",
        )

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        if os.environ.get("DATABASE_URL") and action in ("start", "url"):
            self._show_other_database(action)
            return
        try:
            getattr(self, f"_{action}")()
        except devdb.DevDatabaseError as error:
            raise CommandError(str(error)) from error

    def _show_other_database(self, action: str) -> None:
        if action == "url":
            self.stdout.write(os.environ["DATABASE_URL"])
        else:
            self.stdout.write(
                "DATABASE_URL er sat, så den database bruges; udviklingsdatabasen er ikke startet."
            )

    def _start(self) -> None:
        self._show(devdb.start())

    def _reset(self) -> None:
        self._show(devdb.reset())

    def _stop(self) -> None:
        stopped = devdb.stop()
        self.stdout.write("Udviklingsdatabasen er stoppet." if stopped else "Udviklingsdatabasen kørte ikke.")

    def _status(self) -> None:
        running = devdb.running_server()
        if running is None:
            raise CommandError("Udviklingsdatabasen kører ikke.", returncode=3)
        self._show(running)

    def _url(self) -> None:
        url = devdb.known_url()
        if url is None:
            raise CommandError(
                "Udviklingsdatabasen er aldrig startet her: kør 'python3 manage.py devdb start'."
            )
        self.stdout.write(url)

    def _show(self, running: devdb.Running) -> None:
        self.stdout.write(f"Udviklingsdatabasen kører: PostgreSQL {running.version}, data i {running.data}")
