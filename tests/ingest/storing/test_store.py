import datetime
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.archive.models import (
    AgendaItem,
    Attachment,
    Attendance,
    Case,
    Committee,
    Decision,
    Meeting,
    Municipality,
    SourceDocument,
)
from apps.ingest.records import AbsenceKind, AbsenceRecord, PersonRecord, SectionKind, SectionRecord
from apps.ingest.storing.placing import Unplaced
from apps.ingest.storing.store import store_meeting
from tests.factories import municipality
from tests.ingest.records import EXAMPLE, make_item, make_quote, make_record

pytestmark = pytest.mark.django_db

TABLES = (Committee, Meeting, AgendaItem, Decision, Attachment, Attendance, Case)


def make_source():
    serial = SourceDocument.objects.count()
    return SourceDocument.objects.create(
        municipality=municipality(EXAMPLE), sha256=f"{serial:064x}", file_name="referat.txt", byte_count=1
    )


def store(record, source=None):
    return store_meeting(record, source or make_source(), municipality(EXAMPLE))


def all_rows():
    """Every row of every table with all its values, to tell whether anything was touched."""
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in TABLES}


def addresses():
    return {item.get_absolute_url(): item.pk for item in AgendaItem.objects.all()}


def full_record():
    away = AbsenceRecord("Ulla Prøvensen", None, AbsenceKind.ABSENT)
    return make_record(
        make_item(
            "1",
            attachments=("Kort", "Budget"),
            prior_decisions=(make_quote("Økonomiudvalget", "2024-01-10", "4"),),
            absent=(AbsenceRecord("Aase Eksempelsen", "A", AbsenceKind.APOLOGY),),
        ),
        make_item("2", "Ny legeplads", case_number="04.01.00-P20-2-24"),
        absent=(away,),
    )


def test_record_becomes_rows():
    meeting = store(full_record())

    item = meeting.items.get(slug="1")
    own, earlier = item.decisions.all()
    assert (meeting.held_on, meeting.sequence, meeting.kind, meeting.state) == (
        datetime.date(2024, 2, 7), 1, "minutes", "published",
    )  # fmt: skip
    assert (meeting.held_at, meeting.ended_at) == (datetime.time(16, 0), datetime.time(18, 30))
    assert meeting.get_absolute_url() == "/eksempelby/teknik-og-miljoeudvalget/2024-02-07/"
    assert item.sections == [
        {"heading": "Sagsfremstilling", "kind": "case", "text": "Åvej mangler en cykelsti."}
    ]
    assert (own.is_own, own.text, own.outcome, own.decided_on) == (
        True,
        "Godkendt.",
        "godkendt",
        meeting.held_on,
    )
    assert (earlier.is_own, earlier.committee_name, earlier.point, earlier.decided_on) == (
        False, "Økonomiudvalget", "4", datetime.date(2024, 1, 10),
    )  # fmt: skip
    assert [attachment.title for attachment in item.attachments.all()] == ["Kort", "Budget"]
    assert list(
        meeting.attendances.order_by("pk").values_list("name", "party", "status", "item__number")
    ) == [
        ("Tage Mønsterby", "A", "present", None),
        ("Ulla Prøvensen", "", "fravaerende", None),
        ("Aase Eksempelsen", "A", "afbud", "1"),
    ]
    assert (item.case.number, item.case.slug, item.case.title) == (
        "05.01.02-P20-1-24", "05.01.02-P20-1-24", "Cykelsti langs Åvej",
    )  # fmt: skip


def test_same_record_again_touches_nothing():
    source = make_source()
    store(full_record(), source)
    before = all_rows()

    store(full_record(), source)

    assert all_rows() == before


def test_number_of_queries_does_not_grow_with_the_meeting():
    def count_queries(record):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            store(record)
        return len(queries)

    items = [
        make_item(
            str(number), f"Sag {number}", case_number=f"05.01.02-P20-{number}-24", attachments=("A", "B")
        )
        for number in range(1, 41)
    ]
    few = count_queries(make_record(*items[:2], date="2024-03-06"))
    many = count_queries(make_record(*items, date="2024-04-10", committee="Økonomiudvalget"))

    assert many <= few
    assert many < 50


