"""What lines of a header say without a label: the kind of document, the committee, the day, the place."""

import re
from collections.abc import Sequence

from apps.ingest.danish import DATE_PATTERN, find_date, find_time, weekday_disagrees, without_dates
from apps.ingest.parts.committees import clean_committee, committee_in
from apps.ingest.parts.decisions import read_decision_marker
from apps.ingest.parts.header import Header
from apps.ingest.parts.header_title import type_at_start, type_in
from apps.ingest.readers.document_text import Line
from apps.ingest.reading import Ledger
from apps.ingest.records import Problem

_DATE_LINE = re.compile(
    r"(?:(?:ordinært |ekstraordinært )?mødet?(?: nr\.? \d+)?(?: er)?(?: afholdt| holdt)?|afholdt|dato|holdt)?"
    r"[ :,]*(?:den )?"
    rf"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag)?[ ,]*(?:den |d\. ?)?{DATE_PATTERN}"
    r"[ ,\-–]*(?:(?:kl\.?|klokken) ?)?(?:\d{1,2}(?:[.:]\d\d)?(?: ?[-–] ?\d{1,2}(?:[.:]\d\d)?)?)?\.?"
    r"(?:,? (?:i|på) (?P<place>.{3,60}))?",
    re.IGNORECASE,
)
_START = re.compile(
    r"\b(?:begyndte|startede|startet|starter|åbnede|påbegyndt|mødestart|sat)\b\D{0,25}"
    r"(?P<time>kl\.? ?\d{1,2}(?:[.:]\d\d)?)",
    re.IGNORECASE,
)
_END = re.compile(
    r"\b(?:slut|sluttede|sluttet|hævet|hævedes|afsluttet)\b\D{0,20}(?P<time>kl\.? ?\d{1,2}(?:[.:]\d\d)?)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:sal|salen|lokale|mødelokale|rådhus|rådhuset|skole|skolen|center|centret|kontor|kontoret|værelse"
    r"|bibliotek|biblioteket|kommune|vej|gade|torv|torvet)\b",
    re.IGNORECASE,
)
_TIME_LINE = re.compile(r"(?:kl\.?|klokken|tid(?:spunkt)?) ?:? ?\d{1,2}[:.]\d\d\b.{0,30}", re.IGNORECASE)
_NAME_AND_TYPE = re.compile(
    r"(?P<name>[A-ZÆØÅ][^:.|]{3,80}?)(?: [-–|·]| ?:\.|,|:) "
    r"(?P<type>(?:åbent |lukket )?(?:referat|dagsorden|tillægsdagsorden|beslutningsprotokol))",
    re.IGNORECASE,
)
_COLUMNS = re.compile(r"\s{2,}|\t|\s*\|\s*| [-–] ")
_LINES = 25


def read_unlabelled(header: Header, ledger: Ledger) -> None:
    """Fills what labels and title left open from the lines that nothing claimed."""
    kept: list[Line] = []
    after_date = header.title_date is not None
    for position, line in enumerate(header.unplaced):
        text = line.text.strip()
        if not text or position > 2 * _LINES:
            kept.append(line)
            continue
        place = _fill_from(text, header, after_date=after_date)
        is_between = place in ("document_type", "committee_raw") or text.lower().endswith(" kommune")
        after_date = place == "date" or (after_date and is_between)
        if place:
            ledger.put(line.number, place)
        else:
            kept.append(line)
    header.unplaced = kept
    told = header.preamble[:4000]
    if header.time is None and (found := _START.search(told)):
        header.time = find_time(found["time"])
    if header.closing_time is None and (found := _END.search(told)):
        header.closing_time = find_time(found["time"])


def fill_from_running_heads(header: Header, texts: Sequence[str]) -> None:
    """Committee and day from the lines at the edges of pages, where the header has none and they agree."""
    parts = {part.strip() for text in dict.fromkeys(texts) for part in _COLUMNS.split(text[:300])}
    committees = {clean_committee(part) for part in parts if committee_in(part)}
    dates = {date for part in parts if (date := _date_of(part.strip()))}
    if header.committee_raw is None and len(committees) == 1:
        header.committee_raw = committees.pop()
    if header.date is None and len(dates) == 1:
        header.date = dates.pop()


def own_committee(lines: Sequence[Line], date: str | None) -> str | None:
    """The committee whose decisions the document dates at its own day, when there is just one.

    Where they abbreviate it (`PMT`), the line of the header that has these initials tells its name.
    """
    texts = (line.text.strip() for line in lines if line.text.lstrip()[:10].lower() == "beslutning")
    markers = [marker for text in texts if (marker := read_decision_marker(text))]
    committees = {marker.committee for marker in markers if date and marker.date == date}
    if len(committees) != 1:
        return None
    name = committees.pop()
    head = [line.text.strip() for line in lines if line.text.strip()][:_LINES] if name.isupper() else []
    spelt_out = (text.removesuffix(f"({name})").strip() for text in head)
    return next((text for text in spelt_out if _initials(text) == name), name)


def _initials(text: str) -> str:
    return "".join(word[0] for word in text.split() if word[0].isupper()) if len(text) <= 100 else ""


def _fill_from(text: str, header: Header, *, after_date: bool) -> str | None:
    """The field that the whole line went into."""
    if header.document_type is None and (kind := type_in(text)):
        header.document_type = kind
        return "document_type"
    if header.document_type is None and (both := _NAME_AND_TYPE.fullmatch(text)) and len(text) <= 120:
        header.document_type = type_in(both["type"])
        header.committee_raw = header.committee_raw or clean_committee(both["name"])
        return "committee_raw"
    if header.committee_raw is None and committee_in(text):
        header.committee_raw = clean_committee(text)
        header.document_type = header.document_type or type_at_start(text)
        return "committee_raw"
    if header.committee_raw and (again := committee_in(text)) and again == committee_in(header.committee_raw):
        return "committee_raw"
    if header.date is None and (date := _date_of(text)):
        header.date = date
        header.time = header.time or find_time(without_dates(text).replace(" - ", " kl. "))
        header.location = header.location or _place_of(text)
        if weekday_disagrees(text, date):
            header.problems.append(Problem("weekday_disagrees", "Ugedagen passer ikke til mødedatoen."))
        return "date"
    if header.time is None and _TIME_LINE.fullmatch(text):
        header.time = find_time(text)
        return "date" if header.time else None
    is_short = len(text) <= 100 and not text.endswith(".") and not text.lower().endswith(" kommune")
    is_short = is_short and find_date(text) is None
    if header.location is None and after_date and is_short and _PLACE.search(text):
        header.location = text
        return "location"
    return None


def _place_of(text: str) -> str | None:
    found = _DATE_LINE.fullmatch(text)
    return found["place"] if found else None


def _date_of(text: str) -> str | None:
    return find_date(text) if len(text) <= 100 and _DATE_LINE.fullmatch(text) else None
