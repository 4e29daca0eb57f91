"""Labelled lines of a header: `Mødested: Byrådssalen`, with the value beside or below the label."""

import re
from collections.abc import Sequence

from apps.ingest.readers.document_text import Line

_LABELS_BY_FIELD = {
    "date": (
        "mødedato|dato|mødetidspunkt|tidspunkt|starttidspunkt|mødetid|tid|møde|dato og tid|mødestart|start"
        "|mødedag|mødet startede|mødet begyndte|mødets start|klokken|kl|mødet holdt|mødet afholdt|afholdt"
        "|emne|forum|referat fra|møde i"
    ),
    "location": "mødested|sted|lokale|mødelokale|mødested/lokale|mødets sted",
    "participants": (
        "mødedeltagere|deltagere|medlemmer|til stede|tilstede|mødte|fremmødte|nærværende|til stede var"
        "|tilstede var|deltog|udvalgets medlemmer|rådets medlemmer"
    ),
    "committee_raw": "udvalg|udvalgsnavn|organ|navn på udvalg|udvalg/råd",
    "closing_time": "sluttidspunkt|mødeslut|slut|mødet sluttede|mødet hævet|mødet sluttet|mødets afslutning",
    "absent": (
        "afbud|fraværende|ikke til stede|ikke tilstede|fravær|ej til stede|fraværende med afbud|afbud fra"
        "|medlemmerne var til stede, undtagen|forfald|ikke mødt"
    ),
    "preamble": "bemærkninger|referent|ordstyrer|mødeleder|sekretær|næste møde",
}
FIELD_OF_LABEL = {label: place for place, labels in _LABELS_BY_FIELD.items() for label in labels.split("|")}
# Other people than those that the label above promises.
_OTHERS = re.compile(
    r"(?:fravær|afbud|ikke til ?stede|forfald|gæster|desuden|øvrige"
    r"|fra (?:administrationen|forvaltningen)\b)",
    re.IGNORECASE,
)
_ROOMS = ("lokale", "mødelokale")
_COLUMN_GAP = re.compile(r"^\w+(?:\s{2,}|\t)")
# Ordinary words, which are labels before a colon only.
_NEED_COLON = (
    "klokken",
    "kl",
    "afholdt",
    "emne",
    "forum",
    "referat fra",
    "møde i",
    "deltog",
    "forfald",
    "kl.",
)
_LABEL = re.compile(
    rf"(?P<label>{'|'.join(sorted(FIELD_OF_LABEL, key=len, reverse=True))})"
    r"(?:(?: for mødet?| kl\.?)?(?P<colon> ?:))?(?: +|\t+|$)(?P<value>.*)",
    re.IGNORECASE,
)


def label_of(text: str) -> re.Match[str] | None:
    """The label of a line with its value, or None; `colon` tells whether a colon stands between them."""
    found = _LABEL.fullmatch(text) if len(text) <= 20_000 else None
    if (
        found
        and not found["colon"]
        and found["value"]
        and (
            found["value"][0].islower() or (found["label"].lower() in _ROOMS and not _COLUMN_GAP.search(text))
        )
    ):
        return None
    if found and not found["colon"] and found["label"].lower() in _NEED_COLON:
        return None
    return found


def labelled_groups(lines: Sequence[Line]) -> list[tuple[str | None, list[Line]]]:
    """Lines by their label: a value goes on until a blank line, or stands below a bare label."""
    groups: list[tuple[str | None, list[Line]]] = []
    for line in lines:
        text = line.text.strip()
        found = label_of(text)
        if found:
            groups.append((found["label"].lower(), [line]))
        elif not text:
            if groups and groups[-1][0] and _has_value(groups[-1][1]):
                groups.append((None, []))
        else:
            if not groups or not _takes(groups[-1], text):
                groups.append((None, []))
            groups[-1][1].append(line)
    return groups


def _takes(group: tuple[str | None, list[Line]], text: str) -> bool:
    """Whether the line can belong to the labelled value above it, which is a list of people or goes on."""
    label, lines = group
    if _OTHERS.match(text):
        return False
    if label is None or not _has_value(lines) or FIELD_OF_LABEL[label] in ("participants", "absent"):
        return True
    return text[:1].islower() or lines[-1].text.rstrip().endswith((",", "-"))


def _has_value(group: Sequence[Line]) -> bool:
    found = label_of(group[0].text.strip())
    return len(group) > 1 or bool(found and found["value"])
