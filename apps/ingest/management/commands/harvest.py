"""`manage.py harvest HOST`: fetches new and changed meetings from a portal registered for a municipality."""

import datetime
from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.ingest.harvest.client import PortalClient
from apps.ingest.harvest.connection import Origin
from apps.ingest.harvest.failures import PortalClosed
from apps.ingest.harvest.portal import ROBOT_NAME, Portal
from apps.ingest.harvest.run import HarvestBusy, HarvestResult, Wish, harvest
from apps.ingest.models import HarvestHost
from apps.ingest.progress import count_in_words

_INTERRUPTED = 130
_TROUBLE = (HarvestResult.FAILED, HarvestResult.HELD)


class Command(BaseCommand):
    help = "Henter nye og rettede møder fra en portal, der er registreret for en kommune."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("host", metavar="VÆRT", help="For eksempel: dagsordener.eksempelby.dk")
        parser.add_argument("--since", metavar="DATO", type=_date, help="Kun møder fra og med ÅÅÅÅ-MM-DD.")
        parser.add_argument(
            "--limit", metavar="ANTAL", type=_count, help="Højst så mange møder i denne omgang."
        )
        parser.add_argument(
            "--pause", metavar="SEKUNDER", type=_pause, default=1.0, help="Mellem to kald (1)."
        )
        parser.add_argument("--attachments", action="store_true", help="Hent også de offentlige bilag.")
        parser.add_argument("--loopback", action="store_true", help="Kun til prøver: http til denne maskine.")

    def handle(self, *args: Any, **options: Any) -> None:
        host = _find_host(options["host"])
        portal = Portal(PortalClient(_origin(host, options), _user_agent(options), pause=options["pause"]))
        wish = Wish(options["since"], options["limit"], options["attachments"])
        counts: Counter[HarvestResult] = Counter()
        try:
            for name, result, words in harvest(host, portal, wish):
                counts[result] += 1
                self.stdout.write(f"{name}: {words}")
        except KeyboardInterrupt:
            self.stdout.write(f"Afbrudt. {_summarise(counts)} Næste kørsel fortsætter herfra.")
            raise SystemExit(_INTERRUPTED) from None
        except (PortalClosed, HarvestBusy) as problem:
            self.stdout.write(_summarise(counts))
            raise CommandError(str(problem)) from problem
        self.stdout.write(_summarise(counts))
        if any(counts[result] for result in _TROUBLE):
            raise SystemExit(1)


def _find_host(name: str) -> HarvestHost:
    host = HarvestHost.objects.select_related("municipality").filter(host=name.strip().lower()).first()
    if host is None:
        raise CommandError(
            f"»{name}« er ikke registreret. Registrér den med: manage.py register_host VÆRT KOMMUNE"
        )
    if not host.is_active:
        raise CommandError(f"{host} er sat ud af brug.")
    return host


def _origin(host: HarvestHost, options: dict[str, Any]) -> Origin:
    return Origin.loopback(host.host) if options["loopback"] else Origin(host.host)


def _user_agent(options: dict[str, Any]) -> str:
    """Who asks, and where to complain: without that we ask nobody."""
    if not settings.SITE_URL and not options["loopback"]:
        raise CommandError("Sæt SITE_URL, så portalen kan se, hvem der henter.")
    return f"{ROBOT_NAME}/1 (+{settings.SITE_URL})" if settings.SITE_URL else f"{ROBOT_NAME}/1"


def _summarise(counts: Counter[HarvestResult]) -> str:
    """`3 møder: 2 nye, 1 fejlet.`"""
    total = counts.total()
    parts = [count_in_words(counts[result], result) for result in HarvestResult if counts[result]]
    return f"{total} {'møde' if total == 1 else 'møder'}{': ' + ', '.join(parts) if parts else ' at hente'}."


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"»{text}« er ikke en dato som 2024-01-31.") from None


def _count(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise ArgumentTypeError(f"»{text}« er ikke et antal.")
    return int(text)


def _pause(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise ArgumentTypeError(f"»{text}« er ikke et antal sekunder.")
    return seconds
