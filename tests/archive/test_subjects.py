from datetime import date

import pytest
from django.core.cache import caches

from apps.archive import subjects
from apps.archive.models import KleSubject, Meeting, Municipality
from tests.archive.pages import Page
from tests.factories import make_case, make_committee, make_item, make_meeting, municipality

pytestmark = pytest.mark.django_db
CANARY = "kanariefugl"


def subject(number):
    return KleSubject.objects.get(number=number)


def item_about(number, place="Herning", day=date(2024, 2, 7), serial=1, **fields):
    """An item of a new case of the subject, on a new meeting of the municipality."""
    owner = municipality(place)
    committee = make_committee(f"Udvalg {number} {place} {day} {serial}", municipality=owner)
    case = make_case(f"{number}-P20-{serial}-24", municipality=owner, subject=subject(number))
    state = fields.pop("state", Meeting.State.PUBLISHED)
    return make_item(
        make_meeting(committee=committee, held_on=day, state=state),
        case=case,
        **{"title": f"Om {place}"} | fields,
    )


def test_main_groups_count_each_case_once_and_keep_those_without():
    item = item_about("01.02.05")
    make_item(item.meeting, case=item.case)
    item_about("01.02.05", "Aarhus")

    counts = {row.number: row.case_count for row in subjects.main_groups()}

    assert len(counts) == 35
    assert {number: count for number, count in counts.items() if count} == {"01": 2}


def test_main_group_shows_its_groups_with_their_subjects(client):
    item_about("01.02.05")
    item_about("05.01.08")
    page = Page(client, "/emner/01/")

    assert page.links("main h2 a") == ["/emner/01.02/"]
    assert page.links(".subject-list a") == ["/emner/01.02.05/"]
    assert page.texts(".subject-list .quiet") == ["01.02.05 · 1 sag"]


def test_subject_shows_the_newest_of_each_municipality_beside_each_other(client):
    item_about("01.02.05", day=date(2023, 1, 1), serial=2)
    newest = item_about("01.02.05", decision="Godkendt.", outcome="godkendt")
    other = item_about("01.02.05", "Aarhus", date(2022, 1, 1), decision="Udsat til maj.", outcome="udsat")
    page = Page(client, "/emner/01.02.05/")

    grids = page.tree.css(".card-grid")
    assert [node.attributes["href"] for node in grids[0].css("h3 a")] == [
        newest.get_absolute_url(),
        other.get_absolute_url(),
    ]
    assert len(grids[1].css("h3")) == 3
    assert page.texts(".decision-card-text")[:2] == ["Godkendt Godkendt.", "Udsat Udsat til maj."]


def test_subject_of_one_municipality_shows_only_its_items(client):
    item_about("01.02.05")
    other = item_about("01.02.05", "Aarhus")
    page = Page(client, "/emner/01.02.05/?kommune=aarhus")

    assert page.links(".decision-card a") == [other.get_absolute_url()]
    assert page.texts('.year-nav [aria-current="page"]') == ["Aarhus (1 sag)"]
    Page(client, "/emner/01.02.05/?kommune=odense", status=404)


def test_subject_without_cases_says_so_and_an_unknown_number_is_no_page(client):
    assert Page(client, "/emner/01.02.05/").texts("main .container > p")[1:] == [
        "Arkivet har ingen sager om emnet endnu. Se de emner, der er sager om."
    ]
    for number in ("99", "01.02.05.", "1", "x", "01.02.05/"):
        Page(client, f"/emner/{number}/", status=404)


def test_subject_has_pages_and_stops_where_search_takes_over(client, monkeypatch):
    monkeypatch.setattr("apps.archive.subject_views.PAGE_LENGTH", 1)
    monkeypatch.setattr("apps.archive.subject_views.LAST_PAGE", 2)
    for serial in range(1, 4):
        item_about("01.02.05", day=date(2024, serial, 1), serial=serial)
    first, last = Page(client, "/emner/01.02.05/"), Page(client, "/emner/01.02.05/?side=99")

    assert first.links(".neighbours a") == ["?side=2"]
    assert last.links(".neighbours a") == ["?side=1"]
    assert last.links("main p.quiet a") == ["/soeg/?emne=01.02.05"]


