"""Lines that say whose decision follows: this meeting's own, or one that another meeting took before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from apps.ingest.danish import DATE_PATTERN, find_date, find_time, in_mixed_case
from apps.ingest.parts.committees import abbreviates, committee_in

_BODY = r"(?P<committee>[A-ZÆØÅ][^.:;?!\t|]{2,110}?)"
_WEEKDAY = r"(?:man|tirs|ons|tors|fre|lør|søn)dag"
_DATE = rf"(?i:(?:(?:den|d\.|af) ?)?(?:{_WEEKDAY},? (?:den |d\. ?)?)?(?P<date>{DATE_PATTERN}))"
_POINT = r"(?i:pkt\.?|punkt|sag|dagsordenspunkt|nr\.?)(?: nr\.?)? ?(?P<point>\d{1,4}[a-z]?)"
_REST = r"\.?(?: ?:[ ]*(?P<text>.*))?"
_WITH_WORD = (
    re.compile(
        rf"(?:Tidligere )?[Bb]eslutning(?:er|en)?(?: truffet)?(?: fra| i| af| på| ved)? {_BODY}(?:'s|s)? ?"
        rf"(?:møde )?,? ?{_DATE}(?:,? ?\(?{_POINT}\)?)?{_REST}"
    ),
    re.compile(
        rf"{_BODY}['’]?s beslutning(?:er)?(?: truffet)?(?: på| fra| i)?(?: mødet| møde)?,? ?{_DATE}"
        rf"(?:,? ?\(?{_POINT}\)?)?{_REST}"
    ),
    re.compile(rf"Beslutning(?:er)?(?: fra| i| af) {_BODY}(?:,? ?\(?{_POINT}\)?)?{_REST}"),
)
_WITHOUT_WORD = (
    re.compile(rf"{_BODY}(?:'s|s)? møde,? {_DATE},? ?\(?{_POINT}\)?{_REST}"),
    re.compile(rf"{_BODY},? {_DATE},? ?\(?{_POINT}\)?{_REST}"),
)
_ABBREVIATED = re.compile(rf"(?P<committee>[A-ZÆØÅ]{{2,6}}),? {_DATE}(?:,? ?\(?{_POINT}\)?)?{_REST}")
_GENITIVE = re.compile(rf"{_BODY}['’]?s (?:beslutning(?:er)?|afgørelse){_REST}")
# What the body itself resolved: `Byrådet besluttede:`
_RESOLVED = re.compile(
    rf"{_BODY}(?: har)?(?: enstemmigt)? (?:besluttede|besluttet|vedtog|beslutter)(?: følgende)? ?:[ ]*"
    r"(?P<text>.*)"
)
_OWN_NAMES = ("udvalget", "rådet", "bestyrelsen")
_DATED_ALONE = re.compile(rf"Beslutning(?:er)?(?: på mødet)?,? {_DATE}{_REST}")
_BODY_AND_DATE = re.compile(rf"{_BODY},? {_DATE} ?(?P<colon>:?)")
# A committee is named by such a word; without one, a dated line could be any sentence.
_IS_BODY = re.compile(
    r"(?:udvalg|råd|bestyrelse|nævn|direktion|forvaltning|kommission|forum|chefgruppe|udvalgene)",
    re.IGNORECASE,
)
_TRIPLE = (
    re.compile(r"udvalg ?: *(?P<value>\S.*)", re.IGNORECASE),
    re.compile(rf"(?:møde)?dato ?: *(?P<value>.{{0,30}}?{DATE_PATTERN}.{{0,20}})", re.IGNORECASE),
    re.compile(r"(?:dagsordens)?punkt(?:nummer|nr\.?)? ?: *(?P<value>\d{1,4}[a-z]?)\.?", re.IGNORECASE),
)
_ADMINISTRATION = (
    r"(?:forvaltning(?:en)?|administrationen|direktion(?:en)?|direktør(?:en)?|sekretariat(?:et)?"
    r"|center(?:et)?|centret|afdeling(?:en)?|stab(?:en)?|chef(?:en)?)"
)
_RECOMMENDS = re.compile(
    rf"(?P<who>(?:(?-i:[A-ZÆØÅ])[^.:;?!]{{0,80}})?\b[\wæøå]*{_ADMINISTRATION}\b[^.:;?!]{{0,60}}?)"
    r" (?:indstiller|foreslår|anbefaler)\b(?:[^.;]{0,80}?(?:,| at\b|:)|$).*"
    r"|Det indstilles(?: derfor)?,? at\b.*",
    re.IGNORECASE,
)
_NEW_CASE_TEXT = re.compile(
    r"(?:supplerende (?:sagsfremstilling|sagsbeskrivelse|bemærkninger|oplysninger)"
    r"|tilføjelser?|fornyet sagsfremstilling|ny sagsfremstilling|efterfølgende)(?:(?: |:).{0,200}:)?:?",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:mødet?|sluttidspunkt|mødeslut)(?: (?:er|blev))?"
    r"(?: (?:slut|sluttede|sluttet|hævet|hævedes|afsluttet|afsluttedes|ophævet|ophørte?|færdigt|slutter))?"
    r":?(?: den)? ?(?:kl\.?|klokken)? ?:? ?\d{1,2}(?:[.:]\d\d)?\.?",
    re.IGNORECASE,
)
_LENGTH_LIMIT = 300


@dataclass(frozen=True, slots=True)
class DecisionMarker:
    """Who decided and when, as far as the line says; `text` is what follows on the same line."""

    committee: str
    date: str | None
    point: str | None
    text: str

    def is_of(self, committee: str | None, date: str | None) -> bool:
        """Whether the meeting of `committee` on `date` took the decision: both must be the same."""
        same_committee = committee is not None and (
            _plain(self.committee) == _plain(committee) or abbreviates(self.committee, committee)
        )
        return same_committee and (self.date is None or self.date == date)


def read_decision_marker(text: str) -> DecisionMarker | None:
    """`Beslutning i Byrådet den 01-02-2024, pkt. 3:` -> the marker; None for any other line."""
    if len(text) > _LENGTH_LIMIT or not text[:1].isupper():
        return None
    text = in_mixed_case(text)
    for pattern in _WITH_WORD + _WITHOUT_WORD:
        found = pattern.fullmatch(text)
        if found and _names_a_body(found) and len(found["committee"].split()) <= 12:
            groups = found.groupdict()
            date = find_date(groups["date"]) if groups.get("date") else None
            if date is None and groups.get("text"):
                return None
            return DecisionMarker(
                _committee(groups["committee"]), date, groups["point"], groups["text"] or ""
            )
    return None


def read_resolution(text: str, committee: str | None) -> DecisionMarker | None:
    """`Byrådet besluttede:` or `Udvalget vedtog:` -> the marker; only the meeting's own body resolves."""
    found = _RESOLVED.fullmatch(text) if len(text) <= 4 * _LENGTH_LIMIT else None
    if found is None:
        return None
    marker = DecisionMarker(_committee(found["committee"]), None, None, found["text"])
    if marker.committee.lower() in _OWN_NAMES:
        return DecisionMarker(committee, None, None, marker.text) if committee else None
    return marker if marker.is_of(committee, None) else None


