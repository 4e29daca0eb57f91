"""Invites somebody to a municipality from the command line, and prints the link too."""

from argparse import ArgumentParser
from smtplib import SMTPException
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from apps.accounts import invitations
from apps.accounts.models import Role


class Command(BaseCommand):
    help = "Inviterer en bruger til en kommune. Linket bliver sendt og vist; det virker én gang i 7 dage."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="E-MAIL")
        parser.add_argument("--municipality", required=True, metavar="KOMMUNE", help="Fx: herning")
        parser.add_argument(
            "--role", choices=Role.values, default=Role.UPLOADER.value, help="Standard: uploader"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        slug = options["municipality"]
        municipality = apps.get_model("archive", "Municipality").objects.filter(slug=slug).first()
        if municipality is None:
            raise CommandError(f"Kommunen '{slug}' findes ikke. Skriv den som i adressen, fx 'herning'.")
        try:
            validate_email(options["email"])
            invitation, secret = invitations.make_invitation(
                options["email"], municipality, Role(options["role"])
            )
        except ValidationError as error:
            raise CommandError(f"{options['email']} er ikke en e-mailadresse.") from error
        except invitations.InvitationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        address = invitations.address_of(secret)
        self.stdout.write(address)
        try:
            invitations.send_invitation(invitation, address)
        except (OSError, SMTPException) as error:
            self.stderr.write(f"Mailen kunne ikke sendes ({error}). Giv modtageren linket ovenfor.")
