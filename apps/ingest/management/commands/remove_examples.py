"""`manage.py remove_examples`: real minutes are shown instead of the example municipality's."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.ingest.examples import remove_examples


class Command(BaseCommand):
    help = "Fjerner eksempelkommunens møder fra arkivet. Filerne bliver gemt."

    def handle(self, *args: Any, **options: Any) -> None:
        meeting_count = remove_examples()
        if meeting_count:
            noun = "eksempelmøde" if meeting_count == 1 else "eksempelmøder"
            self.stdout.write(f"{meeting_count} {noun} er fjernet fra arkivet.")