def test_numbers_for_unrelated_items_and_unpublished_items_are_in_no_subject(client):
    catch_all = item_about("01.02.05", title=CANARY)
    catch_all.case.is_catch_all = True
    catch_all.case.save()
    for serial, state in enumerate((Meeting.State.DRAFT, Meeting.State.WITHDRAWN), start=2):
        item_about("01.02.05", serial=serial, state=state, title=CANARY, decision=CANARY)
    caches["memory"].clear()

    for url in ("/emner/", "/emner/01/", "/emner/01.02/", "/emner/01.02.05/"):
        page = Page(client, url)
        assert CANARY not in page.text, url
        assert page.links(".place, main h2 a, .subject-list a, .decision-card a") == [], url


def test_item_and_case_lead_to_their_subject(client):
    item = item_about("01.02.05")

    assert "/emner/01.02.05/" in Page(client, item.get_absolute_url()).links(".aside a")
    assert "/emner/01.02.05/" in Page(client, item.case.get_absolute_url()).links(".facts a")


def test_every_municipality_keeps_its_address_beside_the_fixed_first_words(client):
    taken = {"emner", "kommuner", "om", "privatliv", "soeg", "konto", "admin", "api", "static", "feed"}

    assert taken.isdisjoint(Municipality.objects.values_list("slug", flat=True))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("url", "count"), [("/emner/", 2), ("/emner/01/", 3), ("/emner/01.02.05/", 12)])
def test_subject_pages_take_the_same_queries_with_one_row_and_with_three(
    client, django_assert_num_queries, url, count, rows
):
    for place in ("Herning", "Aarhus"):
        for serial in range(rows):
            item_about("01.02.05", place, serial=serial, decision="Godkendt.")
    caches["memory"].clear()

    with django_assert_num_queries(count):
        assert client.get(url).status_code == 200


def test_case_leads_to_newer_cases_of_its_subject_in_the_same_committee(client):
    item = item_about("01.02.05")
    committee = item.meeting.committee

    def other(serial, held_on, number="01.02.05", place=committee, state=Meeting.State.PUBLISHED):
        case = make_case(f"{number}-P20-{serial}-23", subject=subject(number), title=f"Sag {serial}")
        make_item(make_meeting(committee=place, held_on=held_on, state=state), case=case)

    other(11, date(2023, 1, 1))
    other(12, date(2024, 1, 1))
    other(13, date(2024, 1, 2), number="05.01.08")
    other(14, date(2024, 1, 3), place=make_committee("Andet udvalg"))
    other(15, date(2024, 1, 4), state=Meeting.State.DRAFT)
    page = Page(client, item.case.get_absolute_url())

    assert page.texts(".case-list li") == [
        "Sag 12 Senest 1.1.2024 · sag 01.02.05-P20-12-23",
        "Sag 11 Senest 1.1.2023 · sag 01.02.05-P20-11-23",
    ]


def test_subject_counted_for_one_reader_is_not_counted_again_for_the_next(client):
    item_about("01.02.05")
    item = item_about("01.02.05", "Aarhus")
    assert Page(client, "/emner/01.02.05/").texts(".year-nav li") == [
        "Alle kommuner",
        "Herning (1 sag)",
        "Aarhus (1 sag)",
    ]
    Meeting.objects.filter(pk=item.meeting_id).update(state=Meeting.State.WITHDRAWN)
    item_about("01.02.05", "Aalborg", title="Nyt fra Aalborg")
    page = Page(client, "/emner/01.02.05/")

    assert page.texts(".year-nav li")[2] == "Aarhus (1 sag)"
    assert "Om Aarhus" not in page.text
    assert page.texts("#alle + nav + ul .decision-card-title")[0] == "Nyt fra Aalborg"
    assert Page(client, "/emner/01.02.05/?kommune=aalborg").texts(".decision-card-title") == [
        "Nyt fra Aalborg"
    ]
    Page(client, "/emner/01.02.05/?kommune=aarhus", status=404)
