"""The address of one page of every kind that a visitor can come to."""

from apps.archive.models import AgendaItem


def every_kind_of_page(item: AgendaItem) -> list[str]:
    """`item` and what is around it as the fixture `lit_path` made it."""
    meeting = item.meeting
    return [
        "/",
        "/kommuner/",
        "/om/",
        "/privatliv/",
        "/tilbagetrukket/",
        "/was",
        "/findes-ikke/",
        "/emner/",
        "/emner/05/",
        "/emner/05.01/",
        "/emner/05.01.08/",
        "/eksempelby/",
        "/eksempelby/?aar=2024",
        "/aarhus/",
        meeting.committee.get_absolute_url(),
        meeting.get_absolute_url(),
        meeting.get_absolute_url() + "historik/",
        meeting.committee.meetings.earliest("held_on").get_absolute_url(),
        item.get_absolute_url(),
        meeting.items.get(closed=True).get_absolute_url(),
        "/eksempelby/teknikudvalget/2022-02-02/",
        item.case.get_absolute_url(),
        "/eksempelby/sager/00.22.04-P35-5-21/",
        "/soeg/",
        "/soeg/?q=stien",
        "/soeg/?q=findesikke",
    ]
