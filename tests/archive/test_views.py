from datetime import date, time

import pytest
from django.core.cache import cache, caches

from apps.archive.models import AgendaItem, Attachment, Attendance, Decision, KleSubject, Meeting
from apps.archive.originals import keep_original
from tests.archive.pages import Page
from tests.factories import make_case, make_committee, make_item, make_meeting, make_source, municipality

pytestmark = pytest.mark.django_db
CANARY = "kanariefugl"


def section(text, kind="case", heading="Sagsfremstilling"):
    return {"heading": heading, "kind": kind, "text": text}


def test_front_page_of_an_empty_archive_says_so(client):
    page = Page(client, "/")

    assert page.texts("h1, h2") == ["Find ud af, hvad din kommune har besluttet", "Arkivet er tomt endnu"]
    assert page.tree.css_first("main form").attributes["action"] == "/soeg/"


def test_front_page_lists_meetings_numbers_and_municipalities(client):
    make_item(make_meeting(committee=make_committee("Byrådet"), held_on=date(2024, 11, 13)))
    page = Page(client, "/")

    assert page.texts(".meeting-row") == ["Byrådet, onsdag den 13. november 2024 Herning Kommune · 1 punkt"]
    assert page.texts(".figures dd") == ["1", "1", "1", "0"]
    assert page.links(".place") == ["/herning/"]


def test_municipalities_page_names_all_and_links_those_with_meetings(client):
    make_meeting()
    page = Page(client, "/kommuner/")

    assert page.links(".place") == ["/herning/"]
    assert len(page.texts(".name-columns li")) == 97
    assert page.texts("h3") == [
        f"Region {name}" for name in ("Hovedstaden", "Midtjylland", "Nordjylland", "Sjælland", "Syddanmark")
    ]


def test_municipality_page_shows_committees_meetings_and_a_search_of_its_own(client):
    committee = make_committee("Ældreudvalget")
    meeting = make_meeting(committee=committee)
    page = Page(client, "/herning/")

    assert page.links(".meeting-row-link, .plain-list a") == [
        meeting.get_absolute_url(),
        committee.get_absolute_url(),
    ]
    assert page.tree.css_first("main input[name=kommune]").attributes["value"] == "herning"


def test_municipality_without_meetings_says_so(client):
    assert Page(client, "/aarhus/").texts("main .lead") == [
        "Arkivet har ingen referater fra Aarhus Kommune endnu."
    ]


def test_committee_page_shows_one_year_or_the_newest_meetings_by_year(client):
    committee = make_committee("Byrådet")
    for year in (2022, 2024):
        make_meeting(committee=committee, held_on=date(year, 5, 1))
    newest, chosen = Page(client, "/herning/byraadet/"), Page(client, "/herning/byraadet/?aar=2022")

    assert newest.texts("h2") == ["2024", "2022", "År for år"]
    assert chosen.texts("h2") == ["2022", "År for år"]
    assert chosen.links(".meeting-row-link") == ["/herning/byraadet/2022-05-01/"]
    assert chosen.links('.year-nav [aria-current="page"]') == ["?aar=2022"]
    for nonsense in ("2023", "x", "²⁰²²"):
        Page(client, f"/herning/byraadet/?aar={nonsense}", status=404)


def test_committee_page_lays_the_days_of_a_year_out_by_month(client):
    committee = make_committee("Byrådet")
    days = (date(2024, 3, 6), 1), (date(2024, 3, 6), 2), (date(2024, 4, 3), 1), (date(2024, 11, 13), 1)
    for day, sequence in days:
        make_meeting(committee=committee, held_on=day, sequence=sequence)
    make_meeting(committee=committee, held_on=date(2024, 5, 1), state=Meeting.State.DRAFT)
    page = Page(client, "/herning/byraadet/")

    months = page.texts(".calendar > li")
    assert (len(months), months[2], months[4], months[10]) == (
        12,
        "Marts 6. marts 6. marts, 2. møde den dag",
        "Maj: ingen møder i arkivet",
        "November 13. november",
    )
    assert page.links(".calendar a")[0] == "/herning/byraadet/2024-03-06/"


