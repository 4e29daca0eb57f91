"""Names of committees as headers write them, brought to the name alone."""

import re

from apps.ingest.danish import DATE_PATTERN, WEEKDAYS

_LEAD = re.compile(
    r"udskrift (?:fra|af)(?= )|[a-zæøå][\w -]{1,30} kommune (?=referat|dagsorden|protokol)"
    r"|(?:(?:åbent|lukket|endeligt|foreløbigt) )?"
    r"(?:(?:tillægs|møde)?(?:referat|dagsorden)|(?:beslutnings|forhandlings|møde)?protokol|beslutningsreferat)"
    r"(?:en|et)?(?: (?:og|med) (?:referat|beslutninger))?\b[ :\-–]*"
    r"|(?:fra|for|af|til|over)(?= )|(?:det |et )?(?:ordinært|ordinære|ekstraordinært|ekstraordinære"
    r"|åbent|lukket)(?= møde)"
    r"|mødet?(?: i| for| af| med|:)(?= )|afholdt(?= )",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r" (?:forhandlings|beslutnings|møde)?protokol$"
    r"|[ ,]+(?:(?:man|tirs|ons|tors|fre|lør|søn)dag|den|d\.|af|afholdt|holdt)$",
    re.IGNORECASE,
)
_MEETING_OF = re.compile(
    r"(?P<name>.{3,100}?)(?:['’]?s|,| [-–])? (?:(?:ekstra)?ordinær[et] |konstituerende )?(?:møde|mødet)"
    r"(?: nr\.? \d+)?",
    re.IGNORECASE,
)
_GENITIVE_MEETING = re.compile(r"(?P<name>.{3,100}?)['’]?s (?:ordinære |ekstraordinære )?møde", re.IGNORECASE)
_OF_MUNICIPALITY = re.compile(
    r"(?: (?:i|for|[-–|])|,) [A-ZÆØÅ][\w -]{1,30} (?:[Kk]ommune|KOMMUNE)$| i [A-ZÆØÅ][\wæøå-]+$"
)
_NAME = re.compile(
    r"(?!\D*\d{1,2}[.\-/])"
    r"(?:[\wæøåÆØÅ,&/\- ]*(?:udvalg|råd|bestyrelse|nævn|kommission|forum|komité)(?:et|en|n)?"
    r"|udvalget for [\wæøåÆØÅ,&/\- ]+|[\wæøåÆØÅ,&/\- ]*(?:udvalg|råd)(?:et)? for [\wæøåÆØÅ,&/\- ]+)"
    r"(?: \(?(?:19|20)\d\d ?[-–/] ?(?:(?:19|20)\d\d|\d\d)\)?)?",
    re.IGNORECASE,
)
_BEHIND_MUNICIPALITY = re.compile(
    r"^[A-ZÆØÅ][\w -]{1,30}? (?:[Kk]ommune|KOMMUNE)(?: ?[-–:,|]|s) (?=[A-ZÆØÅ])"
)
# The council of a municipality is called by its name or without: `Eksempelby Byråd`, `Byrådet`.
_COUNCIL = re.compile(
    r"(?:[A-ZÆØÅ][\wæøåÆØÅ-]+(?: [A-ZÆØÅ][\wæøåÆØÅ-]+)?(?:['’]?s)? )?"
    r"(?P<council>byråds?|kommunalbestyrelses?)",
    re.IGNORECASE,
)
_COUNCILS = {
    "byråd": "Byrådet",
    "byråds": "Byrådet",
    "kommunalbestyrelse": "Kommunalbestyrelsen",
    "kommunalbestyrelses": "Kommunalbestyrelsen",
}
_PERIODS = (
    re.compile(r" *\(?\b(?P<period>(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d)\)?$"),
    re.compile(r" *\(?\b(?P<period>(?:19|20)\d\d ?[-–/] ?\d\d)\)?$"),
    re.compile(rf" *\(?\b(?P<period>til {DATE_PATTERN})\)?$"),
)
_PERIOD_PREFIX = re.compile(r"(?P<period>\d\d[-–]\d\d|(?:19|20)\d\d[-–](?:19|20)\d\d) +(?=[A-ZÆØÅ])")
# `TEKNIK- OG MILJØUDVALGET` is the `Teknik- og Miljøudvalget`.
_AFTER_HYPHEN = re.compile(r"(?<=- og )\w")
_SHORT = re.compile(r"[A-ZÆØÅ]{2,6}")
_UNSAID = re.compile(r"^udvalget for ")
_NO_NAME = ("", "møde", "mødet", "ordinært møde", "ekstraordinært møde", "dato", "den", *WEEKDAYS)
_WORD_LIMIT = 12


def clean_committee(written: str) -> str | None:
    """`Åbent referat fra Kulturudvalgets møde onsdag den` -> `Kulturudvalget`; None when nothing is left."""
    name = " ".join(written.split()).strip(" ,:;-–")
    name = _stripped(name)
    if found := _GENITIVE_MEETING.fullmatch(name) or _MEETING_OF.fullmatch(name):
        name = found["name"]
    if name.isupper() and len(name) > 4:
        name = _AFTER_HYPHEN.sub(lambda found: found[0].upper(), name.capitalize())
    return name if name.lower() not in _NO_NAME else None


def abbreviates(short: str, name: str) -> bool:
    """Whether `ØU` can stand for `Økonomiudvalget`: its letters in their order, the first one first."""
    letters = iter(_UNSAID.sub("", name.lower()))
    first = _UNSAID.sub("", name.lower())[:1]
    return bool(
        _SHORT.fullmatch(short)
        and short[0].lower() == first
        and all(letter in letters for letter in short.lower())
    )


def without_municipality(name: str) -> str:
    """`Ældrerådet i Eksempelby Kommune`, `Eksempelby Kommune - Ældrerådet` -> `Ældrerådet`."""
    bare = _BEHIND_MUNICIPALITY.sub("", _OF_MUNICIPALITY.sub("", name)).strip(" ,:;-–")
    if council := _COUNCIL.fullmatch(bare):
        return _COUNCILS[council["council"].lower()]
    found = _GENITIVE_MEETING.fullmatch(bare)
    return (found["name"] if found else bare) or name


def split_committee(raw: str) -> tuple[str, str | None]:
    """`Kulturudvalget 2022-2025` -> (`Kulturudvalget`, `2022-2025`); `14-17 Byrådet` gives `2014-2017`."""
    raw = without_municipality(raw)
    if prefix := _PERIOD_PREFIX.match(raw):
        return raw[prefix.end() :], "-".join(_long_year(year) for year in re.split("[-–]", prefix["period"]))
    for pattern in _PERIODS:
        if found := pattern.search(raw):
            period = found["period"]
            if not period.startswith("til"):
                first, last = (part.strip() for part in re.split("[-–/]", period))
                period = f"{first}-{last if len(last) == 4 else first[:2] + last}"
            return raw[: found.start()].strip(" ,-–"), period
    return raw, None


def _long_year(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"


def _stripped(name: str) -> str:
    before = None
    while before != name:
        before = name
        lead = _LEAD.match(name)
        name = name[lead.end() :].strip(" ,:;-–") if lead else name
        name = _TAIL.sub("", name).strip(" ,:;-–")
    return name


def committee_in(line: str) -> str | None:
    """The committee that a line of a header names; None for a line that says anything else."""
    if len(line) > 160 or line.rstrip().endswith((".", "?", "!")):
        return None
    name = clean_committee(line)
    name = without_municipality(name) if name else None
    if name is None or len(name.split()) > _WORD_LIMIT or not name[:1].isupper():
        return None
    return name if _NAME.fullmatch(name) else None