def read_bare_marker(text: str, committee: str | None, date: str | None) -> DecisionMarker | None:
    """What reads as a marker beside the meeting of `committee` on `date`.

    `Byrådet, den 1. februar 2024:` or `Byrådets beslutning`; without the colon it must be this very meeting,
    and so must `Beslutning den 1. februar 2024`.
    """
    if len(text) > _LENGTH_LIMIT or not text[:1].isupper():
        return None
    text = in_mixed_case(text)
    if (alone := _DATED_ALONE.fullmatch(text)) and committee and find_date(alone["date"]) == date:
        return DecisionMarker(committee, date, None, alone["text"] or "")
    if (owner := _GENITIVE.fullmatch(text)) and owner["committee"].lower() in _OWN_NAMES:
        return DecisionMarker(committee or "", None, None, owner["text"] or "")
    if owner and committee_in(owner["committee"]):
        return DecisionMarker(_committee(owner["committee"]), None, None, owner["text"] or "")
    found = _BODY_AND_DATE.fullmatch(text)
    if found is None or len(found["committee"].split()) > 12:
        return None
    marker = DecisionMarker(_committee(found["committee"]), find_date(found["date"]), None, "")
    is_own = marker.date is not None and marker.is_of(committee, date)
    return marker if is_own or (found["colon"] and committee_in(marker.committee)) else None