def test_municipality_page_of_a_year_lists_its_meetings_by_month(client):
    for name, month in (("Byrådet", 3), ("Kulturudvalget", 3), ("Ældreudvalget", 11)):
        make_meeting(committee=make_committee(name), held_on=date(2024, month, 6))
    make_meeting(committee=make_committee("Teknikudvalget"), held_on=date(2023, 1, 1))
    page = Page(client, "/herning/?aar=2024")

    assert page.texts("h1, h2") == ["Møder i 2024", "Marts", "November"]
    assert page.links(".meeting-row-link") == [
        f"/herning/{slug}/"
        for slug in (
            "byraadet/2024-03-06",
            "kulturudvalget/2024-03-06",
            "aeldreudvalget/2024-11-06",
        )
    ]
    Page(client, "/herning/?aar=2022", status=404)


def test_years_are_drawn_and_counted_in_a_table(client):
    committee = make_committee("Byrådet")
    meeting = make_meeting(committee=committee, held_on=date(2023, 1, 4))
    for outcome in ("godkendt", "afvist", "godkendt"):
        make_item(meeting, decision="Tekst.", outcome=outcome)
    make_meeting(committee=committee, held_on=date(2024, 1, 3), kind=Meeting.Kind.AGENDA)
    draft = make_meeting(committee=committee, held_on=date(2023, 2, 1), state=Meeting.State.DRAFT)
    make_item(draft, decision="Tekst.", outcome="godkendt")

    for url in ("/herning/byraadet/", "/herning/"):
        page = Page(client, url)
        assert page.texts(".chart-label") == ["2023", "2024"] * 2
        assert page.texts(".chart-total") == ["1", "1", "3", "0"]
        assert page.texts(".year-charts tbody tr") == ["20241100000", "20231020010"]


def test_holes_in_the_numbers_of_a_year_are_told(client):
    committee = make_committee("Byrådet")
    for month, numbers in ((1, "12"), (2, "35")):
        meeting = make_meeting(committee=committee, held_on=date(2024, month, 1))
        for number in numbers:
            make_item(meeting, number=number)

    assert Page(client, "/herning/byraadet/").texts(".missing-numbers") == [
        (
            "Punkterne er nummereret gennem året. Arkivet har ikke 4: "
            "enten mangler møder her, eller også er punkterne ikke offentliggjort."
        )
    ]


def test_committee_page_follows_renamed_committees_past_those_that_have_no_meetings(client):
    newest = make_committee("Grøn Omstilling")
    new = make_committee("Klimaudvalget", successor=newest)
    unseen = make_committee("Naturudvalget", successor=new)
    old, other = (make_committee(name, successor=unseen) for name in ("Miljøudvalget", "Vandudvalget"))
    for committee in (newest, new, old, other):
        make_meeting(committee=committee)

    assert Page(client, old.get_absolute_url()).texts("p.measure")[0] == (
        "Udvalget er afløst af Klimaudvalget og siden af Grøn Omstilling."
    )
    assert Page(client, newest.get_absolute_url()).texts("p.measure")[0] == (
        "Udvalget har afløst Klimaudvalget, Miljøudvalget og Vandudvalget."
    )
    assert Page(client, new.get_absolute_url()).links("p.measure a") == [
        row.get_absolute_url() for row in (newest, old, other)
    ]


def test_committees_that_took_over_from_each_other_are_each_named_once(client):
    one = make_committee("Klimaudvalget")
    other = make_committee("Miljøudvalget", successor=one)
    one.successor = other
    one.save()
    for committee in (one, other):
        make_meeting(committee=committee)

    assert Page(client, one.get_absolute_url()).links("p.measure a") == [other.get_absolute_url()] * 2


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


