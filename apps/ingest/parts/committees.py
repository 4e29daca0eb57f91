"""Names of committees as headers write them, brought to the name alone."""

import re

_LEAD = re.compile(
    r"udskrift (?:fra|af)(?= )|(?:(?:åbent|lukket|endeligt|foreløbigt) )?"
    r"(?:(?:tillægs)?(?:referat|dagsorden)|(?:beslutnings)?protokol|beslutningsreferat)(?:en|et)?\b[ :\-–]*"
    r"|(?:fra|for|af|til|over)(?= )|(?:det |et )?(?:ordinært|ordinære|ekstraordinært|ekstraordinære"
    r"|åbent|lukket)(?= møde)"
    r"|mødet?(?: i| for| af| med|:)(?= )",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"[ ,]+(?:(?:man|tirs|ons|tors|fre|lør|søn)dag|den|d\.|af|afholdt|holdt)$", re.IGNORECASE
)
_MEETING_OF = re.compile(
    r"(?P<name>.{3,100}?)(?:['’]?s)? (?:ordinære |ekstraordinære )?(?:møde|mødet)(?: nr\.? \d+)?",
    re.IGNORECASE,
)
_GENITIVE_MEETING = re.compile(r"(?P<name>.{3,100}?)['’]?s (?:ordinære |ekstraordinære )?møde", re.IGNORECASE)
_OF_MUNICIPALITY = re.compile(r" (?:i|for) [A-ZÆØÅ][\w -]{1,30} [Kk]ommune$| i [A-ZÆØÅ][\wæøå-]+$")
_NAME = re.compile(
    r"(?!\D*\d{1,2}[.\-/])"
    r"(?:[\wæøåÆØÅ,&/\- ]*(?:udvalg|råd|bestyrelse|nævn|kommission|forum|komité)(?:et|en|n)?"
    r"|udvalget for [\wæøåÆØÅ,&/\- ]+|[\wæøåÆØÅ,&/\- ]*(?:udvalg|råd)(?:et)? for [\wæøåÆØÅ,&/\- ]+)"
    r"(?: \(?(?:19|20)\d\d ?[-–/] ?(?:(?:19|20)\d\d|\d\d)\)?)?",
    re.IGNORECASE,
)
_BEHIND_MUNICIPALITY = re.compile(r"^[A-ZÆØÅ][\w -]{1,30}? [Kk]ommune ?[-–:,] (?=[A-ZÆØÅ])")
_NO_NAME = ("", "møde", "mødet", "ordinært møde", "dato", "den")
_WORD_LIMIT = 12


def clean_committee(written: str) -> str | None:
    """`Åbent referat fra Kulturudvalgets møde onsdag den` -> `Kulturudvalget`; None when nothing is left."""
    name = " ".join(written.split()).strip(" ,:;-–")
    name = _stripped(name)
    if found := _GENITIVE_MEETING.fullmatch(name) or _MEETING_OF.fullmatch(name):
        name = found["name"]
    if name.isupper() and len(name) > 4:
        name = name.capitalize()
    return name if name.lower() not in _NO_NAME else None


def without_municipality(name: str) -> str:
    """`Ældrerådet i Eksempelby Kommune`, `Eksempelby Kommune - Ældrerådet` -> `Ældrerådet`."""
    bare = _BEHIND_MUNICIPALITY.sub("", _OF_MUNICIPALITY.sub("", name)).strip(" ,:;-–")
    found = _GENITIVE_MEETING.fullmatch(bare)
    return (found["name"] if found else bare) or name


def _stripped(name: str) -> str:
    before = None
    while before != name:
        before = name
        lead = _LEAD.match(name)
        name = name[lead.end() :].strip(" ,:;-–") if lead else name
        name = _WEEKDAY.sub("", name).strip(" ,:;-–")
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
