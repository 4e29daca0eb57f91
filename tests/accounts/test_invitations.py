import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from apps.accounts import invitations
from apps.accounts.invitations import InvitationRefused
from apps.accounts.models import Invitation, Membership, Role, User
from tests.accounts.conftest import PASSWORD, log_in

NEW = {"name": "Ny Kollega", "password": PASSWORD, "password_again": PASSWORD}


@pytest.fixture
def administrator(client, people):
    client.force_login(people.administrator)
    return client


def invite(client, email="ny@eksempelby.dk", role="uploader"):
    return client.post("/konto/herning/brugere/inviter/", {"email": email, "role": role})


def address_in(letter):
    return re.search(r"http://testserver(\S+)", letter.body)[1]


def test_an_invitation_is_mailed_with_a_link_that_makes_a_user_once(administrator, home):
    response = invite(administrator, "Ny@Eksempelby.dk", "approver")
    [letter] = mail.outbox
    address = address_in(letter)
    taken = Client().post(address, NEW)

    assert response["Location"] == "/konto/herning/brugere/"
    assert (letter.subject, letter.to) == (
        "Referatarkivet: invitation fra Herning Kommune",
        ["ny@eksempelby.dk"],
    )
    assert letter.from_email == "Referatarkivet <referatarkivet@localhost>"
    assert letter.body == (
        "Hej\n\nHerning Kommune har inviteret dig til Referatarkivet som godkender.\n\n"
        f"Åbn linket, og vælg en adgangskode:\n\nhttp://testserver{address}\n\n"
        "Linket virker én gang og udløber om 7 dage. "
        "Har du ikke ventet en invitation, kan du se bort fra mailen.\n\n"
        "Venlig hilsen\nReferatarkivet"
    )
    assert taken["Location"] == "/konto/log-ind/"
    user = User.objects.get(email="ny@eksempelby.dk")
    assert (user.name, user.check_password(PASSWORD)) == ("Ny Kollega", True)
    assert Membership.objects.get(user=user).role == Role.APPROVER
    again = Client().get(address)
    assert again.status_code == 410
    assert "Linket er brugt, udløbet eller trukket tilbage." in again.content.decode()


def test_the_new_user_can_sign_in_at_once(administrator):
    invite(administrator)
    Client().post(address_in(mail.outbox[0]), NEW)

    assert log_in(Client(), "ny@eksempelby.dk")["Location"] == "/konto/"


def test_looking_at_an_invitation_changes_nothing(administrator):
    invite(administrator)
    address = address_in(mail.outbox[0])

    page = Client().get(address)

    assert page.status_code == 200
    assert "Herning Kommune har inviteret dig til Referatarkivet som indlægger." in page.content.decode()
    assert Invitation.objects.get().accepted_at is None


def test_the_database_does_not_hold_the_secret(administrator):
    invite(administrator)
    secret = address_in(mail.outbox[0]).rstrip("/").rpartition("/")[2]

    assert len(secret) == 43
    assert Invitation.objects.get().token_hash == invitations.hash_of(secret) != secret


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"password": "kort", "password_again": "kort"}, "mindst 12 tegn"),
        ({"password_again": "noget helt andet"}, "De to adgangskoder er ikke ens."),
        ({"name": ""}, "Dette felt er påkrævet."),
        ({"password": "ny@eksempelby.dk", "password_again": "ny@eksempelby.dk"}, "minder for meget om"),
    ],
)
def test_an_invitation_is_not_used_up_by_a_mistake(administrator, change, complaint):
    invite(administrator)
    address = address_in(mail.outbox[0])

    page = Client().post(address, NEW | change)

    assert complaint in page.content.decode()
    assert not User.objects.filter(email="ny@eksempelby.dk").exists()
    assert Client().post(address, NEW)["Location"] == "/konto/log-ind/"


def test_an_old_invitation_does_not_work_until_it_is_sent_again(administrator):
    invite(administrator)
    old = address_in(mail.outbox[0])
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().post(old, NEW).status_code == 410

    administrator.post(f"/konto/herning/invitationer/{Invitation.objects.get().pk}/send-igen/")

    new = address_in(mail.outbox[1])
    assert Client().get(old).status_code == 410
    assert Client().post(new, NEW)["Location"] == "/konto/log-ind/"


def test_a_revoked_invitation_does_not_work(administrator):
    invite(administrator)

    administrator.post(f"/konto/herning/invitationer/{Invitation.objects.get().pk}/traek-tilbage/")

    assert Client().post(address_in(mail.outbox[0]), NEW).status_code == 410
    assert not User.objects.filter(email="ny@eksempelby.dk").exists()