def test_case_page_tells_the_journey_and_whether_it_is_over(client):
    case = make_case(title="Lys på stier", subject=KleSubject.objects.get(number="01.02.05"))
    make_item(
        make_meeting(committee=make_committee("Teknikudvalget"), held_on=date(2024, 1, 1)),
        case=case,
        decision="Anbefales.",
        outcome="anbefalet",
    )
    page = Page(client, case.get_absolute_url())

    assert page.texts("h1, .step-title") == ["Lys på stier", "Teknikudvalget Anbefalet"]
    assert page.texts(".last-word strong") == ["Ikke afsluttet i arkivet."]

    make_item(
        make_meeting(committee=make_committee("Byrådet"), held_on=date(2024, 2, 1)),
        case=case,
        decision="Godkendt.",
        outcome="godkendt",
    )
    page = Page(client, case.get_absolute_url())

    assert page.texts(".step-title") == ["Teknikudvalget Anbefalet", "Byrådet Godkendt"]
    assert page.texts(".last-word") == [
        "Seneste behandling, arkivet kender: Byrådet, torsdag den 1. februar 2024."
    ]


def test_catch_all_number_is_a_list_with_pages_and_an_explanation(client):
    case = make_case(is_catch_all=True, title="Godkendelse af dagsorden")
    meeting = make_meeting()
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting, position=number, number=str(number), slug=str(number), title="x", case=case
        )
        for number in range(1, 52)
    )
    page = Page(client, case.get_absolute_url())

    assert page.texts("h1") == [f"Sag {case.number}"]
    assert page.texts(".notice")[0].startswith("Herning Kommune bruger det samme nummer")
    assert len(page.texts(".case-items li")) == 50
    assert page.links(".neighbours a") == ["?side=2"]
    assert page.tree.css(".journey") == []


def test_case_in_another_spelling_moves_permanently(client):
    make_item(case=make_case("15.00.00-A30-2-21"))
    make_item(case=make_case("20/33839"))

    for written, slug in (("15.00.00a30-2-2021", "15.00.00-A30-2-21"), ("20/33839", "20-33839")):
        response = client.get(f"/herning/sager/{written}/")
        assert (response.status_code, response.get("Location")) == (301, f"/herning/sager/{slug}/")


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


def original_of(meeting, content, **fields):
    meeting.source = make_source(sha256=keep_original(content), byte_count=len(content), **fields)
    meeting.save()
    return meeting.get_absolute_url() + "original/"


def test_public_text_original_is_shown_sandboxed(client):
    url = original_of(
        make_meeting(),
        "Mødet på rådhuset".encode(),
        media_type="text/plain",
        file_name="a.txt",
        original_is_public=True,
    )
    response = client.get(url)

    assert response.content.decode() == "Mødet på rådhuset"
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"].startswith("inline")
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(url, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_other_original_is_a_download_under_a_name_of_ours(client):
    committee = make_committee("Byrådet")
    url = original_of(
        make_meeting(committee=committee),
        b"<script>",
        media_type="text/html",
        file_name="../Ane Hemmelig.html",
        original_is_public=True,
    )

    assert client.get(url)["Content-Disposition"] == 'attachment; filename="herning-byraadet-2024-02-07.html"'


def test_original_that_is_not_public_or_is_lost_does_not_exist(client):
    held = make_meeting()
    url = original_of(held, b"hemmeligt", media_type="text/plain", file_name="a.txt")
    assert client.get(url).status_code == 404
    assert Page(client, held.get_absolute_url()).links(f'a[href="{url}"]') == []

    lost = make_meeting()
    lost.source = make_source(
        sha256="0" * 64, media_type="text/plain", file_name="a.txt", original_is_public=True
    )
    lost.save()
    assert client.get(lost.get_absolute_url() + "original/").status_code == 404


PAGES = {
    "/": 7,
    "/kommuner/": 1,
    "/herning/": 7,
    "/herning/?aar=2024": 4,
    "/herning/byraadet/": 7,
    "/emner/": 2,
    "meeting": 11,
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
            Attachment.objects.create(item=item, position=1, title="Kort")
    url = {
        "meeting": meeting.get_absolute_url(),
        "item": item.get_absolute_url(),
        "case": case.get_absolute_url(),
    }.get(name, name)
    cache.clear()
    caches["memory"].clear()

    with django_assert_num_queries(PAGES[name]):
        assert client.get(url).status_code == 200