def test_corrected_version_keeps_addresses_and_changes_what_differs():
    first = store(full_record())
    before, published_at, changed_at = addresses(), first.published_at, first.changed_at
    corrected = make_record(
        make_item(
            "1", "Cykelsti langs Åvej", attachments=("Kort, rettet",), decision="Udsat.", outcome="udsat"
        ),
        make_item("2", "Ny legeplads", case_number="04.01.00-P20-2-24"),
        make_item("3", "Støj fra havnen", case_number=None),
    )
    source = make_source()

    second = store(corrected, source)

    assert second.pk == first.pk
    assert {url: pk for url, pk in addresses().items() if url in before} == before
    assert (second.source, second.published_at) == (source, published_at)
    assert second.changed_at > changed_at
    assert [item.slug for item in second.items.all()] == ["1", "2", "3"]
    item = second.items.get(slug="1")
    assert [(decision.text, decision.outcome) for decision in item.decisions.all()] == [("Udsat.", "udsat")]
    assert [attachment.title for attachment in item.attachments.all()] == ["Kort, rettet"]
    assert second.versions.count() == 2


def test_vanished_item_goes_and_its_case_with_it():
    store(full_record())

    meeting = store(make_record(full_record().items[0]))

    assert [item.slug for item in meeting.items.all()] == ["1"]
    assert list(Case.objects.values_list("number", flat=True)) == ["05.01.02-P20-1-24"]


def test_items_that_change_places_keep_their_addresses():
    one, two = full_record().items
    store(make_record(one, two))
    before = addresses()

    meeting = store(make_record(two, one))

    assert addresses() == before
    assert [item.slug for item in meeting.items.all()] == ["2", "1"]


def test_minutes_replace_the_agenda():
    agenda = make_record(make_item(decision=None, outcome="ukendt"), document_type="DAGSORDEN")
    first = store(agenda)

    meeting = store(make_record())

    assert (meeting.pk, meeting.kind, meeting.versions.count()) == (first.pk, "minutes", 2)
    assert meeting.items.get().own_decision.text == "Godkendt."


def test_agenda_never_replaces_minutes():
    minutes = make_source()
    store(make_record(), minutes)
    before = all_rows()
    late = make_source()

    meeting = store(make_record(make_item(decision=None), document_type="DAGSORDEN"), late)

    assert all_rows() == before
    assert (meeting.source, late.meeting) == (minutes, meeting)


def test_older_version_read_again_does_not_come_back():
    old = make_source()
    store(make_record(make_item(title="Gammel")), old)
    store(make_record(make_item(title="Ny")))

    meeting = store(make_record(make_item(title="Gammel")), old)

    assert meeting.items.get().title == "Ny"


def test_another_time_is_a_second_meeting_that_day():
    morning = store(make_record(time="08:00"))
    afternoon = store(make_record(time="15:00"))
    again = store(make_record(time="15:00"))

    assert [meeting.address for meeting in (morning, afternoon, again)] == [
        "2024-02-07", "2024-02-07-2", "2024-02-07-2",
    ]  # fmt: skip


def test_unknown_time_is_the_same_meeting_and_keeps_the_known_one():
    first = store(make_record(time=None))
    second = store(make_record(time="15:00"))
    third = store(make_record(time=None))

    assert {first.pk, second.pk, third.pk} == {first.pk}
    assert third.held_at == datetime.time(15, 0)


def test_unknown_time_on_a_day_of_two_meetings_is_not_guessed():
    store(make_record(time="08:00"))
    store(make_record(time="15:00"))

    with pytest.raises(Unplaced, match="flere møder den dag"):
        store(make_record(time=None))


def test_committee_is_one_across_periods_abbreviations_and_spellings():
    names = ["Børne- og Skoleudvalget", "Børne- og Skoleudvalget (BSU)", "BØRNE- OG SKOLEUDVALGET 2022-2025"]

    for month, name in enumerate(names, start=1):
        store(make_record(committee=name, date=f"2024-0{month}-07"))

    assert list(Committee.objects.values_list("name", "slug")) == [
        ("Børne- og Skoleudvalget", "boerne-og-skoleudvalget")
    ]


def test_repeated_and_missing_numbers_have_addresses_of_their_own():
    numbers = ["23", "23", "", "24 A/1", "23-2"]

    meeting = store(make_record(*(make_item(number, f"Titel {number}") for number in numbers)))

    assert [item.slug for item in meeting.items.all()] == ["23", "23-2", "uden-nummer-3", "24-A-1", "23-2-2"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"committee": None}, "hvilket udvalg"),
        ({"committee": "Sager"}, "hvilket udvalg"),
        ({"date": None}, "hvilken dag"),
        ({"date": "2024-02-31"}, "hvilken dag"),
        ({"document_type": "NOTAT"}, "referat eller en dagsorden"),
    ],
)
def test_incomplete_record_is_placed_nowhere(fields, reason):
    with pytest.raises(Unplaced, match=reason):
        store(make_record(**fields))

    assert Meeting.objects.count() == Committee.objects.count() == 0


