"""What the commands say, in Danish, and how they end."""

import io

import pytest
from django.core.management import CommandError, call_command

from apps.ingest.models import HarvestHost

from .portals import TODAY, make_meeting, meeting_id


def call(*arguments):
    out = io.StringIO()
    code = 0
    try:
        call_command(*arguments, stdout=out)
    except SystemExit as stop:
        code = stop.code
    return code, out.getvalue()


def test_harvest_says_a_line_per_meeting_and_a_summary(host, portal):
    portal.add(make_meeting(1, days_ago=0))

    code, said = call("harvest", host.host, "--loopback", "--pause", "0")

    day = f"{TODAY:%d-%m-%Y}"
    assert code == 0
    assert said == (
        f"Udvalg B for Prøver, {day}, Referat: nyt møde. "
        f"Eksempelby Kommune, Udvalg B for Prøver, {day}: 2 punkter, heraf 1 lukket.\n1 møde: 1 ny.\n"
    )


def test_harvest_with_a_failure_ends_with_code_1(host, portal):
    portal.add(make_meeting(1))
    portal.plan[f"/api/agenda/dagsorden/{meeting_id(1)}"] = [(404, {}, b"")]

    code, said = call("harvest", host.host, "--loopback", "--pause", "0")

    assert code == 1
    assert said.endswith("Portalen gav ikke mødet (svar 404).\n1 møde: 1 fejlet.\n")


def test_harvest_of_an_unknown_host_asks_nobody(db):
    with pytest.raises(CommandError, match="ikke registreret"):
        call("harvest", "dagsordener.eksempelby.dk")


def test_harvest_of_a_stopped_host_asks_nobody(host, portal):
    HarvestHost.objects.update(is_active=False)

    with pytest.raises(CommandError, match="ud af brug"):
        call("harvest", host.host, "--loopback")

    assert portal.requests == []


def test_harvest_without_an_address_of_our_own_asks_nobody(host, portal, settings):
    settings.SITE_URL = ""

    with pytest.raises(CommandError, match="SITE_URL"):
        call("harvest", host.host)

    assert portal.requests == []


def test_loopback_is_for_hosts_of_this_machine_only(db, host):
    HarvestHost.objects.update(host="192.0.2.1:80")

    with pytest.raises(CommandError, match="åbne internet"):
        call("harvest", "192.0.2.1:80", "--loopback", "--pause", "0")


@pytest.mark.parametrize("option", [("--since", "i går"), ("--limit", "0"), ("--pause", "-1")])
def test_nonsense_options_are_refused(host, option):
    with pytest.raises(CommandError, match="er ikke"):
        call("harvest", host.host, *option)


def test_register_host_registers_and_stops(db):
    assert call("register_host", "Dagsordener.Eksempelby.DK", "eksempelby") == (
        0,
        "dagsordener.eksempelby.dk (Eksempelby Kommune) må hentes fra.\n",
    )
    assert HarvestHost.objects.get().is_active

    call("register_host", "dagsordener.eksempelby.dk", "eksempelby", "--stop")

    assert not HarvestHost.objects.get().is_active


@pytest.mark.parametrize(
    "name",
    [
        "127.0.0.1",
        "localhost",
        "https://eksempelby.dk",
        "eksempelby.dk/x",
        "a.local",
        "eksempelby",
        "10.1",
        "a:b@c.dk",
    ],
)
def test_register_host_refuses_what_is_no_public_name(db, name):
    with pytest.raises(CommandError, match="værtsnavn"):
        call("register_host", name, "eksempelby")

    assert not HarvestHost.objects.exists()


def test_register_host_refuses_an_unknown_municipality(db):
    with pytest.raises(CommandError, match="Ingen kommune"):
        call("register_host", "dagsordener.eksempelby.dk", "atlantis")


def test_register_host_never_moves_meetings_to_another_municipality(host):
    HarvestHost.objects.update(host="dagsordener.eksempelby.dk")
    host.meetings.create(portal_id="1")

    with pytest.raises(CommandError, match="allerede brugt"):
        call("register_host", "dagsordener.eksempelby.dk", "herning")
