import re
from http import HTTPStatus

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from apps.accounts.models import Role, User
from tests.accounts.conftest import PASSWORD, TOTP_SECRET, has_second_factor, log_in, totp_code

NEW_PASSWORD = "otte blå mejetærskere"
WRONG = "E-mailadressen eller adgangskoden er forkert."
TOO_MANY = "Der er forsøgt for mange gange. Vent et kvarter, og prøv igen."


def test_an_uploader_signs_in_with_a_password_and_sees_their_account(client, make_user):
    make_user("indlaegger@eksempelby.dk", role=Role.UPLOADER)

    response = log_in(client, "Indlaegger@Eksempelby.dk")

    assert (response.status_code, response["Location"]) == (302, "/konto/")
    page = client.get("/konto/").content.decode()
    assert "Logget ind som <strong>Indlaegger</strong>" in page
    assert "Herning" in page


@pytest.mark.parametrize("role", [Role.APPROVER, Role.ADMINISTRATOR])
def test_a_role_that_publishes_is_sent_to_set_up_a_second_factor(client, make_user, role):
    make_user("godkender@eksempelby.dk", role=role)
    log_in(client, "godkender@eksempelby.dk")

    for address in ("/konto/", "/konto/herning/brugere/", "/konto/adgangskode/", "/konto/e-mail/"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (302, "/konto/to-trin/app/")


def test_a_platform_administrator_needs_a_second_factor_too(client, make_user):
    make_user("platform@arkiv.dk", is_superuser=True)
    log_in(client, "platform@arkiv.dk")

    assert client.get("/admin/")["Location"] == "/konto/to-trin/app/"
    assert client.get("/konto/")["Location"] == "/konto/to-trin/app/"


def test_setting_up_a_second_factor_opens_the_pages_and_gives_recovery_codes(client, make_user):
    user = make_user("godkender@eksempelby.dk", role=Role.APPROVER)
    log_in(client, user.email)
    page = client.get("/konto/to-trin/app/").content.decode()
    secret = re.search(r'staff-secret">([A-Z2-7]+)<', page)[1]

    wrong = client.post("/konto/to-trin/app/", {"code": "000000"})
    right = client.post("/konto/to-trin/app/", {"code": totp_code(secret)})

    assert "Koden er forkert eller brugt." in wrong.content.decode()
    assert right["Location"] == "/konto/to-trin/noedkoder/"
    codes = re.findall(r"<li>(\d{8})</li>", client.get("/konto/to-trin/noedkoder/").content.decode())
    assert len(codes) == 10
    assert client.get("/konto/").status_code == 200


def test_a_password_alone_does_not_sign_in_whoever_has_a_second_factor(client, people):
    response = log_in(client, people.approver.email)

    assert response["Location"] == "/konto/log-ind/kode/"
    assert client.get("/konto/")["Location"] == "/konto/log-ind/?next=/konto/"
    response = client.post("/konto/log-ind/kode/", {"code": totp_code()})
    assert response["Location"] == "/konto/"
    assert client.get("/konto/").status_code == 200


def test_a_code_works_once(client, people):
    code = totp_code()
    log_in(client, people.approver.email)
    client.post("/konto/log-ind/kode/", {"code": code})
    second = Client()
    log_in(second, people.approver.email)

    response = second.post("/konto/log-ind/kode/", {"code": code})

    assert response.status_code == 200
    assert second.get("/konto/").status_code == 302


def test_a_role_that_needs_the_second_factor_cannot_remove_it(client, people):
    log_in(client, people.approver.email)
    client.post("/konto/log-ind/kode/", {"code": totp_code()})

    response = client.post("/konto/to-trin/app/fjern/")

    assert "Din rolle kræver, at du logger ind i to trin." in response.content.decode()
    assert has_second_factor(people.approver)


def test_the_secret_of_the_second_factor_is_not_readable_in_the_database(people):
    kept = Authenticator.objects.get(user=people.approver, type=Authenticator.Type.TOTP).data["secret"]

    assert TOTP_SECRET not in kept
    assert len(kept) > len(TOTP_SECRET)


def test_unknown_user_and_wrong_password_get_the_same_answer(client, make_user):
    make_user("findes@eksempelby.dk", role=Role.UPLOADER)

    answers = [
        log_in(client, email, "en forkert adgangskode").content.decode()
        for email in ("findes@eksempelby.dk", "ukendt@eksempelby.dk")
    ]

    pages = [re.sub(r'value="[^"]*"', "", answer) for answer in answers]
    assert pages[0] == pages[1]
    assert WRONG in pages[0]


@pytest.mark.parametrize("email", ["findes@eksempelby.dk", "ukendt@eksempelby.dk"])
def test_five_failures_close_an_account_for_a_while_known_or_not(make_user, email):
    make_user("findes@eksempelby.dk", role=Role.UPLOADER)

    pages = [
        log_in(Client(), email, "forkert", REMOTE_ADDR=f"10.0.0.{number}").content.decode()
        for number in range(1, 7)
    ]

    assert [WRONG in page for page in pages] == [True] * 5 + [False]
    assert TOO_MANY in pages[5]
    assert TOO_MANY in log_in(Client(), email, REMOTE_ADDR="10.0.0.9").content.decode()


def test_owner_of_a_closed_account_is_told_by_mail_once(client, make_user):
    make_user("navn@eksempelby.dk")

    for _ in range(8):
        log_in(client, "Navn@eksempelby.dk", "forkert")

    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (
        ["navn@eksempelby.dk"],
        "Referatarkivet: for mange forsøg på at logge ind",
    )
    assert "lukket for flere forsøg i et kvarter" in letter.body


def test_mail_server_that_is_away_stops_nobody(client, make_user, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    make_user("navn@eksempelby.dk")

    answer = client.post("/konto/adgangskode/glemt/", {"email": "navn@eksempelby.dk"})

    assert (answer.status_code, answer.url) == (302, "/konto/adgangskode/glemt/sendt/")


def test_twenty_failures_close_an_address_for_a_while(make_user):
    make_user("findes@eksempelby.dk", role=Role.UPLOADER)
    for number in range(20):
        page = log_in(Client(), f"nr{number}@eksempelby.dk", "forkert").content.decode()
        assert WRONG in page

    assert TOO_MANY in log_in(Client(), "findes@eksempelby.dk").content.decode()
    elsewhere = log_in(Client(), "findes@eksempelby.dk", REMOTE_ADDR="10.0.0.9")
    assert elsewhere.status_code == HTTPStatus.FOUND


def test_signing_up_alone_is_closed(client, db):
    posted = client.post("/konto/opret/", {"email": "ny@eksempelby.dk", "password1": NEW_PASSWORD})

    assert "Kun for inviterede" in posted.content.decode()
    assert not User.objects.filter(email="ny@eksempelby.dk").exists()


@pytest.mark.parametrize(
    ("password", "complaint"),
    [
        ("kort", "mindst 12 tegn"),
        ("1qaz2wsx3edc", "for almindelig"),
        ("indlaegger@eks", "minder for meget om"),
    ],
)
def test_a_weak_password_is_refused(client, make_user, password, complaint):
    user = make_user("indlaegger@eksempelby.dk", role=Role.UPLOADER)
    log_in(client, user.email)

    response = client.post(
        "/konto/adgangskode/", {"oldpassword": PASSWORD, "password1": password, "password2": password}
    )

    assert complaint in response.content.decode()
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_changing_the_password_tells_the_user_by_mail(client, make_user):
    user = make_user("indlaegger@eksempelby.dk", role=Role.UPLOADER)
    log_in(client, user.email)

    client.post(
        "/konto/adgangskode/",
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)
    [letter] = mail.outbox
    assert letter.subject == "Referatarkivet: din adgangskode er skiftet"
    assert re.sub(r"\d+\. \w+ \d{4} kl\. \d\d\.\d\d", "…", str(letter.body)) == (
        "Hej\n\nDin adgangskode i Referatarkivet er skiftet.\n\n"
        "Det skete …. Var det ikke dig, så skift straks din adgangskode, og sig det til en administrator.\n\n"
        "Venlig hilsen\nReferatarkivet"
    )


def test_a_forgotten_password_is_replaced_once_through_a_link(client, make_user):
    user = make_user("indlaegger@eksempelby.dk", role=Role.UPLOADER)
    client.post("/konto/adgangskode/glemt/", {"email": user.email})
    [letter] = mail.outbox
    address = re.search(r"http://testserver(\S+)", str(letter.body))[1]
    assert letter.subject == "Referatarkivet: vælg ny adgangskode"
    assert letter.to == [user.email]
    assert letter.body == (
        "Hej\n\nÅbn linket for at vælge en ny adgangskode til Referatarkivet. "
        "Det virker én gang og i en time:\n\n"
        f"http://testserver{address}\n\n"
        "Har du ikke bedt om det, kan du se bort fra mailen. Din adgangskode er stadig den gamle.\n\n"
        "Venlig hilsen\nReferatarkivet"
    )

    form = client.get(address, follow=True)
    posted = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post(form.redirect_chain[-1][0], posted)

    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)
    assert "Linket er brugt eller for gammelt." in Client().get(address, follow=True).content.decode()


def test_a_forgotten_password_of_nobody_sends_nothing_and_says_the_same(client, make_user):
    make_user("findes@eksempelby.dk")

    answers = [
        client.post("/konto/adgangskode/glemt/", {"email": email})
        for email in ("ukendt@eksempelby.dk", "findes@eksempelby.dk")
    ]

    assert [answer["Location"] for answer in answers] == ["/konto/adgangskode/glemt/sendt/"] * 2
    assert [letter.to for letter in mail.outbox] == [["findes@eksempelby.dk"]]


def test_a_new_email_counts_when_it_is_confirmed(client, people):
    log_in(client, people.uploader.email)
    client.post("/konto/log-ind/kode/", {"code": totp_code()})
    client.post("/konto/e-mail/", {"email": "ny@eksempelby.dk", "action_add": ""})
    people.uploader.refresh_from_db()
    assert people.uploader.email == "indlaegger@eksempelby.dk"
    letter = next(letter for letter in mail.outbox if letter.to == ["ny@eksempelby.dk"])
    address = re.search(r"http://testserver(\S+)", str(letter.body))[1]

    client.get(address)
    people.uploader.refresh_from_db()
    assert people.uploader.email == "indlaegger@eksempelby.dk"
    client.post(address)

    people.uploader.refresh_from_db()
    assert people.uploader.email == "ny@eksempelby.dk"