def read_dated_body(text: str) -> DecisionMarker | None:
    """`Økonomiudvalget, den 1. februar 2024`, which marks a decision only below another one."""
    text = in_mixed_case(text)
    found = _BODY_AND_DATE.fullmatch(text) if len(text) <= 100 else None
    if found is None or not committee_in(_committee(found["committee"])):
        return None
    return DecisionMarker(_committee(found["committee"]), find_date(found["date"]), None, "")


def read_abbreviated_marker(text: str, committee: str | None, date: str | None) -> DecisionMarker | None:
    """`ØU, 13.05.2004: Anbefales.` -> the marker; without a colon it must be of this very meeting.

    What follows the colon must begin like an answer: a plan such as `ØU 13.05.2004: orienteres` is none.
    """
    found = _ABBREVIATED.fullmatch(text) if len(text) <= 4 * _LENGTH_LIMIT else None
    if found is None or (found["text"] or "A")[0].islower():
        return None
    marker = DecisionMarker(found["committee"], find_date(found["date"]), found["point"], found["text"] or "")
    is_told = found["text"] is not None or marker.is_of(committee, date)
    return marker if is_told and marker.date else None


def _names_a_body(found: re.Match[str]) -> bool:
    """By a word for one; a decision or a point with its date may also be that of `Plan, Miljø og Teknik`."""
    is_dated = found.re in (*_WITH_WORD[:2], *_WITHOUT_WORD)
    says_so = "eslutning" in found[0] or found[0].endswith(":")
    return bool(_IS_BODY.search(found["committee"])) or (is_dated and says_so)


def read_decision_triple(texts: Sequence[str]) -> tuple[DecisionMarker, int] | None:
    """`Udvalg: X`, `Dato: Y`, `Punktnummer: Z` on lines of their own: the marker and how many lines it takes.

    The point may be missing, the date may not: a committee alone can be where the case goes next.
    """
    committee = _TRIPLE[0].fullmatch(texts[0]) if len(texts[0]) <= _LENGTH_LIMIT else None
    dated = _TRIPLE[1].fullmatch(texts[1]) if committee and len(texts) > 1 else None
    if committee is None or dated is None or not (date := find_date(dated["value"])):
        return None
    point = _TRIPLE[2].fullmatch(texts[2]) if len(texts) > 2 and len(texts[2]) <= _LENGTH_LIMIT else None
    marker = DecisionMarker(_committee(committee["value"]), date, point["value"] if point else None, "")
    return marker, 3 if point else 2


def recommends(text: str, marker: DecisionMarker) -> bool:
    """Whether the administration speaks again, and not the body whose decision `marker` quotes."""
    found = _RECOMMENDS.match(text) if len(text) <= 4 * _LENGTH_LIMIT else None
    return found is not None and not (found["who"] and _plain(found["who"]) in _plain(marker.committee))


def opens_new_case_text(text: str) -> bool:
    """Whether the line leads from a quoted decision back to the case: `Supplerende sagsfremstilling:`."""
    return len(text) <= _LENGTH_LIMIT and bool(_NEW_CASE_TEXT.fullmatch(text))


def read_closing_time(text: str) -> str | None:
    """`Mødet slut kl. 10.55.` -> `10:55`; None for a line that says anything else."""
    if len(text) > 80 or not _CLOSING.fullmatch(text) or text[:4].lower() not in ("møde", "slut"):
        return None
    return find_time(
        re.sub(r"(\d{1,2}(?:[.:]\d\d)?)\.?$", r"kl. \1", re.sub(r"\b(?:kl\.?|klokken)(?: ?:)?", "", text))
    )


def _committee(written: str) -> str:
    return re.sub(r"(?:,| den| d\.| på| møde)+$", "", written.strip()).strip(" ,")


def _plain(committee: str) -> str:
    return re.sub(r"[^a-zæøå]+", " ", committee.lower()).strip().removesuffix("s")
