"""A meeting and its items, page by page."""

from datetime import date, time

import pytest

from apps.archive.models import Attachment, Attendance, Decision, Meeting
from tests.archive.pages import Page, section
from tests.factories import make_case, make_committee, make_item, make_meeting

pytestmark = pytest.mark.django_db


def test_meeting_page_shows_facts_people_and_items_in_order(client):
    meeting = make_meeting(
        committee=make_committee("Byrådet"),
        held_on=date(2024, 11, 13),
        held_at=time(8, 5),
        ended_at=time(10, 30),
        place="Salen",
    )
    Attendance.objects.create(meeting=meeting, position=1, name="Aase Prøve", party="A", status="present")
    Attendance.objects.create(meeting=meeting, position=2, name="Bo Prøve", party="Ukendt", status="afbud")
    make_item(
        meeting,
        title="Stier",
        decision="Godkendt.",
        outcome="godkendt",
        sections=[section("at der kommer lys.", "recommendation", "Indstilling"), section("Der er mørkt.")],
    )
    make_item(meeting, title="Veje", decision="Udsat.", outcome="udsat")
    page = Page(client, meeting.get_absolute_url())

    assert page.texts("h1") == ["ByrådetOnsdag den 13. november 2024"]
    assert page.texts(".facts dd") == ["kl. 08.05–10.30", "Salen", "2"]
    assert page.texts(".people > div") == ["Til stede Aase Prøve (A)", "Afbud Bo Prøve (Ukendt)"]
    assert page.tree.css_first(".party abbr").attributes["title"] == "Socialdemokratiet"
    assert page.texts(".contents-list li") == ["1Stier Godkendt", "2Veje Udsat"]
    assert page.texts(".item-title") == ["Stier", "Veje"]
    assert page.texts(".recommendation .prose") == ["at der kommer lys."]
    assert page.texts(".decision .prose") == ["Godkendt.", "Udsat."]
    assert page.texts(".fold .prose") == ["Der er mørkt."]


def test_meeting_with_very_much_text_leads_to_the_items_instead(client):
    meeting = make_meeting()
    for _ in range(3):
        make_item(meeting, sections=[section("ord " * 20_000)])
    page = Page(client, meeting.get_absolute_url())

    assert page.texts(".fold") == []
    assert page.texts(".item > p > a") == ["Læs hele punkt 1", "Læs hele punkt 2", "Læs hele punkt 3"]


def test_agenda_says_that_the_minutes_are_missing(client):
    meeting = make_meeting(kind=Meeting.Kind.AGENDA)
    make_item(meeting)
    page = Page(client, meeting.get_absolute_url())

    assert page.texts(".notice") == [
        "Her er kun dagsorden for mødet. Referatet med beslutningerne er ikke lagt ind endnu."
    ]
    assert page.texts(".decision .quiet") == [
        "Der er kun en dagsorden for mødet, så beslutningen kendes ikke her endnu."
    ]


def test_meeting_links_the_meetings_before_and_after_but_no_draft(client):
    committee = make_committee()
    days = [date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)]
    first, second, third = (make_meeting(committee=committee, held_on=day) for day in days)
    make_meeting(committee=committee, held_on=date(2024, 2, 15), state=Meeting.State.DRAFT)

    page = Page(client, second.get_absolute_url())

    assert page.links(".neighbours a") == [first.get_absolute_url(), third.get_absolute_url()]


