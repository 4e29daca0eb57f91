"""No public address says what is not public: every one is asked, with words planted where none may see them.

The addresses come from the URL configuration, so a new one fails here until it is told how to be asked.
"""

from datetime import date
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver

from apps.archive.models import AgendaItem, Attachment, AttachmentPage, Attendance, Decision, Meeting
from apps.archive.originals import keep_original
from apps.search.indexing import index_meeting
from apps.search.models import SearchEntry
from tests.factories import make_case, make_committee, make_item, make_meeting, make_source

pytestmark = pytest.mark.django_db
CANARY = "zyxkanarie"
# A word like it that stands nowhere: what is said of the two must be the same.
CONTROL = "zyxkanorie"
SECRET_COMMITTEE = "Qvzudvalget"
WORDS = (CANARY, "qvzudvalg")


@pytest.fixture
def planted():
    """One public meeting with a closed item, and a draft and a withdrawn meeting full of the words."""
    committee, case = make_committee("Byrådet"), make_case("20/33839", title="Ny skole")
    shown = make_meeting(committee=committee, held_on=date(2024, 1, 1))
    make_item(shown, title="Skole", decision="Godkendt.", outcome="godkendt", case=case)
    make_item(shown, title="", closed=True, case=case)
    source = make_source(
        meeting=shown,
        sha256=keep_original(f"Lukket: {CANARY}".encode()),
        record={"items": [{"closed": True, "sections": [{"text": CANARY}]}]},
        problems=[{"message": CANARY}],
        reason=CANARY,
        file_name=f"{CANARY}.txt",
    )
    Meeting.objects.filter(pk=shown.pk).update(source=source)
    draft = _plant(committee, date(2024, 2, 1), Meeting.State.DRAFT, case)
    withdrawn = _plant(committee, date(2024, 3, 1), Meeting.State.WITHDRAWN, case)
    hidden = _plant(make_committee(SECRET_COMMITTEE), date(2024, 4, 1), Meeting.State.DRAFT, case)
    # It was public and could be found before it was withdrawn.
    Meeting.objects.filter(pk=withdrawn.pk).update(state=Meeting.State.PUBLISHED)
    index_meeting(withdrawn)
    assert SearchEntry.objects.filter(item__meeting=withdrawn).count() == 2
    Meeting.objects.filter(pk=withdrawn.pk).update(state=Meeting.State.WITHDRAWN)
    for meeting in (shown, draft, withdrawn, hidden):
        index_meeting(meeting)
    return SimpleNamespace(meetings=[shown, draft, withdrawn, hidden], case=case)


def _plant(committee, held_on, state, case):
    """A meeting that says the word in every field that can hold it."""
    meeting = make_meeting(
        committee=committee, held_on=held_on, state=state, place=CANARY, committee_raw=CANARY
    )
    sections = [{"heading": CANARY, "kind": "case", "text": f"Om {CANARY} og skole."}]
    item = make_item(meeting, title=f"Skole {CANARY}", decision=CANARY, sections=sections, case=case)
    make_item(meeting, title=CANARY, case=make_case(f"{CANARY}-{held_on:%m}", title=CANARY))
    Decision.objects.create(item=item, position=2, is_own=False, text=CANARY, committee_name=CANARY)
    sha256 = keep_original(CANARY.encode())
    attached = Attachment.objects.create(
        item=item, position=1, title=CANARY, sha256=sha256, media_type="text/plain", byte_count=len(CANARY)
    )
    AttachmentPage.objects.create(attachment=attached, number=1, text=CANARY)
    Attendance.objects.create(meeting=meeting, position=1, name=CANARY, status="present")
    return meeting


