from datetime import date, time

import pytest

from apps.archive.models import Attachment, Attendance, Decision, KleSubject, Meeting
from tests.factories import make_case, make_committee, make_item, make_meeting, municipality

pytestmark = pytest.mark.django_db
WITHDRAWN, DRAFT = Meeting.State.WITHDRAWN, Meeting.State.DRAFT


def walk(client, url):
    """Every row of a list, by following `next`."""
    rows = []
    while url:
        answer = client.get(url).json()
        assert list(answer) == ["results", "next"]
        rows += answer["results"]
        url = answer["next"]
    return rows


def test_municipalities_with_public_meetings(client):
    make_meeting(committee=make_committee("Byrådet"), held_on=date(2024, 11, 13))
    make_meeting(committee=make_committee(municipality=municipality("Aarhus")), state=DRAFT)

    assert walk(client, "/api/v1/municipalities") == [
        {
            "id": municipality().pk,
            "slug": "herning",
            "code": "0657",
            "name": "Herning",
            "full_name": "Herning Kommune",
            "region": "Region Midtjylland",
            "is_example": False,
            "url": "http://testserver/herning/",
            "meeting_count": 1,
            "newest_meeting": "2024-11-13",
        }
    ]


def test_committees_are_read_page_by_page(client):
    made = [make_committee(f"Udvalg {letter}") for letter in "abcde"]
    for committee in made:
        make_meeting(committee=committee)
    make_committee("Uden møder")
    other = make_meeting(committee=make_committee(municipality=municipality("Aarhus"))).committee

    assert [row["id"] for row in walk(client, "/api/v1/committees?antal=2")] == [
        *[row.pk for row in made],
        other.pk,
    ]
    assert walk(client, "/api/v1/committees?kommune=aarhus") == [
        {
            "id": other.pk,
            "slug": "teknik-og-miljoeudvalget",
            "name": "Teknik- og Miljøudvalget",
            "municipality": "aarhus",
            "url": "http://testserver/aarhus/teknik-og-miljoeudvalget/",
            "feed_url": "http://testserver/aarhus/teknik-og-miljoeudvalget/feed/",
            "calendar_url": "http://testserver/aarhus/teknik-og-miljoeudvalget/kalender.ics",
        }
    ]


def test_meetings_come_newest_first_page_by_page_also_on_the_same_day(client):
    days = [date(2024, 1, 1), date(2024, 1, 2), date(2024, 1, 2), date(2024, 1, 2), date(2023, 5, 1)]
    made = [make_meeting(held_on=day) for day in days]
    wanted = sorted(made, key=lambda row: (row.held_on, row.pk), reverse=True)

    assert [row["id"] for row in walk(client, "/api/v1/meetings?antal=2")] == [row.pk for row in wanted]
    assert [row["id"] for row in walk(client, "/api/v1/meetings?antal=1")] == [row.pk for row in wanted]


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("aar=2023", [date(2023, 5, 1)]),
        ("aar=2023&aar=2024", [date(2024, 1, 1), date(2023, 5, 1)]),
        ("fra=2023-05-01&til=2023-12-31", [date(2023, 5, 1)]),
        ("udvalg=byraadet", [date(2023, 5, 1)]),
        ("kommune=aarhus", []),
    ],
)
def test_meetings_can_be_chosen(client, query, days):
    make_meeting(committee=make_committee("Byrådet"), held_on=date(2023, 5, 1))
    make_meeting(held_on=date(2024, 1, 1))

    rows = walk(client, f"/api/v1/meetings?{query}&antal=1")
    assert [row["date"] for row in rows] == [day.isoformat() for day in days]


def test_meeting_has_its_facts_participants_and_items(client):
    case = make_case("20/33839")
    meeting = make_meeting(
        committee=make_committee("Byrådet"),
        held_on=date(2024, 11, 13),
        held_at=time(8, 5),
        place="Salen",
        kind=Meeting.Kind.AGENDA,
    )
    Attendance.objects.create(meeting=meeting, position=1, name="Bo Prøve", party="A", status="afbud")
    item = make_item(meeting, title="Stier", decision="Udsat.", outcome="udsat", case=case)
    closed = make_item(meeting, title="", closed=True, case_number_raw="X-1")
    answer = client.get(f"/api/v1/meetings/{meeting.pk}").json()
    times = [answer.pop(name) for name in ("published_at", "changed_at")]

    assert all(text.endswith("Z") for text in times)
    assert answer == {
        "id": meeting.pk,
        "url": "http://testserver/herning/byraadet/2024-11-13/",
        "municipality": "Herning",
        "committee": "Byrådet",
        "date": "2024-11-13",
        "start_time": "08:05:00",
        "end_time": None,
        "place": "Salen",
        "kind": "dagsorden",
        "participants": [{"name": "Bo Prøve", "party": "A", "status": "afbud"}],
        "items": [
            {
                "id": item.pk,
                "url": "http://testserver/herning/byraadet/2024-11-13/punkt-1/",
                "item_number": "1",
                "title": "Stier",
                "closed": False,
                "case_number": "20/33839",
                "case_id": case.pk,
                "outcome": "udsat",
                "decision": "Udsat.",
            },
            {
                "id": closed.pk,
                "url": "http://testserver/herning/byraadet/2024-11-13/punkt-2/",
                "item_number": "2",
                "title": None,
                "closed": True,
                "case_number": "X-1",
                "case_id": None,
                "outcome": None,
                "decision": None,
            },
        ],
    }


