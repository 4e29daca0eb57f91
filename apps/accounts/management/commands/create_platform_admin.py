"""Makes the invitation for a platform administrator: the way in to a new archive."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from apps.accounts import invitations


class Command(BaseCommand):
    help = "Viser et link, der gør modtageren til platformadministrator. Det virker én gang i 7 dage."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="E-MAIL")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            _, secret = invitations.make_invitation(options["email"], None, None)
        except ValidationError as error:
            raise CommandError(f"{options['email']} er ikke en e-mailadresse.") from error
        except invitations.InvitationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(invitations.address_of(secret))