def _addresses(planted):
    """The addresses under which each public route is asked."""
    meetings = planted.meetings
    items = [item for meeting in meetings for item in meeting.items.all()]
    cases = {item.case for item in items if item.case}
    paths = [meeting.get_absolute_url() for meeting in meetings]
    committees = sorted({meeting.committee.get_absolute_url() for meeting in meetings})
    words = ["skole", "20/33839", "udvalg:qvz", "qvzudvalg"]
    words += [CANARY, f'"{CANARY}"', f"skole {CANARY}", f"{CANARY}*", f"-{CANARY} skole"]
    searches = [f"?q={word}" for word in words]
    searches += ["?kommune=herning", "?udvalg=qvzudvalget", "?aar=2024", "?sort=nyeste&kommune=herning"]
    place = "<slug:municipality>/"
    held = place + "<slug:committee>/<str:meeting>/"
    return {
        "": ["/"],
        "feed/": ["/feed/"],
        "sitemap.xml": ["/sitemap.xml"],
        "sitemap/sider.xml": ["/sitemap/sider.xml"],
        "sitemap/moeder-<int:number>.xml": [f"/sitemap/moeder-{meetings[0].pk // 100 + 1}.xml"],
        "sitemap/sager-<int:number>.xml": ["/sitemap/sager-1.xml"],
        "kommuner/": ["/kommuner/"],
        "emner/": ["/emner/"],
        "emner/<str:number>/": ["/emner/17/", "/emner/00/", f"/emner/{CANARY}/"],
        "tilbagetrukket/": ["/tilbagetrukket/"],
        "tilbagetrukket/feed/": ["/tilbagetrukket/feed/"],
        "om/": ["/om/"],
        "privatliv/": ["/privatliv/"],
        place: ["/herning/"],
        place + "farver.css": ["/herning/farver.css"],
        place + "feed/": ["/herning/feed/"],
        place + "kalender.ics": ["/herning/kalender.ics"],
        place + "sager/<str:case>/": [case.get_absolute_url() for case in cases],
        place + "sager/<str:case>/feed/": [f"{case.get_absolute_url()}feed/" for case in cases],
        place + "sager/<path:case>/": ["/herning/sager/20/33839/", f"/herning/sager/a/{CANARY}/"],
        place + "<slug:committee>/": committees,
        place + "<slug:committee>/feed/": [f"{path}feed/" for path in committees],
        place + "<slug:committee>/kalender.ics": [f"{path}kalender.ics" for path in committees],
        held: paths,
        held + "feed/": [f"{path}feed/" for path in paths],
        held + "kalender.ics": [f"{path}kalender.ics" for path in paths],
        held + "historik/": [f"{path}historik/" for path in paths],
        held + "original/": [f"{path}original/" for path in paths],
        held + "punkt-<str:item>/": [item.get_absolute_url() for item in items],
        held + "punkt-<str:item>/bilag/<int:position>/": [
            f"{item.get_absolute_url()}bilag/1/" for item in items
        ],
        "soeg/": [f"/soeg/{query}" for query in searches],
        "soeg/forslag": [f"/soeg/forslag?q={word}" for word in ("sk", CANARY[:3], CANARY, "qvz")],
        "soeg/feed/": [f"/soeg/feed/{query}" for query in searches],
        "api/": ["/api/"],
        "api/v1/": ["/api/v1/"],
        "api/v1/<path:path>": [f"/api/v1/{CANARY}"],
        "api/v1/openapi.json": ["/api/v1/openapi.json"],
        "api/v1/search": [f"/api/v1/search{query}" for query in searches],
        "api/v1/search.csv": [f"/api/v1/search.csv{query}" for query in searches],
        "api/v1/suggest": [f"/api/v1/suggest?q={word}" for word in ("sk", CANARY[:3], CANARY, "qvz")],
        "api/v1/municipalities": ["/api/v1/municipalities"],
        "api/v1/committees": ["/api/v1/committees", "/api/v1/committees?kommune=herning"],
        "api/v1/meetings": ["/api/v1/meetings", "/api/v1/meetings?udvalg=qvzudvalget"],
        "api/v1/meetings/<int:meeting_id>": [f"/api/v1/meetings/{meeting.pk}" for meeting in meetings],
        "api/v1/items/<int:item_id>": [f"/api/v1/items/{item.pk}" for item in items],
        "api/v1/cases/<int:case_id>": [f"/api/v1/cases/{case.pk}" for case in cases],
        "healthz": ["/healthz"],
        "readyz": ["/readyz"],
        "robots.txt": ["/robots.txt"],
        "opensearch.xml": ["/opensearch.xml"],
        "site.webmanifest": ["/site.webmanifest"],
        ".well-known/security.txt": ["/.well-known/security.txt"],
        "was": ["/was"],
    }


def _public_routes(patterns=None, prefix=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if f"/{route}".startswith(settings.STAFF_PREFIXES):
            continue
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _public_routes(pattern.url_patterns, route)


def test_every_public_address_is_asked_for_what_it_must_not_say(planted):
    assert sorted(set(_public_routes())) == sorted(_addresses(planted))


def test_no_public_address_says_what_is_not_public(client, planted):
    for urls in _addresses(planted).values():
        for url in urls:
            response = client.get(url)
            said = (response.content.decode() + str(response.headers)).lower()
            # A reader may be told what they typed themselves.
            unsaid = [word for word in WORDS if word not in url.lower()]

            assert response.status_code < 500, url
            assert [word for word in unsaid if word in said] == [], url


def test_what_is_not_public_answers_like_what_does_not_exist(client, planted):
    asked = [url for urls in _addresses(planted).values() for url in urls if CANARY in url]
    assert len(asked) > 10
    for url in asked:
        response, control = client.get(url), client.get(url.replace(CANARY, CONTROL))

        assert response.status_code == control.status_code, url
        assert response.content.decode() == control.content.decode().replace(CONTROL, CANARY), url


def test_committee_without_public_meetings_is_not_known_as_a_filter(client, planted):
    for path in ("/soeg/", "/soeg/feed/", "/api/v1/search", "/api/v1/search.csv"):
        hidden, unknown = (
            client.get(f"{path}?aar=2024&udvalg={slug}").content.decode()
            for slug in ("qvzudvalget", "qvzudvalgen")
        )
        assert hidden == unknown.replace("qvzudvalgen", "qvzudvalget"), path


def test_public_address_says_what_is_public(client, planted):
    """The planted archive can be found, or the test above would say nothing."""
    for path in ("/soeg/", "/soeg/feed/", "/api/v1/search", "/api/v1/search.csv"):
        content = client.get(f"{path}?q=skole").content.decode()
        assert content.count("/herning/byraadet/2024-01-01/punkt-1/") >= 1, path


def test_planted_words_are_really_there(planted):
    assert AgendaItem.objects.filter(title__contains=CANARY).count() == 6
    assert AgendaItem.objects.filter(sections__0__text__icontains=CANARY).count() == 3
    assert SearchEntry.objects.count() == 2
