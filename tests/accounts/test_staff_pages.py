import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from apps.accounts.models import Role
from apps.accounts.staff_pages import SIGNED_IN_AT
from tests.accounts.conftest import log_in, totp_code
from tests.factories import make_item, make_meeting, municipality

PUBLIC = ["/", "/soeg/", "/soeg/?q=skole", "/kommuner/", "/om/", "/herning/", "/findes-ikke/", "/healthz"]


@pytest.fixture
def signed_in(client, make_user):
    make_user("indlaegger@eksempelby.dk", role=Role.UPLOADER)
    log_in(client, "indlaegger@eksempelby.dk")
    return client


def stored_session(client):
    return Session.objects.get(pk=client.cookies["sessionid"].value)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_sets_no_cookie_and_is_the_same_for_everybody(client, signed_in, db, address):
    item = make_item(make_meeting())

    for page in (address, item.get_absolute_url()):
        visitor = client.__class__().get(page)
        staff = signed_in.get(page)
        assert not visitor.cookies
        assert not staff.cookies
        assert "Cookie" not in visitor.get("Vary", "")
        assert "Cookie" not in staff.get("Vary", "")
        assert re.sub(r"\d+ ms", "", visitor.content.decode()) == re.sub(
            r"\d+ ms", "", staff.content.decode()
        )


def test_a_public_page_asks_nothing_about_sessions(signed_in, django_assert_num_queries):
    with django_assert_num_queries(0):
        signed_in.get("/privatliv/")


def test_a_staff_page_is_kept_by_nobody_and_listed_nowhere(signed_in):
    for address in ("/konto/", "/konto/findes-ikke/", "/admin/"):
        response = signed_in.get(address)
        assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
        assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_staff_pages_keep_the_strict_content_policy(client, people):
    client.force_login(people.platform)

    for address in ("/konto/", "/konto/log-ind/", "/admin/", "/admin/accounts/user/"):
        assert "'unsafe" not in client.get(address)["Content-Security-Policy"]


def test_signing_in_makes_a_new_session(client, make_user):
    make_user("indlaegger@eksempelby.dk", role=Role.UPLOADER)
    session = client.session
    session["planted"] = "af en anden"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key

    log_in(client, "indlaegger@eksempelby.dk")

    assert client.cookies["sessionid"].value != planted
    assert not Session.objects.filter(pk=planted).exists()


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(signed_in):
    cookie = signed_in.get("/konto/").cookies["sessionid"]

    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert (cookie["path"], cookie["domain"]) == ("/", "")
    assert (cookie["max-age"], cookie["expires"]) == ("", "")


def test_an_idle_session_ends_after_an_hour(signed_in):
    left = stored_session(signed_in).expire_date - timezone.now()
    assert timedelta(minutes=59) < left <= timedelta(hours=1)
    Session.objects.update(expire_date=timezone.now())

    assert signed_in.get("/konto/")["Location"] == "/konto/log-ind/?next=/konto/"


def test_every_page_gives_a_session_another_hour(signed_in):
    before = stored_session(signed_in).expire_date

    signed_in.get("/konto/")

    assert stored_session(signed_in).expire_date > before


def test_a_busy_session_ends_after_twelve_hours(signed_in, settings):
    assert settings.SESSION_ABSOLUTE_AGE == 12 * 3600
    assert signed_in.get("/konto/").status_code == 200
    session = signed_in.session
    session[SIGNED_IN_AT] -= 12 * 3600
    session.save()

    assert signed_in.get("/konto/")["Location"] == "/konto/log-ind/?next=/konto/"
    assert signed_in.get("/konto/").status_code == 302


def test_signing_out_takes_a_form_and_ends_the_session(signed_in):
    assert signed_in.get("/konto/log-ud/").status_code == 200
    assert signed_in.get("/konto/").status_code == 200

    assert signed_in.post("/konto/log-ud/")["Location"] == "/konto/log-ind/"

    assert signed_in.get("/konto/").status_code == 302


def test_somebody_whose_account_is_closed_is_out_at_once(client, people):
    log_in(client, people.approver.email)
    client.post("/konto/log-ind/kode/", {"code": totp_code()})
    people.approver.is_active = False
    people.approver.save()

    assert client.get("/konto/").status_code == 302


def test_production_cookies_are_bound_to_the_host_and_to_https():
    environment = {
        "PATH": os.environ["PATH"],
        "ENVIRONMENT": "production",
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "arkiv.eksempel.dk",
        "DATABASE_URL": "postgresql://ingen@127.0.0.1:1/ingen",
    }
    names = ("SESSION_COOKIE", "CSRF_COOKIE")
    parts = ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "PATH")
    program = (
        "from minutes_archive import settings; from django.conf import global_settings;"
        f"print([getattr(settings, name, getattr(global_settings, name)) for name in "
        f"{[f'{name}_{part}' for name in names for part in parts]}])"
    )

    output = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    ).stdout

    assert output.strip() == (
        "['__Host-sessionid', True, True, 'Lax', '/', '__Host-csrftoken', True, True, 'Lax', '/']"
    )


def test_no_municipality_has_the_address_of_a_staff_page(db, settings):
    reserved = [prefix.strip("/") for prefix in settings.STAFF_PREFIXES]

    assert reserved == ["konto", "admin", "indlaes"]
    assert not type(municipality("Herning")).objects.filter(slug__in=reserved).exists()
