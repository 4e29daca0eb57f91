"""Requests are few, patient and bounded, and never leave the host."""

import datetime
import socket
from email.utils import format_datetime

import pytest

from apps.ingest.harvest import connection
from apps.ingest.harvest.client import PortalClient
from apps.ingest.harvest.connection import Origin, find_address
from apps.ingest.harvest.failures import (
    PortalClosed,
    PortalUnavailable,
    RefusedAddress,
    RefusedRedirect,
    TooLargeAnswer,
)

LIMIT = 1024


def test_every_request_says_who_asks_and_takes_nothing_compressed(client, portal):
    client.get("/forside", limit=LIMIT)

    [(path, headers)] = portal.requests
    assert path == "/forside"
    assert headers["User-Agent"] == "minutes-archive/1 (+https://arkiv.eksempel.dk)"
    assert headers["Accept-Encoding"] == "identity"


def test_cookies_of_a_redirect_are_sent_back(client, portal):
    client.follow("/", limit=LIMIT)

    assert portal.paths() == ["/", "/Home/AnonymousAuthentication?callback=%2F", "/forside"]
    assert portal.requests[-1][1]["Cookie"] == "session=en"


def test_there_is_a_pause_between_two_requests(client, waits):
    client.pause = 2.0

    client.get("/forside", limit=LIMIT)
    client.get("/forside", limit=LIMIT)

    [wait] = waits
    assert 1.5 < wait <= 2.0


def test_busy_portal_is_asked_again_when_it_wants(client, portal, waits):
    soon = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=40)
    portal.plan["/forside"] = [
        (429, {"Retry-After": "17"}, b""),
        (503, {"Retry-After": format_datetime(soon)}, b""),
        (500, {"Retry-After": "snart"}, b""),
    ]

    assert client.get("/forside", limit=LIMIT).status == 200
    assert waits[0] == 17.0
    assert 35 < waits[1] <= 40
    assert waits[2] == 8.0


def test_broken_portal_is_given_up_after_four_tries(client, portal, waits):
    portal.plan["/forside"] = [(500, {}, b"")] * 9

    with pytest.raises(PortalUnavailable, match="svarede 500"):
        client.get("/forside", limit=LIMIT)

    assert len(portal.requests) == 4
    assert waits == [2.0, 4.0, 8.0]


def test_portal_that_asks_for_an_hour_ends_the_run(client, portal, waits):
    portal.plan["/forside"] = [(429, {"Retry-After": "3600"}, b"")]

    with pytest.raises(PortalClosed, match="60 minutter"):
        client.get("/forside", limit=LIMIT)

    assert waits == []


def test_silent_host_is_unavailable(waits):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    client = PortalClient(Origin.loopback(f"127.0.0.1:{port}"), "prøve", pause=0, sleep=waits.append)

    with pytest.raises(PortalUnavailable, match="svarede ikke"):
        client.get("/", limit=LIMIT)


def test_cut_answer_is_asked_for_again(client, portal):
    portal.plan["/forside"] = [(200, {"Content-Length": "500", "Connection": "close"}, b"halvt")]

    assert client.get("/forside", limit=LIMIT).body == b"<html>Velkommen</html>"


def test_oversize_answer_is_refused_once(client, portal):
    portal.plan["/forside"] = [(200, {}, b"x" * (LIMIT + 1))]

    with pytest.raises(TooLargeAnswer):
        client.get("/forside", limit=LIMIT)

    assert len(portal.requests) == 1


@pytest.mark.parametrize(
    "location",
    [
        "https://andet.eksempel.dk/",
        "//andet.eksempel.dk/",
        "https://127.0.0.1/",
        "http://127.0.0.1:1/",
        "file:///etc/passwd",
        "http://[",
        "http://bruger@127.0.0.1/",
    ],
)
def test_redirect_to_another_host_is_refused(client, portal, location):
    portal.plan["/forside"] = [(302, {"Location": location}, b"")]

    with pytest.raises(RefusedRedirect):
        client.follow("/forside", limit=LIMIT)

    assert len(portal.requests) == 1


def test_redirects_in_a_circle_are_left(client, portal):
    portal.plan["/forside"] = [(302, {"Location": "/forside"}, b"")] * 20

    with pytest.raises(RefusedRedirect):
        client.follow("/forside", limit=LIMIT)

    assert len(portal.requests) == 5


INSIDE = "127.0.0.1 10.0.0.7 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1"
INSIDE_6 = "::1 fd00::1 fe80::1 ::ffff:10.0.0.7 ff02::1 ::"


@pytest.mark.parametrize("address", f"{INSIDE} {INSIDE_6}".split())
def test_host_that_leads_inside_is_refused(monkeypatch, address):
    """Name look-up is the outside world: one good address does not excuse a bad one."""
    found = [(0, 0, 0, "", ("93.184.215.14", 443)), (0, 0, 0, "", (address, 443))]
    monkeypatch.setattr(connection.socket, "getaddrinfo", lambda *_, **__: found)

    with pytest.raises(RefusedAddress):
        find_address(Origin("dagsordener.eksempelby.dk"))


def test_loopback_origin_leads_nowhere_else(monkeypatch):
    found = [(0, 0, 0, "", ("93.184.215.14", 80))]
    monkeypatch.setattr(connection.socket, "getaddrinfo", lambda *_, **__: found)

    with pytest.raises(RefusedAddress):
        find_address(Origin.loopback("dagsordener.eksempelby.dk"))
