"""Every staff address, taken from the URL configuration, by every kind of person."""

import re
from collections.abc import Iterator

import pytest
from auditlog.models import LogEntry
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from apps.accounts import invitations
from apps.accounts.models import Invitation, Membership, Role
from tests.factories import make_case, make_committee, make_meeting, make_source

PEOPLE = ("visitor", "uploader", "approver", "administrator", "stranger", "platform")
SECRET = "hemmeligt"

# The table belongs to the rooms whose pages these are; another room's staff pages have a table of their own.
STAFF_ROUTES = ("konto/", "admin/")

OPEN = (200, 302, 302, 302, 302, 302)  # who is signed in already is led on
ANYBODY = (200, 200, 200, 200, 200, 200)
SIGNED_IN = (302, 200, 200, 200, 200, 200)
SENT_ON = (302, 302, 302, 302, 302, 302)
ADMINISTRATORS = (302, 403, 403, 200, 404, 200)
ADMINISTRATORS_CHANGE = (302, 403, 403, 302, 404, 302)
PLATFORM = (302, 302, 302, 302, 302, 200)
PLATFORM_NEVER = (302, 302, 302, 302, 302, 403)

EXPECTED = {
    "account_login": OPEN,
    "mfa_authenticate": SENT_ON,
    "account_logout": (302, 200, 200, 200, 200, 200),
    "account_inactive": ANYBODY,
    "account_signup": OPEN,
    "account_reauthenticate": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "account_email": SIGNED_IN,
    "account_email_verification_sent": ANYBODY,
    "account_confirm_email": ANYBODY,
    "account_change_password": SIGNED_IN,
    "account_set_password": SENT_ON,
    "account_reset_password": ANYBODY,
    "account_reset_password_done": ANYBODY,
    "account_reset_password_from_key": ANYBODY,
    "account_reset_password_from_key_done": ANYBODY,
    "mfa_index": SIGNED_IN,
    "mfa_activate_totp": SENT_ON,
    "mfa_deactivate_totp": SENT_ON,
    "mfa_view_recovery_codes": SENT_ON,
    "mfa_generate_recovery_codes": SENT_ON,
    "mfa_download_recovery_codes": SENT_ON,
    "accounts:overview": SIGNED_IN,
    "accounts:invitation": ANYBODY,
    "accounts:users": ADMINISTRATORS,
    "accounts:invite": (302, 403, 403, 422, 404, 422),
    "accounts:change_role": ADMINISTRATORS_CHANGE,
    "accounts:remove_member": ADMINISTRATORS_CHANGE,
    "accounts:resend": ADMINISTRATORS_CHANGE,
    "accounts:revoke": ADMINISTRATORS_CHANGE,
    "accounts:audit_trail": ADMINISTRATORS,
    "accounts:audit_trail_csv": ADMINISTRATORS,
    "admin:index": PLATFORM,
    "admin:login": (302, 403, 403, 403, 403, 403),
    "admin:logout": (302, 302, 302, 302, 302, 405),
    "admin:password_change": SENT_ON,
    "admin:password_change_done": PLATFORM,
    "admin:autocomplete": PLATFORM_NEVER,
    "admin:jsi18n": PLATFORM,
    "admin:view_on_site": (302, 302, 302, 302, 302, 404),
    "admin:app_list": PLATFORM,
    "admin/(?P<url>.*)$": (302, 302, 302, 302, 302, 404),
    "admin:accounts_user_changelist": PLATFORM,
    "admin:accounts_user_change": PLATFORM,
    "admin:accounts_user_history": PLATFORM,
    "admin:accounts_user_add": PLATFORM_NEVER,
    "admin:accounts_user_delete": PLATFORM_NEVER,
    "admin:accounts_membership_changelist": PLATFORM,
    "admin:accounts_membership_change": PLATFORM,
    "admin:accounts_membership_history": PLATFORM,
    "admin:accounts_membership_add": PLATFORM,
    "admin:accounts_membership_delete": PLATFORM,
}
READ_ONLY_MODELS = {
    "accounts_invitation": Invitation,
    "auditlog_logentry": LogEntry,
    "archive_municipality": None,
    "archive_committee": None,
    "archive_meeting": None,
    "archive_case": None,
    "archive_sourcedocument": None,
}
# There is no row of these to look at here, so that a page about one leads back.
EMPTY_MODELS = (
    "archive_withdrawal",
    "archive_formercommittee",
    "archive_caseruling",
    "archive_originalscheck",
    "ingest_upload",
    "ingest_correction",
    "ingest_approval",
    "ingest_discard",
    "ingest_harvesthost",
    "ingest_harvestedmeeting",
)
for name in EMPTY_MODELS:
    EXPECTED[f"admin:{name}_changelist"] = PLATFORM
    EXPECTED[f"admin:{name}_change"] = EXPECTED[f"admin:{name}_history"] = SENT_ON
    EXPECTED[f"admin:{name}_add"] = EXPECTED[f"admin:{name}_delete"] = PLATFORM_NEVER
for name in READ_ONLY_MODELS:
    for page in ("changelist", "change", "history"):
        EXPECTED[f"admin:{name}_{page}"] = PLATFORM
    for page in ("add", "delete"):
        EXPECTED[f"admin:{name}_{page}"] = PLATFORM_NEVER