def test_item_page_shows_every_part_and_marks_source_text_as_text(client):
    earlier = make_item(make_meeting(held_on=date(2023, 1, 1)), decision="Anbefales.")
    case = make_case()
    item = make_item(
        title="<b>Stier</b>",
        decision="Godkendt.\n\n<script>x</script>",
        outcome="godkendt",
        case=case,
        sections=[section("Lys\tStk.\nNord\t4"), section("Udgiften er 4 mio.", "economy", "Økonomi")],
    )
    Decision.objects.create(
        item=item,
        position=2,
        is_own=False,
        text="Anbefales.",
        committee_name="Teknikudvalget",
        decided_on=date(2023, 1, 1),
        point="4",
        earlier_item=earlier,
    )
    Attachment.objects.create(item=item, position=1, title="Kort over stier")
    Attendance.objects.create(meeting=item.meeting, item=item, position=1, name="Bo Prøve", status="afbud")
    page = Page(client, item.get_absolute_url())

    assert page.texts("h1") == ["<b>Stier</b>"]
    assert page.texts("main article > .with-aside > div h2") == [
        "Beslutning Godkendt",
        "Sagsfremstilling",
        "Økonomi",
        "Tidligere beslutninger i sagen",
        "Bilag",
        "Sådan henviser du hertil",
    ]
    assert page.texts(".decision .prose p") == [
        "Godkendt. Link til afsnit 1",
        "<script>x</script> Link til afsnit 2",
    ]
    assert page.texts(".decision .people") == ["Afbud Bo Prøve"]
    assert page.texts("thead th") == ["Lys", "Stk."]
    assert page.links(".earlier-decision a") == [earlier.get_absolute_url()]
    assert page.texts(".attachments li") == ["Kort over stier"]
    assert page.links(".aside dd a")[-1] == case.get_absolute_url()
    assert page.texts(".citation-text")[0].startswith("Herning Kommune, Udvalg ")
    assert [node.attributes["src"] for node in page.tree.css("script[src]")] == [
        "/static/search/suggestions.js",
        "/static/js/copy.js",
    ]
    assert page.tree.css("[style]") == []


def test_every_paragraph_and_list_of_an_item_has_an_address_of_its_own(client):
    text = "Der er mørkt.\n\n- lamper\n- kabler\n\nDer kommer lys."
    item = make_item(
        decision="Ja.\n\nStraks.", sections=[section("Først."), section(text, "economy", "Økonomi")]
    )
    page = Page(client, item.get_absolute_url())

    links = page.links(".paragraph-link")
    assert links == ["#beslutning-1", "#beslutning-2", "#afsnit-1-1"] + [f"#afsnit-2-{n}" for n in (1, 2, 3)]
    assert all(page.tree.css_first(link) for link in links)
    assert page.texts(".section .paragraph-link") == [
        f"Link til afsnit {number}" for number in ("1.1", "2.1", "2.2", "2.3")
    ]


def test_amounts_are_marked_with_their_value(client):
    item = make_item(decision="Der gives 7,4 mio. kr.", sections=[section("Lys koster **640.000 kr.** nu.")])
    marked = Page(client, item.get_absolute_url()).tree.css("data")

    assert [(node.text(), node.attributes["value"]) for node in marked] == [("7,4 mio. kr.", "7400000")]


def test_item_says_that_the_recommendation_was_followed_only_where_there_is_one(client):
    recommended = make_item(
        decision="Indstillingen blev godkendt.",
        outcome="godkendt",
        sections=[section("at der kommer lys.", "recommendation", "Indstilling")],
    )
    alone = make_item(decision="Indstillingen blev godkendt.", outcome="godkendt")

    assert Page(client, recommended.get_absolute_url()).texts(".agreement") == ["Indstillingen er fulgt."]
    assert Page(client, alone.get_absolute_url()).texts(".agreement") == []


def test_dash_between_words_of_a_title_stays_with_the_word_before(client):
    item = make_item(title="Budget 2024-2027 - 2. behandling")

    heading = Page(client, item.get_absolute_url()).tree.css_first("h1").text()
    assert heading == "Budget 2024-2027\u00a0- 2. behandling"


def test_closed_item_shows_only_what_was_published(client):
    meeting = make_meeting()
    item = make_item(
        meeting, closed=True, title="", decision="Godkendt.", outcome="godkendt", case=make_case()
    )
    for page in (Page(client, item.get_absolute_url()), Page(client, meeting.get_absolute_url())):
        assert page.texts(".closed-notice")[0].startswith(
            "Lukket punkt Punktet er behandlet for lukkede døre"
        )
        assert page.texts("h1, .item-title")[-1] == "Lukket punkt uden offentlig titel"
        assert page.texts(".decision .prose")[0].split(" Link")[0] == "Godkendt."