def test_the_same_address_is_not_invited_twice(administrator):
    invite(administrator)

    page = invite(administrator)

    assert page.status_code == 422
    assert "ny@eksempelby.dk er allerede inviteret." in page.content.decode()
    assert Invitation.objects.count() == 1


def test_a_member_is_not_invited_again(administrator, people):
    page = invite(administrator, people.uploader.email)

    assert "har allerede en rolle i kommunen" in page.content.decode()
    assert Invitation.objects.count() == 0


def test_somebody_with_a_user_takes_an_invitation_signed_in_as_themselves(administrator, people, home):
    invite(administrator, people.stranger.email)
    address = address_in(mail.outbox[0])
    visitor, other, invited = Client(), Client(), Client()
    other.force_login(people.uploader)
    invited.force_login(people.stranger)

    assert "Log ind for at tage imod." in visitor.post(address, NEW).content.decode()
    assert "til en anden adresse" in other.post(address).content.decode()
    assert invited.post(address)["Location"] == "/konto/"

    roles = Membership.objects.filter(user=people.stranger, municipality=home).values_list("role", flat=True)
    assert list(roles) == [Role.UPLOADER]
    people.stranger.refresh_from_db()
    assert people.stranger.check_password(PASSWORD)


def test_a_mail_server_that_is_down_leaves_the_invitation_to_be_sent_again(administrator, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    page = administrator.post(
        "/konto/herning/brugere/inviter/", {"email": "ny@eksempelby.dk", "role": "uploader"}, follow=True
    )

    assert "Mailen kunne ikke sendes." in page.content.decode()
    assert Invitation.objects.get().is_open


def test_roles_are_changed_and_taken_away(administrator, people):
    membership = Membership.objects.get(user=people.uploader)

    administrator.post(f"/konto/herning/brugere/{membership.pk}/rolle/", {"role": "approver"})
    membership.refresh_from_db()
    assert membership.role == Role.APPROVER
    administrator.post(f"/konto/herning/brugere/{membership.pk}/rolle/", {"role": "konge"})
    membership.refresh_from_db()
    assert membership.role == Role.APPROVER
    administrator.post(f"/konto/herning/brugere/{membership.pk}/fjern/")
    assert not Membership.objects.filter(user=people.uploader).exists()


def test_nobody_changes_or_removes_themselves(administrator, people):
    own = Membership.objects.get(user=people.administrator)

    administrator.post(f"/konto/herning/brugere/{own.pk}/rolle/", {"role": "uploader"})
    administrator.post(f"/konto/herning/brugere/{own.pk}/fjern/")

    own.refresh_from_db()
    assert own.role == Role.ADMINISTRATOR


def test_the_command_invites_and_prints_the_link(home, capsys, settings):
    settings.SITE_URL = "https://arkiv.eksempel.dk/"

    call_command("invite", "Ny@Eksempelby.dk", municipality="herning", role="administrator")

    [line] = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"https://arkiv\.eksempel\.dk/konto/invitation/[\w-]{43}/", line)
    assert line in mail.outbox[0].body
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.municipality) == (
        "ny@eksempelby.dk",
        Role.ADMINISTRATOR,
        home,
    )


@pytest.mark.parametrize(
    ("email", "municipality", "complaint"),
    [
        ("ny@eksempelby.dk", "findes-ikke", "Kommunen 'findes-ikke' findes ikke."),
        ("ikke en adresse", "herning", "ikke en adresse er ikke en e-mailadresse."),
    ],
)
def test_the_command_says_what_is_wrong(home, email, municipality, complaint):
    with pytest.raises(CommandError, match=re.escape(complaint)):
        call_command("invite", email, municipality=municipality)


def test_the_first_platform_administrator_comes_from_the_command_line(db, capsys):
    call_command("create_platform_admin", "chef@arkiv.dk")

    address = capsys.readouterr().out.strip().removeprefix("http://127.0.0.1:8000")
    Client().post(address, NEW)

    user = User.objects.get(email="chef@arkiv.dk")
    assert (user.is_platform_administrator, user.memberships.count()) == (True, 0)


def test_the_secret_of_somebody_else_gives_nothing(people, home):
    _, secret = invitations.make_invitation("ny@eksempelby.dk", home, Role.ADMINISTRATOR)

    with pytest.raises(InvitationRefused):
        invitations.accept_invitation(secret, people.uploader)

    assert Membership.objects.get(user=people.uploader).role == Role.UPLOADER