def staff_addresses(resolver: URLResolver, route: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Name (route where there is none) and route of every address that is not public."""
    for pattern in resolver.url_patterns:
        own_route = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            if own_route.startswith(STAFF_ROUTES):
                yield (f"{space}{pattern.name}" if pattern.name else own_route), own_route
        else:
            namespace = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from staff_addresses(pattern, own_route, namespace)


ADDRESSES = sorted(staff_addresses(get_resolver()))
POSTED = {"invite", "change_role", "remove_member", "resend", "revoke"}


@pytest.fixture
def things(people, home):
    """One of everything that an address can name, all of it Herning's."""
    member = Membership.objects.get(user=people.uploader)
    invitation, _ = invitations.make_invitation("ny@eksempelby.dk", home, Role.UPLOADER)
    invitation.token_hash = invitations.hash_of(SECRET)
    invitation.save()
    source = make_source(municipality=home)
    meeting = make_meeting(committee=make_committee(municipality=home), source=source)
    return {
        "accounts_user": people.uploader,
        "accounts_membership": member,
        "accounts_invitation": invitation,
        "auditlog_logentry": LogEntry.objects.first(),
        "archive_municipality": home,
        "archive_committee": meeting.committee,
        "archive_meeting": meeting,
        "archive_case": make_case(municipality=home),
        "archive_sourcedocument": source,
    }


def fill(route, things):
    """The address itself: every part that an address leaves open gets something of Herning's."""
    model = re.match(r"admin/(\w+)/(\w+)/<path:object_id>", route)
    parts = {
        "<str:secret>": SECRET,
        "<slug:municipality>": "herning",
        "<int:membership>": str(things["accounts_membership"].pk),
        "<int:invitation>": str(things["accounts_invitation"].pk),
        "<path:content_type_id>/<path:object_id>": "1/1",
        "<path:object_id>": str(_pk(things, "_".join(model.groups()))) if model else "",
        r"^e-mail/bekraeft/(?P<key>[-:\w]+)/$": "e-mail/bekraeft/ukendt/",
        r"^adgangskode/ny/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "adgangskode/ny/1-ukendt/",
        "(?P<url>.*)$": "findes-ikke/",
    }
    route = re.sub(r"\^\(\?P<app_label>[\w|]+\)/\$", "accounts/", route)
    for part, value in parts.items():
        route = route.replace(part, value)
    assert not set("<>^$?") & set(route), f"{route} has a part that this test doesn't know"
    return f"/{route}"


def _pk(things, model):
    return things[model].pk if model in things else 1


def expected_of(name, route):
    # The address that an object had in old versions of Django, which leads to the one it has now.
    return SENT_ON if route.endswith("/<path:object_id>/") and "admin:" not in name else EXPECTED.get(name)


def test_every_staff_address_answers_every_kind_of_person_as_the_table_says(people, things):
    clients = {person: Client() for person in PEOPLE}
    for person in PEOPLE[1:]:
        clients[person].force_login(getattr(people, person))

    answers = {
        route: tuple(ask(client, name, fill(route, things)) for client in clients.values())
        for name, route in ADDRESSES
    }

    expected = {route: expected_of(name, route) for name, route in ADDRESSES}
    assert answers == expected  # a new address is written in the table with who may open it


def ask(client, name, address):
    """The status, with everything that the request changed undone."""
    with transaction.atomic():
        is_posted = name.rpartition(":")[2] in POSTED
        response = client.post(address, {"role": "approver"}) if is_posted else client.get(address)
        transaction.set_rollback(True)
    return response.status_code


def test_the_table_names_no_address_that_is_gone():
    assert set(EXPECTED) - {name for name, _ in ADDRESSES} == set()


@pytest.mark.parametrize("name", sorted(POSTED))
def test_what_changes_something_refuses_get(name, people, things):
    route = dict(ADDRESSES)[f"accounts:{name}"]
    client = Client()
    client.force_login(people.administrator)

    assert client.get(fill(route, things)).status_code == 405


@pytest.mark.parametrize("name", sorted(POSTED))
def test_a_form_without_its_token_is_refused(name, people, things):
    route = dict(ADDRESSES)[f"accounts:{name}"]
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.administrator)

    response = client.post(fill(route, things), {"role": "approver", "email": "ny2@eksempelby.dk"})

    assert response.status_code == 403
    assert "Siden var for gammel" in response.content.decode()


def test_looking_at_every_page_changes_no_user_role_or_invitation(people, things):
    def rows():
        return [list(model.objects.order_by("pk").values()) for model in (Membership, Invitation)]

    before = rows()
    client = Client()
    client.force_login(people.platform)
    for _, route in ADDRESSES:
        client.get(fill(route, things))

    assert rows() == before
    assert not LogEntry.objects.filter(actor=people.platform).exists()


@pytest.mark.parametrize(("name", "thing"), [("change_role", "membership"), ("remove_member", "membership")])
def test_an_administrator_cannot_reach_another_municipality_through_their_own(client, people, name, thing):
    foreign = Membership.objects.get(user=people.stranger)
    client.force_login(people.administrator)

    address = fill(dict(ADDRESSES)[f"accounts:{name}"].replace(f"<int:{thing}>", str(foreign.pk)), _none())
    assert client.post(address, {"role": "uploader"}).status_code == 404

    foreign.refresh_from_db()
    assert foreign.role == Role.ADMINISTRATOR


def test_an_administrator_cannot_send_or_revoke_an_invitation_of_another_municipality(
    client, people, elsewhere
):
    foreign, _ = invitations.make_invitation("ny@andenby.dk", elsewhere, Role.UPLOADER)
    client.force_login(people.administrator)

    for what in ("send-igen", "traek-tilbage"):
        assert client.post(f"/konto/herning/invitationer/{foreign.pk}/{what}/").status_code == 404

    assert Invitation.objects.get(pk=foreign.pk).revoked_at is None


def _none():
    blank = type("Nothing", (), {"pk": 0})()
    return dict.fromkeys(["accounts_membership", "accounts_invitation"], blank)
