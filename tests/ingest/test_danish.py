"""Dates and times as minutes write them."""

import pytest

from apps.ingest.danish import find_date, find_time, weekday_disagrees, without_dates


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Onsdag d. 13. november 2024 kl. 08:30", "2024-11-13"),
        ("d. 24-04-2019", "2019-04-24"),
        ("den 8.06.2006", "2006-06-08"),
        ("15-maj-2002", "2002-05-15"),
        ("Torsdag, 10 november, 2022 - 16:30", "2022-11-10"),
        ("SSU 30.11.21 (godkender)", "2021-11-30"),
        ("d. 25/1 2022", "2022-01-25"),
        ("2024-02-29", "2024-02-29"),
        ("31-02-2023", None),
        ("punkt 12", None),
        ("15.20.00-P20-1-14", None),
    ],
)
def test_dates(text, date):
    assert find_date(text) == date


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("kl. 8", "08:00"),
        ("kl. 10.55.", "10:55"),
        ("16:30", "16:30"),
        ("klokken 9", "09:00"),
        ("18:00-20:15", "18:00"),
        ("kl. 25.10", None),
        ("3 uger", None),
    ],
)
def test_times(text, time):
    assert find_time(text) == time


def test_a_date_is_not_taken_for_a_time():
    assert find_time(without_dates("Onsdag d. 08.06.2006")) is None


def test_weekday_of_another_date_disagrees():
    assert weekday_disagrees("Tirsdag d. 13. november 2024", "2024-11-13")
    assert not weekday_disagrees("Onsdag d. 13. november 2024", "2024-11-13")
    assert not weekday_disagrees("d. 13. november 2024", "2024-11-13")