def quoting(point="3", committee="Teknik- og Miljøudvalget (TMU)"):
    return make_record(
        make_item("9", prior_decisions=(make_quote(committee, "2024-02-07", point),)),
        committee="Byrådet",
        date="2024-03-01",
    )


def earlier():
    return make_record(make_item("3"), make_item("4", "Andet", case_number=None))


@pytest.mark.parametrize("order", [(earlier, quoting), (quoting, earlier)])
def test_earlier_decision_is_linked_whichever_meeting_comes_first(order):
    for make in order:
        store(make())

    quote = Decision.objects.get(is_own=False)
    assert quote.earlier_item == AgendaItem.objects.get(
        meeting__committee__name="Teknik- og Miljøudvalget", number="3"
    )


def test_earlier_decision_of_another_point_committee_or_municipality_is_not_linked():
    store_meeting(earlier(), make_source(), Municipality.objects.get(name="Herning"))
    store(earlier())
    store(quoting(point="5"))
    store(replace(quoting(committee="Økonomiudvalget"), date="2024-03-02"))
    store(replace(quoting(point=None), date="2024-03-03"))

    assert set(Decision.objects.filter(is_own=False).values_list("earlier_item", flat=True)) == {None}


def test_link_goes_with_the_item_and_returns_with_it():
    store(earlier())
    store(quoting())
    store(make_record(earlier().items[1]))
    without = Decision.objects.get(is_own=False).earlier_item

    store(earlier())

    assert without is None
    assert Decision.objects.get(is_own=False).earlier_item.number == "3"


def test_case_numbers_in_two_spellings_are_one_case():
    store(make_record(make_item(case_number="05.01.02P20-1-2024")))
    store(make_record(make_item(case_number="05.01.02-P20-1-24"), date="2024-03-06"))

    case = Case.objects.get()
    assert (case.number, case.items.count(), case.subject_id) == ("05.01.02-P20-1-24", 2, "05.01.02")
    assert case.items.get(meeting__held_on="2024-02-07").case_number_raw == "05.01.02P20-1-2024"


def test_subject_falls_back_to_the_group_we_know():
    store(
        make_record(
            make_item(case_number="27.69.99-P20-1-24"), make_item("2", case_number="99.01.01-G01-1-24")
        )
    )

    subjects = dict(Case.objects.values_list("number", "subject"))
    assert subjects == {"27.69.99-P20-1-24": "27.69", "99.01.01-G01-1-24": None}


def test_case_numbers_with_the_same_address_get_two():
    store(make_record(make_item(case_number="20/33839"), make_item("2", "Andet", case_number="20-33839")))

    assert sorted(Case.objects.values_list("number", "slug")) == [
        ("20-33839", "20-33839"),
        ("20/33839", "20-33839-2"),
    ]


def test_case_is_named_by_its_newest_open_item_that_is_not_routine():
    number = "05.01.02-P20-1-24"
    store(make_record(make_item(title="Første behandling af stien"), date="2024-01-10"))
    store(make_record(make_item(title="Anden behandling af stien"), date="2024-02-10"))
    store(make_record(make_item(title="Lukket om stien", closed=True), date="2024-03-10"))

    assert Case.objects.get(number=number).title == "Anden behandling af stien"


CATCH_ALL = "00.22.04-P35-1-24"


@pytest.mark.parametrize(
    ("items", "is_catch_all"),
    [
        ([make_item("1", "Fraværende")], True),
        ([make_item("1", "Godkendelse af dagsorden"), make_item("2", "Orientering")], True),
        ([make_item("1", "Ny svømmehal i Eksempelby"), make_item("2", "Valg af næstformand")], True),
        ([make_item("1", "Cykelsti langs Åvej")], False),
        ([make_item("1", "Ny svømmehal"), make_item("2", "Salg af svømmehallens grund")], False),
        ([make_item("1", "Ny svømmehal"), make_item("2", "Ny svømmehal")], False),
        ([make_item("1", "Ny svømmehal"), make_item("2", "Forhandling", closed=True)], False),
        ([make_item("1", "Orientering om ny svømmehal")], False),
    ],
)
def test_catch_all_number_is_told_from_a_real_case(items, is_catch_all):
    store(make_record(*(replace(item, case_number=CATCH_ALL) for item in items)))

    assert Case.objects.get().is_catch_all is is_catch_all


def test_catch_all_mark_goes_when_a_correction_takes_its_reason_away():
    one = make_item("1", "Ny svømmehal", case_number=CATCH_ALL)
    store(make_record(one, make_item("2", "Valg af næstformand", case_number=CATCH_ALL)))
    before = Case.objects.get().is_catch_all

    store(make_record(one, make_item("2", "Valg af næstformand", case_number=None)))

    assert (before, Case.objects.get().is_catch_all) == (True, False)


