"""`manage.py set_colour SLUG COLOUR`: the colour that a municipality's pages carry."""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.archive.models import Municipality


class Command(BaseCommand):
    help = "Giver en kommunes sider dens egen farve; en tom farve giver dem arkivets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="kommunens adresse, for eksempel herning")
        parser.add_argument("colour", metavar="farve", help="for eksempel #8a1538; tom fjerner farven")

    def handle(self, *args: Any, slug: str, colour: str, **options: Any) -> None:
        chosen = colour.lower()
        if not re.fullmatch(r"(#[0-9a-f]{6})?", chosen):
            raise CommandError(f"{colour} er ikke en farve. Skriv den som #8a1538.")
        if not Municipality.objects.filter(slug=slug).update(colour=chosen):
            raise CommandError(f"Der er ingen kommune med adressen {slug}.")
        self.stdout.write(f"{slug} har nu {f'farven {chosen}' if chosen else 'arkivets egen farve'}.")
