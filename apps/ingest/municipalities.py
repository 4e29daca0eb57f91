"""Which municipality a document belongs to, by what it says of itself. Unclear evidence gives none."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from apps.ingest.readers.document_text import DocumentText
from apps.ingest.records import MeetingRecord, Problem

_DATA_FILE = Path(__file__).parents[1] / "archive" / "data" / "municipalities.csv"
_NAME = r"[A-ZÆØÅ][\wÆØÅæøå]{1,20}(?:[ -][A-ZÆØÅ][\wæøå]{1,20})?"
_MENTION = re.compile(rf"(?<![\w-])({_NAME})['’]?s? +(?:(?:[Rr]egions)?[Kk]ommune(?:s|n|ns)?|KOMMUNE)\b")
_NAMED = re.compile(rf"(?<![\w-])({_NAME})['’]?s? +(?:Kommune|KOMMUNE)(?:s|n|ns)?\b")
_LETTERHEAD = re.compile(rf"({_NAME})['’]?s? +(?:(?:[Rr]egions)?[Kk]ommune|KOMMUNE)")
_LETTERHEAD_PARTS = re.compile(r"\s*\|\s*| [-–] |\s{3,}|, (?=[A-ZÆØÅ])")
_LETTERHEAD_LENGTH = 160
_HEAD_LINES, _FOOT_LINES = 15, 4
_SEAT = re.compile(rf"(?<![\w-])({_NAME})['’]?s? +(?:[Rr]ådhus|[Bb]yråd|[Kk]ommunalbestyrelse|[Bb]yrådssal)")
_HALL_IN = re.compile(rf"\b(?:[Rr]ådhuset|[Bb]yrådssalen),? i ({_NAME})")
_HALL = re.compile(r"\b(?:[Rr]ådhuset?|[Bb]yrådssalen)\b")
_TOWN = re.compile(rf"(?<![\w-])({_NAME})")
_REGION = re.compile(
    r"\bRegion (?:Hovedstaden|Sjælland|Syddanmark|Midtjylland|Nordjylland|Østdanmark)\b|\bRegions(?:råd|hus)"
)
# Words with a capital that stand before "Kommune" and name none.
_NO_NAMES = re.compile(
    r"denn?e?|en|vores|hver|egen|andre|anden|hele|deres|nye?|sin|din|ingen|hvilken|samme|enhver|værts|bopæls",
    re.IGNORECASE,
)
# How many times more often than any other a name must be said before it is the document's own.
_DOMINANCE = 3


@dataclass(frozen=True, slots=True)
class Municipality:
    code: str
    name: str


def find_municipality(
    text: DocumentText, record: MeetingRecord
) -> tuple[Municipality | None, tuple[Problem, ...]]:
    """The municipality of the document, or None with a problem that says why it is unclear."""
    edges = " . ".join(line.text for line in text.furniture if len(line.text) <= _LETTERHEAD_LENGTH)
    if _REGION.search(f"{record.committee} . {record.location} . {record.preamble} . {edges}"):
        return None, (_unclear("Mødet ser ud til at være regionens, ikke en kommunes."),)
    texts = [line.text for line in (*text.lines, *text.furniture)]
    mentions = Counter(_mentioned(_MENTION, *texts))
    header = f"{record.committee_raw or ''} . {record.location or ''} . {record.preamble}"
    seats = set(_mentioned(_MENTION, header)) | set(_mentioned(_SEAT, header))
    seats |= set(_mentioned(_HALL_IN, header))
    seats |= _letterheads(_edges(text))
    towns = set(_mentioned(_TOWN, record.location or ""))
    if not seats and len(towns) == 1 and _HALL.search(record.location or ""):
        seats = towns
    if not seats and _is_of_unknown_municipality(header, texts, mentions):
        return None, (_unclear("Teksten nævner en kommune, som ikke findes i dag."),)
    chosen = _weigh(mentions, seats, towns)
    if chosen:
        return chosen, ()
    return None, (_unclear("Teksten siger ikke tydeligt, hvilken kommune mødet er holdt i."),)


def _edges(text: DocumentText) -> list[str]:
    """The lines where a letterhead can stand. In between an attachment may have the name of another."""
    filled = [line.text for line in text.lines if line.text.strip()]
    return [*filled[:_HEAD_LINES], *filled[-_FOOT_LINES:], *(line.text for line in text.furniture)]


def _letterheads(texts: Sequence[str]) -> set[Municipality]:
    """The one municipality whose name stands alone on lines, as on a letterhead; none where several do."""
    found = {
        municipality
        for text in texts
        for part in (_LETTERHEAD_PARTS.split(text.strip()) if len(text) <= _LETTERHEAD_LENGTH else ())
        if (alone := _LETTERHEAD.fullmatch(part)) and (municipality := municipality_named(alone[1]))
    }
    return found if len(found) == 1 else set()


def _is_of_unknown_municipality(header: str, texts: Sequence[str], known: Counter[Municipality]) -> bool:
    """Whether the header, or most of the text, names a municipality that there is no more."""
    if _unknown_names(header):
        return True
    strangers = Counter(name for text in texts for name in _unknown_names(text))
    most = max(strangers.values(), default=0)
    return most >= 2 and most * _DOMINANCE > max(known.values(), default=0)


def _unknown_names(text: str) -> list[str]:
    names = (found[1].rsplit(" ", 1)[-1] for found in _NAMED.finditer(text))
    return [name for name in names if not _NO_NAMES.fullmatch(name) and municipality_named(name) is None]


def _weigh(
    mentions: Counter[Municipality], seats: set[Municipality], towns: set[Municipality]
) -> Municipality | None:
    """A town hall in the header, unless the text contradicts it; else a name said far more often."""
    [(leader, most), (_, second)] = [*mentions.most_common(2), (None, 0), (None, 0)][:2]
    if len(seats) == 1:
        [seat] = seats
        if leader is None or mentions[seat] * _DOMINANCE >= most:
            return seat
    has_support = most >= 2 or leader in towns
    return leader if leader and has_support and most >= _DOMINANCE * second and not seats - {leader} else None


def _mentioned(pattern: re.Pattern[str], *texts: str) -> list[Municipality]:
    found: list[Municipality] = []
    for text in texts:
        found.extend(
            municipality for match in pattern.finditer(text) if (municipality := municipality_named(match[1]))
        )
    return found


def municipality_named(name: str) -> Municipality | None:
    """The municipality called `name`: any spelling of å, with or without a genitive -s; else None.

    Of two words the last alone may be the name: `Holstebro og Herning`, `Foreningen Herning`.
    """
    names = _municipalities_by_spelling()
    spelling = _fold(name)
    return names.get(spelling) or names.get(spelling.rsplit(" ", 1)[-1])


@cache
def _municipalities_by_spelling() -> dict[str, Municipality]:
    with _DATA_FILE.open(encoding="utf-8", newline="") as file:
        known = [Municipality(row["code"], row["name"]) for row in csv.DictReader(file)]
    spellings = {_fold(municipality.name) + "s": municipality for municipality in known}
    spellings |= {_fold(municipality.name).removesuffix("s"): municipality for municipality in known}
    return spellings | {_fold(municipality.name): municipality for municipality in known}


def _fold(name: str) -> str:
    return name.lower().replace("å", "aa").replace("-", " ")


def _unclear(reason: str) -> Problem:
    return Problem("municipality_unclear", f"{reason} Vælg kommunen selv.")
