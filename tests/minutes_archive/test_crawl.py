"""Every public channel is walked like a robot would, before and after things are taken back.

What somebody handed in has a word of its own at each place that is not public; none is met anywhere. The walk
must come by every public route of the URL configuration.
"""

import re
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve

from apps.archive.models import AgendaItem, Attachment, Case, Meeting, SourceDocument, Withdrawal
from apps.ingest.checking.findings import accept_finding
from apps.ingest.desk.approval import approve_document, seen_version
from apps.ingest.desk.discarding import discard_document
from apps.ingest.desk.uploading import receive_files
from apps.ingest.desk.withdrawals import (
    Reason,
    withdraw_attachment,
    withdraw_item,
    withdraw_meeting,
    withdraw_passage,
)
from apps.ingest.models import Finding
from apps.ingest.worker import work_once
from tests.ingest.attaching.deliveries import make_minutes
from tests.ingest.desk.conftest import home, people  # noqa: F401 - the clerks of the desk are here as well
from tests.ingest.documents import make_document, make_item, make_zip
from tests.ingest.records import made_up_cpr_number

State = SourceDocument.State
_REASON = Reason(Withdrawal.Kind.PERSONAL, "Zkanarienote")
_NUMBER = made_up_cpr_number()
# Each stands where nobody may read it.
HIDDEN = {
    place: f"zkanarie{place}"
    for place in (
        "waiting",
        "version",
        "held",
        "discarded",
        "closed",
        "unread",
        "unjudged",
        "heldfile",
        "note",
    )
}
# Each stands in public, until it is withdrawn.
PUBLIC = {place: f"zpapegoeje{place}" for place in ("meeting", "item", "title", "file", "passage")}
# Routes that no page leads to, and searches for the words.
_STARTS = [
    "/", "/sitemap.xml", "/robots.txt", "/healthz", "/readyz", "/was", "/opensearch.xml", "/site.webmanifest",
    "/.well-known/security.txt", "/api/v1/", "/api/v1/openapi.json", "/api/v1/ukendt", "/api/v1/meetings",
    "/api/v1/municipalities", "/api/v1/committees", "/api/v1/search.csv?q=udvalg", "/emner/05/",
    "/eksempelby/sager/20/33839/", "/eksempelby/farver.css", "/tilbagetrukket/feed/",
    "/soeg/feed/?q=cykelsti", "/soeg/forslag?q=zkanarie", "/soeg/forslag?q=zpapegoeje",
    "/api/v1/suggest?q=zkanarie", "/api/v1/suggest?q=zpapegoeje",
]  # fmt: skip
_SEARCHES = ("/soeg/?q={}", "/api/v1/search?q={}")
_LINK = re.compile(
    r"(?:href=|src=|<loc>|\"(?:url|next|[a-z_]*_url)\": ?)[\"']?(?:http://testserver)?(/[^\"'<> ]*)"
)
# What never holds words of minutes may be kept longer.
_LASTING = re.compile(r"/(static/|opensearch|site\.webmanifest|\.well-known|robots|was|api/$|.*farver\.css)")
_MOST_PAGES = 600


def hand_in(place, who, *files):
    receive_files([SimpleUploadedFile(name, content) for name, content in files], place, who.uploader)
    while work_once():
        pass


def publish(who, name):
    source = SourceDocument.objects.get(file_name=name)
    for finding in Finding.objects.filter(source=source, tier="review", accepted_at=None):
        accept_finding(finding, by=who.approver, reason="Set efter")
    approve_document(source.pk, by=who.approver, seen=seen_version(source))
    return Meeting.objects.get(source=source)


@pytest.fixture
def planted(home, people):  # noqa: F811 - the fixtures named above
    minutes = make_minutes(PUBLIC["title"], "Kort over Åvej", "Plan for stier", closed=["Lukket bilag"])
    minutes = minutes.replace(b"Fortroligt.", HIDDEN["closed"].encode())
    files = {
        "referat.txt": minutes,
        f"Bilag/{PUBLIC['title']}.txt": f"Kortet {PUBLIC['file']} viser.".encode(),
        "Bilag/Kort over Åvej.txt": f"{HIDDEN['heldfile']} {_NUMBER[:6]}-{_NUMBER[6:]}".encode(),
        "Bilag/Plan for stier.txt": f"{HIDDEN['unjudged']}, mobil 12 34 56 78.".encode(),
    }
    hand_in(home, people, ("alle.zip", make_zip(files)))
    passage = f"Naboen {PUBLIC['passage']} klager."
    whole = [
        make_item(1, f"Sag {PUBLIC['item']}"),
        make_item(2, "Ny skole", text=f"Først dette. {passage} Så det.", case_number="20/33839"),
    ]
    hand_in(home, people, ("passage.txt", make_document(*whole, date="14-02-2024")))
    taken = make_document(make_item(1, PUBLIC["meeting"]), date="21-02-2024")
    hand_in(home, people, ("trukket.txt", taken))
    meetings = [publish(people, name) for name in ("referat.txt", "passage.txt", "trukket.txt")]
    hand_in(home, people, ("venter.txt", make_document(make_item(1, HIDDEN["waiting"]), date="28-02-2024")))
    hand_in(
        home,
        people,
        ("udgave.txt", make_document(make_item(1, HIDDEN["version"]), *whole[1:], date="14-02-2024")),
    )
    held = make_document(make_item(1, f"{HIDDEN['held']} {_NUMBER[:6]}-{_NUMBER[6:]}"), date="06-03-2024")
    hand_in(home, people, ("holdt.txt", held))
    hand_in(
        home, people, ("kasseret.txt", make_document(make_item(1, HIDDEN["discarded"]), date="13-03-2024"))
    )
    discarded = SourceDocument.objects.get(file_name="kasseret.txt")
    discard_document(discarded.pk, by=people.approver, seen=seen_version(discarded), reason=HIDDEN["note"])
    hand_in(home, people, ("ulaeselig.txt", f"Kaere {HIDDEN['unread']}".encode()))
    states = dict(SourceDocument.objects.values_list("file_name", "state"))
    assert [states[f"{name}.txt"] for name in ("venter", "udgave", "holdt", "kasseret", "ulaeselig")] == [
        State.REVIEW, State.REVIEW, State.HELD, State.DISCARDED, State.UNKNOWN_LAYOUT,
    ]  # fmt: skip
    return meetings, passage