def test_document_that_turns_out_to_be_of_another_day_leaves_the_first():
    source = make_source()
    older = make_source()
    store(make_record(), source)
    store(make_record(make_item(decision=None), document_type="DAGSORDEN"), older)

    meeting = store(make_record(date="2024-02-08"), source)

    assert list(Meeting.objects.values_list("held_on", flat=True)) == [datetime.date(2024, 2, 8)]
    assert (source.meeting, SourceDocument.objects.get(pk=older.pk).meeting) == (meeting, None)
    assert Case.objects.get().items.get().meeting == meeting


def test_text_of_a_closed_item_reaches_no_table():
    canary = "kanariegul"
    closed = make_item(
        "2",
        "Køb af ejendom",
        closed=True,
        decision="Godkendt.",
        sections=(SectionRecord(canary, SectionKind.CASE, canary),),
        attachments=(canary,),
        prior_decisions=(replace(make_quote(canary, "2024-01-10", "1"), text=canary),),
        absent=(AbsenceRecord(canary, "A", AbsenceKind.APOLOGY),),
    )
    opened = make_item("1", f"Det åbne punkt må gerne sige {canary}", case_number=None)
    source = make_source()

    meeting = store(make_record(opened, closed), source)

    holding = [
        (table.__name__, row["id"])
        for table in (*TABLES, SourceDocument)
        for row in table.objects.values()
        if canary in str(row)
    ]
    assert holding == [("AgendaItem", meeting.items.get(slug="1").pk)]
    item = meeting.items.get(slug="2")
    assert (item.title, item.case.number, item.own_decision.text) == (
        "Køb af ejendom", "05.01.02-P20-1-24", "Godkendt.",
    )  # fmt: skip
    assert source.original_is_public is False


def test_original_is_public_when_closed_items_say_no_more_than_their_decision():
    decision = SectionRecord("Beslutning", SectionKind.DECISION, "Godkendt.\n")
    source = make_source()

    store(make_record(make_item(), make_item("2", closed=True, sections=(decision,))), source)

    assert source.original_is_public is True


def test_item_that_becomes_closed_loses_its_text():
    store(full_record())

    meeting = store(make_record(replace(full_record().items[0], closed=True)))

    item = meeting.items.get(slug="1")
    assert (item.closed, item.sections, item.attachments.count(), item.decisions.count()) == (True, [], 0, 1)
    assert list(meeting.attendances.values_list("status", flat=True)) == ["present"]


def test_document_of_a_withdrawn_meeting_does_not_return_on_another_day():
    source = make_source()
    Meeting.objects.filter(pk=store(make_record(), source).pk).update(state=Meeting.State.WITHDRAWN)

    meeting = store(make_record(date="2024-02-08"), SourceDocument.objects.get(pk=source.pk))

    assert Meeting.objects.get() == meeting
    assert (meeting.state, meeting.held_on) == (Meeting.State.WITHDRAWN, datetime.date(2024, 2, 7))


def test_withdrawn_meeting_stays_withdrawn_when_a_corrected_version_comes():
    Meeting.objects.filter(pk=store(make_record()).pk).update(state=Meeting.State.WITHDRAWN)

    assert store(make_record(make_item(title="Rettet"))).state == Meeting.State.WITHDRAWN


def test_every_kind_of_absence_is_kept_on_its_item():
    absent = tuple(AbsenceRecord(f"Medlem {kind.name}", "A", kind) for kind in AbsenceKind)

    meeting = store(make_record(make_item("1", absent=absent)))

    kept = meeting.items.get().attendances.order_by("position").values_list("name", "status")
    assert list(kept) == [
        ("Medlem APOLOGY", "afbud"),
        ("Medlem ABSENT", "fravaerende"),
        ("Medlem SUBSTITUTE", "stedfortraeder"),
        ("Medlem CONFLICT", "inhabil"),
        ("Medlem PARTIAL", "delvist"),
    ]


def test_member_who_is_away_is_not_shown_as_present_too():
    """A heading may name all members, and then those of them who did not come."""
    meeting = store(
        make_record(
            participants=(PersonRecord("Tage Mønsterby", "A"), PersonRecord("Aase  Eksempelsen", "V")),
            absent=(
                AbsenceRecord("Aase Eksempelsen", "V", AbsenceKind.APOLOGY),
                AbsenceRecord("Tage Mønsterby", "A", AbsenceKind.PARTIAL),
            ),
        )
    )

    assert list(meeting.attendances.order_by("position").values_list("name", "status")) == [
        ("Tage Mønsterby", "present"),
        ("Aase Eksempelsen", "afbud"),
        ("Tage Mønsterby", "delvist"),
    ]