def test_item_has_all_of_its_text(client):
    earlier = make_item(make_meeting(held_on=date(2023, 1, 1)))
    section = {"heading": "Sagsfremstilling", "kind": "case", "text": "Der er mørkt."}
    item = make_item(title="Stier", decision="Godkendt.", outcome="godkendt", sections=[section])
    for position, found in ((2, earlier), (3, make_item(make_meeting(state=DRAFT)))):
        Decision.objects.create(
            item=item, position=position, is_own=False, text="Anbefales.", committee_name="Udvalget",
            decided_on=date(2023, 1, 1), point="4", outcome="anbefalet", earlier_item=found,
        )  # fmt: skip
    Attachment.objects.create(item=item, position=1, title="Kort")
    Attendance.objects.create(
        meeting=item.meeting, item=item, position=1, name="Bo Prøve", status="fravaerende"
    )
    answer = client.get(f"/api/v1/items/{item.pk}").json()

    assert answer["meeting"]["id"] == item.meeting_id
    assert (answer["decision"], answer["outcome"]) == ("Godkendt.", "godkendt")
    assert answer["sections"] == [section]
    assert answer["attachments"] == ["Kort"]
    assert answer["absent"] == [{"name": "Bo Prøve", "party": None, "status": "fraværende"}]
    quoted = {
        "committee": "Udvalget",
        "date": "2023-01-01",
        "item_number": "4",
        "outcome": "anbefalet",
        "text": "Anbefales.",
    }
    assert answer["earlier_decisions"] == [
        {**quoted, "url": f"http://testserver{earlier.get_absolute_url()}"},
        {**quoted, "url": None},
    ]


def test_case_is_followed_back_page_by_page(client):
    case = make_case("05.01.02-P19-1-24", title="Ny sti", subject=KleSubject.objects.first())
    made = [make_item(make_meeting(held_on=date(2024, month, 1)), case=case) for month in (1, 2, 3)]
    make_item(make_meeting(held_on=date(2024, 4, 1), state=DRAFT), case=case)
    url, found = f"/api/v1/cases/{case.pk}?antal=2", []
    while url:
        answer = client.get(url).json()
        found += [(row["id"], row["meeting"]["date"]) for row in answer.pop("items")]
        url = answer.pop("next")

    assert found == [(row.pk, row.meeting.held_on.isoformat()) for row in reversed(made)]
    assert answer == {
        "id": case.pk,
        "url": f"http://testserver{case.get_absolute_url()}",
        "number": "05.01.02-P19-1-24",
        "title": "Ny sti",
        "municipality": "Herning",
        "subject": case.subject_id,
        "is_catch_all": False,
    }


def test_withdrawn_is_gone_and_a_draft_was_never_there(client):
    for state, status in ((WITHDRAWN, 410), (DRAFT, 404)):
        item = make_item(make_meeting(state=state), case=make_case(f"20/{status}"))
        for path, expected in (("meetings", status), ("items", status), ("cases", 404)):
            pk = {"meetings": item.meeting_id, "items": item.pk, "cases": item.case_id}[path]
            response = client.get(f"/api/v1/{path}/{pk}")
            assert (path, response.status_code) == (path, expected)
            assert list(response.json()) == ["detail"]


@pytest.mark.parametrize(
    "query",
    [
        "antal=0",
        "antal=101",
        "antal=x",
        "efter=x",
        "efter=2024-13-01.1",
        "efter=2024-01-01.",
        "fra=x",
        "aar=1",
    ],
)
def test_parameters_that_cannot_be_read_are_refused_by_name(client, query):
    response = client.get(f"/api/v1/meetings?{query}")

    assert response.status_code == 422
    assert f"»{query.partition('=')[0]}«" in response.json()["detail"]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_and_details_take_the_same_queries_however_long(client, count, django_assert_num_queries):
    case = make_case()
    for _ in range(count):
        item = make_item(make_meeting(), case=case)
        make_item(item.meeting, decision="Godkendt.")

    for path, queries in (
        ("meetings", 1),
        ("committees", 1),
        (f"meetings/{item.meeting_id}", 6),
        (f"cases/{case.pk}", 5),
    ):
        with django_assert_num_queries(queries):
            assert client.get(f"/api/v1/{path}").status_code == 200
