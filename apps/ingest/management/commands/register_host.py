"""`manage.py register_host HOST MUNICIPALITY`: lets a portal be harvested, or stops that."""

import re
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.archive.models import Municipality
from apps.ingest.models import HarvestHost

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}")
_LOCAL_NAMES = ("localhost", ".local", ".internal", ".localdomain", ".home.arpa")


class Command(BaseCommand):
    help = "Registrerer en portal, som møder må hentes fra, for en kommune."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("host", metavar="VÆRT", help="For eksempel: dagsordener.eksempelby.dk")
        parser.add_argument("municipality", metavar="KOMMUNE", help="For eksempel: eksempelby")
        parser.add_argument("--stop", action="store_true", help="Sæt portalen ud af brug.")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["host"].strip().lower().rstrip(".")
        if len(name) > 253 or not _HOST.fullmatch(name) or name.endswith(_LOCAL_NAMES):
            raise CommandError(f"»{options['host']}« er ikke et værtsnavn som dagsordener.eksempelby.dk.")
        municipality = Municipality.objects.filter(slug=options["municipality"]).first()
        if municipality is None:
            raise CommandError(f"Ingen kommune hedder »{options['municipality']}«.")
        host = _register(name, municipality, is_active=not options["stop"])
        state = "må hentes fra" if host.is_active else "er sat ud af brug"
        self.stdout.write(f"{host} ({municipality}) {state}.")


def _register(name: str, municipality: Municipality, *, is_active: bool) -> HarvestHost:
    """A host with meetings keeps its municipality: they are filed under it already."""
    host, _ = HarvestHost.objects.get_or_create(host=name, defaults={"municipality": municipality})
    if host.municipality != municipality:
        if host.meetings.exists():
            raise CommandError(f"{host} er allerede brugt for {host.municipality}.")
        host.municipality = municipality
    host.is_active = is_active
    host.save(update_fields=["municipality", "is_active"])
    return host
