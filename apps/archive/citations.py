"""Danish references to a meeting, an item or a case, ready to be copied into a letter or an article."""

from datetime import date

from django.utils.formats import date_format

from apps.archive.models import AgendaItem, Case, Meeting


def date_in_words(day: date) -> str:
    """`onsdag den 13. november 2024`"""
    return date_format(day, r"l \d\e\n j. F Y")


def cite_meeting(meeting: Meeting, url: str) -> str:
    committee = meeting.committee
    kind = meeting.get_kind_display().lower()
    day = date_format(meeting.held_on, "j. F Y")
    return f"{committee.municipality.full_name}, {committee.name}: {kind}, {day}. Referatarkivet, {url}"


def cite_item(item: AgendaItem, url: str) -> str:
    committee = item.meeting.committee
    day = date_format(item.meeting.held_on, "j. F Y")
    title = f": »{item.title}«" if item.title else ""
    point = f", punkt {item.number}" if item.number else ""
    where = f"{committee.municipality.full_name}, {committee.name}, {day}{point}"
    return f"{where}{title}. Referatarkivet, {url}"


def cite_case(case: Case, url: str) -> str:
    title = f": »{case.title}«" if case.title and not case.is_catch_all else ""
    return f"{case.municipality.full_name}, sag {case.number}{title}. Referatarkivet, {url}"
