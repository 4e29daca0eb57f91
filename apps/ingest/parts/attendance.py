"""Who came and who stayed away: lists of names, and the lines that tell of absence."""

import re
from collections.abc import Sequence

from apps.ingest.readers.document_text import Line
from apps.ingest.records import AbsenceKind, AbsenceRecord, PersonRecord

_WORD = r"[A-ZÆØÅÄÖÜÉÁ][\wæøåéüöäáíóèßÆØÅ'’.\-]{0,30}"
_PARTICLE = r"(?:von|van|de|der|den|la|af|el|al|bin|da|di)"
_PERSON = re.compile(
    rf"(?P<name>{_WORD}(?: (?:{_WORD}|{_PARTICLE})){{0,6}}),?(?: ?\((?P<party>[A-ZÆØÅa-zæøå]{{0,14}})\))?"
)
_TITLE = re.compile(
    r"(?:(?:\d\. )?(?:vice)?borgmester|rådmand|(?:næst)?formand|byrådsmedlem|udvalgsmedlem"
    r"|kommunalbestyrelsesmedlem):? ",
    re.IGNORECASE,
)
_ROLE = re.compile(r"(?:næst|vice)?(?:formand|forkvinde|borgmester)", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*(?:;|,(?! ?\()(?![^()]*\))| og | samt )\s*")
_AWAY = (
    r"afbud|fraværende|fravær|ikke til ?stede|ikke mødt|ikke mødte|med afbud"
    r"|fraværende (?:med|uden) afbud|forfald|stedfortrædere?|suppleanter?"
)
_LABELLED = re.compile(
    rf"(?P<label>{_AWAY})(?:(?P<colon> ?:)| fra:?(?= )| var(?= )| ?(?=$)| (?=(?-i:[A-ZÆØÅ])))\s*"
    r"(?P<names>.*)",
    re.IGNORECASE,
)
_SENTENCES = (
    (
        re.compile(r"Der (?:var|er) (?:modtaget |meldt )?afbud fra (?P<names>.+)", re.IGNORECASE),
        AbsenceKind.APOLOGY,
    ),
    (re.compile(r"(?P<names>.+?) (?:havde|har) (?:meldt )?afbud"), AbsenceKind.APOLOGY),
    (re.compile(r"(?P<names>.+?) (?:var|er) (?:fraværende|ikke til ?stede)"), AbsenceKind.ABSENT),
    (re.compile(r"(?P<names>.+?) (?:deltog|deltager) ikke(?: i mødet)?"), AbsenceKind.ABSENT),
    (
        re.compile(
            r"(?:Som stedfortrædere?|I stedet|Stedfortræder) (?:deltog|mødte|deltager|er|var) (?P<names>.+)"
        ),
        AbsenceKind.SUBSTITUTE,
    ),
    (re.compile(r"(?P<names>.+?) (?:deltog|mødte|deltager) som stedfortrædere?"), AbsenceKind.SUBSTITUTE),
)
_NOBODY = re.compile(r"(?:ingen|intet|-)\.?", re.IGNORECASE)
_SENTENCE_BREAK = re.compile(r"(?<=[)a-zæøå])\.\s+(?=[A-ZÆØÅ])")
_LENGTH_LIMIT = 600


def read_person(text: str) -> PersonRecord | None:
    """`Borgmester Ulla Prøve (A)` -> the person; None when the text is not just one name."""
    stripped = text.strip().rstrip(".").strip()
    if len(stripped) > 90:
        return None
    bare = _TITLE.sub("", stripped, count=1) if _TITLE.match(stripped) else stripped
    found = _PERSON.fullmatch(bare)
    if not found or (found["party"] is None and " " not in found["name"]):
        return None
    party = found["party"] if found["party"] and not _ROLE.fullmatch(found["party"]) else None
    return PersonRecord(found["name"].rstrip(","), party)


def read_people(text: str) -> tuple[PersonRecord, ...] | None:
    """A list of names; None as soon as one part is no name, so that nothing is half understood."""
    if len(text) > 20_000:
        return None
    parts = [part for part in _SEPARATOR.split(text.strip().rstrip(".")) if part.strip()]
    people = [read_person(part) for part in parts]
    understood = tuple(person for person in people if person)
    return understood if parts and len(understood) == len(people) else None


def take_absences(lines: Sequence[Line]) -> tuple[tuple[AbsenceRecord, ...], list[Line]]:
    """The absences among `lines`, and the lines that tell something else.

    A label such as `Afbud:` takes the names on the lines below it; without names it is ordinary text.
    """
    absences: list[AbsenceRecord] = []
    rest: list[Line] = []
    label: tuple[Line, AbsenceKind] | None = None
    named = False
    for line in lines:
        text = line.text.strip()
        kind_after, found = _read_absence_line(text)
        if label and text and found is None:
            people = read_people(text)
            absences.extend(AbsenceRecord(person.name, person.party, label[1]) for person in people or ())
            if people or (not named and _NOBODY.fullmatch(text)):
                named = True
                continue
        if not text:
            rest.append(line)
            continue
        if label and not named:
            rest.append(label[0])
        label, named = (line, kind_after) if kind_after else None, False
        if found is None:
            rest.append(line)
        else:
            absences.extend(found)
    if label and not named:
        rest.append(label[0])
    return tuple(absences), sorted(rest, key=lambda line: line.number)


def _read_absence_line(text: str) -> tuple[AbsenceKind | None, tuple[AbsenceRecord, ...] | None]:
    """The kind that following name lines have, and the absences on this line; (None, None) for other text."""
    if len(text) > _LENGTH_LIMIT:
        return None, None
    text = " ".join(text.split())
    if labelled := _LABELLED.fullmatch(text):
        label, names = labelled["label"].lower(), labelled["names"]
        kind = _kind_of(label)
        if not names:
            return kind, ()
        if labelled["colon"] and _NOBODY.fullmatch(names):
            return None, ()
    absences: list[AbsenceRecord] = []
    for sentence in _SENTENCE_BREAK.split(text):
        found = _read_absence_sentence(sentence)
        if found is None:
            return None, None
        absences.extend(found)
    return None, tuple(absences)


def _read_absence_sentence(sentence: str) -> tuple[AbsenceRecord, ...] | None:
    bare = sentence.strip().rstrip(".")
    matches = [(found, kind) for pattern, kind in _SENTENCES if (found := pattern.fullmatch(bare))]
    if labelled := _LABELLED.fullmatch(bare):
        matches.append((labelled, _kind_of(labelled["label"].lower())))
    for found, kind in matches:
        if people := read_people(found["names"]):
            return tuple(AbsenceRecord(person.name, person.party, kind) for person in people)
    return None


def _kind_of(label: str) -> AbsenceKind:
    if label.startswith(("stedfortræder", "suppleant")):
        return AbsenceKind.SUBSTITUTE
    if "uden afbud" not in label and ("afbud" in label or label == "forfald"):
        return AbsenceKind.APOLOGY
    return AbsenceKind.ABSENT
