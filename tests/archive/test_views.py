"""What every page has in common: what is public, how it is cached, what it costs."""

from datetime import date

import pytest
from django.core.cache import cache, caches

from apps.archive.models import Attachment, Decision, Meeting
from tests.archive.pages import Page, section
from tests.factories import make_case, make_committee, make_item, make_meeting, municipality

pytestmark = pytest.mark.django_db
CANARY = "kanariefugl"


def test_unpublished_meeting_is_on_no_page_and_its_addresses_do_not_exist(client):
    committee = make_committee("Byrådet")
    case = make_case()
    shown = make_item(make_meeting(committee=committee, held_on=date(2024, 1, 1)), case=case)
    hidden = make_meeting(
        committee=committee, held_on=date(2025, 6, 5), state=Meeting.State.DRAFT, place=CANARY
    )
    item = make_item(hidden, case=case, title=CANARY, decision=CANARY, sections=[section(CANARY)])
    Attachment.objects.create(item=item, position=1, title=CANARY)

    for url in (
        "/",
        "/kommuner/",
        "/herning/",
        "/herning/byraadet/",
        shown.meeting.get_absolute_url(),
        shown.get_absolute_url(),
        case.get_absolute_url(),
        "/om/",
    ):
        text = Page(client, url).text
        assert CANARY not in text, url
        assert "2025" not in text, url
    for url in (
        hidden.get_absolute_url(),
        item.get_absolute_url(),
        hidden.get_absolute_url() + "original/",
        "/herning/byraadet/?aar=2025",
    ):
        assert CANARY not in Page(client, url, status=404).text


def test_withdrawn_meeting_is_gone_without_its_text(client):
    meeting = make_meeting(state=Meeting.State.WITHDRAWN, place=CANARY)
    item = make_item(meeting, title=CANARY)

    for url in (
        meeting.get_absolute_url(),
        item.get_absolute_url(),
        meeting.get_absolute_url() + "original/",
    ):
        page = Page(client, url, status=410)
        assert page.texts("h1") == ["Mødet er trukket tilbage"]
        assert CANARY not in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/findes-ikke/",
        "/herning/findes-ikke/",
        "/herning/sager/1/",
        "/herning/sager/",
        "/herning/a/2024-01-01/",
    ],
)
def test_missing_page_offers_a_search(client, path):
    page = Page(client, path, status=404)

    assert page.texts("h1") == ["Siden findes ikke"]
    assert page.tree.css_first("main form").attributes["action"] == "/soeg/"


def test_every_page_of_the_example_municipality_says_so(client):
    example = municipality("Eksempelby")
    case = make_case(municipality=example)
    item = make_item(make_meeting(committee=make_committee("Byrådet", municipality=example)), case=case)
    urls = (
        "/",
        "/kommuner/",
        "/eksempelby/",
        "/eksempelby/byraadet/",
        item.meeting.get_absolute_url(),
        item.get_absolute_url(),
        case.get_absolute_url(),
    )

    assert [Page(client, url).texts(".example-notice strong") for url in urls] == [["Eksempeldata."]] * len(
        urls
    )


def test_pages_of_a_real_municipality_carry_no_example_notice(client):
    item = make_item()

    assert Page(client, item.get_absolute_url()).texts(".example-notice") == []


def test_pages_are_public_for_a_minute_set_no_cookie_and_answer_conditionally(client):
    url = make_item().get_absolute_url()
    response = client.get(url)

    assert response["Cache-Control"] == "public, max-age=60"
    assert response.cookies == {}
    assert client.get(url, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_titles_and_canonical_addresses_are_unique(client):
    case = make_case()
    item = make_item(make_meeting(committee=make_committee("Byrådet")), case=case)
    pages = [
        Page(client, url)
        for url in (
            "/",
            "/kommuner/",
            "/om/",
            "/privatliv/",
            "/herning/",
            "/herning/byraadet/",
            item.meeting.get_absolute_url(),
            item.get_absolute_url(),
            case.get_absolute_url(),
        )
    ]

    assert len({page.texts("title")[0] for page in pages}) == len(pages)
    assert [page.links("link[rel=canonical]")[0] for page in pages] == [
        "http://testserver" + page.response.request["PATH_INFO"] for page in pages
    ]
    assert [len(page.texts("h1")) for page in pages] == [1] * len(pages)


PAGES = {
    "/": 7,
    "/kommuner/": 1,
    "/herning/": 7,
    "/herning/?aar=2024": 4,
    "/herning/byraadet/": 7,
    "/emner/": 2,
    "meeting": 12,
    "item": 10,
    "case": 8,
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", PAGES)
def test_pages_take_the_same_queries_with_one_row_and_with_three(
    client, django_assert_num_queries, name, rows
):
    committee = make_committee("Byrådet")
    case = make_case()
    for month in range(1, rows + 1):
        meeting = make_meeting(committee=committee, held_on=date(2024, month, 1))
        for _ in range(rows):
            item = make_item(meeting, case=case, decision="Godkendt.", sections=[section("Tekst.")])
            Decision.objects.create(
                item=item,
                position=2,
                is_own=False,
                text="Anbefales.",
                committee_name="X",
                earlier_item=make_item(),
            )
            file = {"sha256": "0" * 64, "media_type": "application/pdf", "byte_count": 1}
            Attachment.objects.create(item=item, position=1, title="Kort", **file)
    url = {
        "meeting": meeting.get_absolute_url(),
        "item": item.get_absolute_url(),
        "case": case.get_absolute_url(),
    }.get(name, name)
    cache.clear()
    caches["memory"].clear()

    with django_assert_num_queries(PAGES[name]):
        assert client.get(url).status_code == 200