def walk(words):
    """Every address that can be reached, with its answer as text and its ETag."""
    client, told = Client(), {}
    # The API names its rows by number and leads to pages.
    waiting = [f"/api/v1/meetings/{key}" for key in Meeting.objects.values_list("pk", flat=True)]
    waiting += [f"/api/v1/items/{key}" for key in AgendaItem.objects.values_list("pk", flat=True)]
    waiting += [f"/api/v1/cases/{key}" for key in Case.objects.values_list("pk", flat=True)]
    waiting += [
        *_STARTS,
        *(search.format(quote(word)) for search in _SEARCHES for word in ("cykelsti", *words)),
    ]
    while waiting:
        url = waiting.pop()
        if url in told or url.startswith((*settings.STAFF_PREFIXES, "/static/")):
            continue
        response = client.get(url)
        text = response.getvalue().decode(errors="replace")
        told[url] = (response, text)
        assert response.status_code < 500, url
        assert len(told) < _MOST_PAGES
        moved = [response["Location"]] if "Location" in response else []
        if url.count("&") + url.count("%") < 3:
            waiting += [
                *moved,
                *(link.replace("&amp;", "&").partition("#")[0] for link in _LINK.findall(text)),
            ]
    return told


def met(told, words):
    """The words that were met, with an address; a page may repeat what it was asked."""
    found = {}
    for url, (response, text) in told.items():
        for word in words:
            if word in (text + str(response.headers)).lower() and word not in url:
                found.setdefault(word, set()).add(url.partition("?")[0])
    return found


def finds(told, word):
    """Where a search for the word leads to an item of a meeting."""
    asked = {url: text for url, (_, text) in told.items() if f"q={word}" in url}
    return {
        url.partition("?")[0] for url, text in asked.items() if re.search(r"/\d{4}-\d\d-\d\d/punkt-", text)
    }


def kept_too_long(url, response):
    """Whether a cache may show for more than a minute what was withdrawn meanwhile."""
    age = re.search(r"max-age=(\d+)", response.get("Cache-Control", ""))
    return age and int(age[1]) > 60 and not _LASTING.match(url)


def public_routes(patterns=None, prefix=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if f"/{route}".startswith(settings.STAFF_PREFIXES):
            continue
        yield from [route] if isinstance(pattern, URLPattern) else public_routes(pattern.url_patterns, route)


@pytest.mark.django_db
def test_words_that_are_not_public_are_met_nowhere_and_withdrawn_ones_no_more(planted, people):  # noqa: F811
    (minutes, other, whole), passage = planted
    hidden, public = list(HIDDEN.values()), list(PUBLIC.values())

    before = walk([*hidden, *public])

    assert met(before, hidden) == {}
    channels = met(before, public)
    assert channels.keys() == set(public)
    for word in public:
        assert finds(before, word) >= {"/soeg/", "/api/v1/search"}, word
    for word in hidden:
        assert finds(before, word) == set(), word
    assert {resolve(url.partition("?")[0]).route for url in before} == set(public_routes())

    assert [url for url, (response, _) in before.items() if kept_too_long(url, response)] == []

    withdraw_meeting(whole, by=people.approver, reason=_REASON)
    withdraw_item(AgendaItem.objects.get(meeting=other, number="1"), by=people.approver, reason=_REASON)
    withdraw_passage(other, passage, by=people.approver, reason=_REASON)
    shown = Attachment.objects.get(item__meeting=minutes, title=PUBLIC["title"])
    withdraw_attachment(shown, by=people.approver, reason=_REASON)
    hidden.append("zkanarienote")

    after = walk([*hidden, *public])
    assert met(after, [*hidden, *public]) == {}
    assert [word for word in (*hidden, *public) if finds(after, word)] == []
    for url, (response, text) in before.items():
        if any(word in text.lower() for word in public) or response.status_code != 200:
            known = {
                "If-None-Match": response.get("ETag", '""'),
                "If-Modified-Since": response.get("Last-Modified", ""),
            }
            again = Client().get(url, headers=known)
            assert again.status_code != 304 or response.status_code != 200, url
            assert met({url: (again, again.getvalue().decode(errors="replace"))}, public) == {}, url
