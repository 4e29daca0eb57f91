"""Section headings: the words in common use, and how a document shows the headings that are its own."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from apps.ingest.outcomes import outcome_of
from apps.ingest.readers.document_text import Line
from apps.ingest.records import SectionKind

_WORDS_BY_KIND = {
    SectionKind.SUMMARY: (
        "resumé|resume|sagsresumé|sagsresume|præsentation|sagens kerne|formål med sagen|anledning|formål"
        "|problemstilling|kort resumé|sammendrag|indledning"
    ),
    SectionKind.CASE: (
        "sagsfremstilling|sagsbeskrivelse|sagens indhold|beskrivelse af sagen|supplerende sagsfremstilling"
        "|supplerende sagsbeskrivelse|baggrund|historik|sagsfremstilling og økonomi|uddybning af sagen"
        "|løsning|sagens baggrund|beskrivelse|redegørelse|vurdering|forvaltningens vurdering"
        "|administrationens vurdering|administrationens bemærkninger|forvaltningens bemærkninger|begrundelse"
    ),
    SectionKind.RECOMMENDATION: (
        "indstilling|indstillinger|administrativ indstilling|administrationens indstilling"
        "|forvaltningens indstilling|direktionens indstilling|beslutningspunkter|forslag til beslutning"
    ),
    SectionKind.TOPIC: "beslutningstema",
    SectionKind.COMPETENCE: (
        "beslutningskompetence|kompetence|sagen afgøres af|hvem beslutter|kompetenceudvalg"
        "|afgørelseskompetence"
    ),
    SectionKind.DECISION: (
        "beslutning|beslutninger|udvalgets beslutning|byrådets beslutning|indstilling og beslutning"
        "|kommunalbestyrelsens beslutning|økonomiudvalgets beslutning|rådets beslutning|mødebeslutning"
        "|afgørelse|udvalgets afgørelse|byrådets afgørelse|politisk beslutning|vedtagelse"
    ),
    SectionKind.ECONOMY: (
        "økonomi|økonomi og finansiering|økonomiske konsekvenser|budgetmæssige konsekvenser|finansiering"
        "|økonomiske og erhvervsmæssige konsekvenser|økonomiske forhold|bevillingsmæssige forhold|bevilling"
    ),
    SectionKind.PERSONNEL: "personale|personalemæssige konsekvenser|personalemæssige forhold",
    SectionKind.LAW: "lovgrundlag|retsgrundlag|retsregler og andre forskrifter|lovgivning|juridiske forhold",
    SectionKind.HEARING: (
        "høring|høringer|høring/borger- og brugerinvolvering|udvalgserklæring|borgerinddragelse"
        "|inddragelse og høring|inddragelse|borger- og brugerinddragelse|høring og inddragelse"
    ),
    SectionKind.ROUTE: (
        "sagsforløb|sagsgang|sagsgang og sagstype|forventet sagsgang|behandling|tidligere behandling"
        "|tidligerepolitiskbehandling|tidligere politisk behandling|tidligere beslutninger|tidsplan"
        "|videre sagsgang|videre proces"
    ),
    SectionKind.ATTACHMENTS: "bilag|bilag til punktet|bilagsliste|bilag vedlagt",
    SectionKind.ATTENDANCE: "fraværende|afbud|ikke til stede|ikke tilstede",
    SectionKind.OTHER: (
        "kommunikation|underskrift|underskrifter|underskriftsark|underskriftsblad|underskriftsside"
        "|underskriftsdel|bilagsoversigt"
    ),
}
KIND_OF_HEADING = {word: kind for kind, words in _WORDS_BY_KIND.items() for word in words.split("|")}
# Unknown headings are often built of these words; the kind then follows from the word.
_KIND_BY_WORD_PART = (
    ("indstilling", SectionKind.RECOMMENDATION),
    ("økonom", SectionKind.ECONOMY),
    ("budget", SectionKind.ECONOMY),
    ("finansiering", SectionKind.ECONOMY),
    ("personale", SectionKind.PERSONNEL),
    ("lovgrundlag", SectionKind.LAW),
    ("høring", SectionKind.HEARING),
    ("inddragelse", SectionKind.HEARING),
    ("sagsgang", SectionKind.ROUTE),
    ("sagsforløb", SectionKind.ROUTE),
    ("sagsfremstilling", SectionKind.CASE),
    ("resum", SectionKind.SUMMARY),
)
# These words open a section wherever they stand alone, also after a list of attachments.
BACKBONE = frozenset(
    [
        "resumé",
        "resume",
        "sagsfremstilling",
        "sagsbeskrivelse",
        "indstilling",
        "beslutning",
        "beslutninger",
        "bilag",
    ]
)
_BEFORE_WORDS = "0123456789*_"
_NUMBERED = re.compile(r"\d{1,2}[.)] ?")
_PROPOSER = re.compile(
    r"[A-ZÆØÅ][^.:;?!|\t]{2,120} indstiller(?: (?:til|over for) [^.:;?!|\t]{3,80}?)?(?:,? at|,)?:?"
    r"|(?=.{0,120}(?:direkt|forvaltning|administration|borgmester|formand|chef|afdeling|center|udvalg|sekretariat|stab))"
    r"[A-ZÆØÅ][^.:;?!|\t]{2,120} (?:foreslår|anbefaler)(?: over for [^.:;?!|\t]{3,80})?:?",
    re.IGNORECASE,
)
_HEADING_LIKE = re.compile(r"[A-ZÆØÅ][A-Za-zÆØÅæøåéÉ0-9 ,/&()\-]{3,70}:?")
_BODY_NAME = re.compile(
    r"(?:udvalg(?:et)?|bestyrelsen?|råd(?:et)?|nævn(?:et)?|kommissionen|forvaltningen|direktionen):?$"
)
_PERSON = re.compile(r"\([A-ZÆØÅ]{0,3}\)$")
_STOCK_ANSWER = re.compile(
    r"(?:ingen|intet|nej|ikke relevant|ingen bemærkninger|intet at bemærke|-)\.?", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"(?:,|-|\b(?:og|eller|at|af|for|til|med|i|på))$")
_WORD_LIMIT = 8
_LENGTH_LIMIT = 160


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The headings of one document: `learned` are its own; `has_colons` is how it writes them."""

    has_colons: bool
    learned: frozenset[str]
    has_own_line_decisions: bool = True


def heading_words(text: str) -> str:
    """`Resumé:`, `2. Resumé` -> `resumé`: what the spellings of a heading have in common."""
    words = text.strip("*_ ").removesuffix(":").rstrip("*_ ").lower()
    numbered = _NUMBERED.match(words)
    return words[numbered.end() :] if numbered and words[numbered.end() :] in KIND_OF_HEADING else words


def heading_kind(text: str, vocabulary: Vocabulary) -> SectionKind | None:
    """The kind of section that the line opens, or None when it is no heading of this document."""
    words = heading_words(text) if len(text) <= _LENGTH_LIMIT else ""
    if not text[:1].isupper() and not (text[:1] in _BEFORE_WORDS and words in KIND_OF_HEADING):
        return None
    if words in BACKBONE:
        return KIND_OF_HEADING[words]
    if _PROPOSER.fullmatch(text) and len(words.split()) <= 12:
        return SectionKind.RECOMMENDATION
    if text.endswith(":") and not vocabulary.has_colons:
        return None
    if words in KIND_OF_HEADING:
        return KIND_OF_HEADING[words]
    return kind_by_word_part(words) if words in vocabulary.learned else None


def kind_by_word_part(words: str) -> SectionKind:
    """The kind of a heading that is only known from its document."""
    return next((kind for part, kind in _KIND_BY_WORD_PART if part in words), SectionKind.OTHER)


def learn_vocabulary(items: Iterable[Sequence[Line]]) -> Vocabulary:
    """The headings of a document, from the lines of its items (case number and title left out).

    A line is a heading of the document when it looks like one and stands where templates put headings: first
    in an item, beside a stock answer such as `Ingen.`, or in a fifth of the items, at least two.
    """
    bodies = [[line for line in lines if line.text.strip()] for lines in items]
    bodies = [body for body in bodies if body]
    spellings = Counter(
        line.text.strip() for body in bodies for line in body if len(line.text) <= _LENGTH_LIMIT
    )
    colons = sum(
        count for text, count in spellings.items() if text.endswith(":") and heading_words(text) in BACKBONE
    )
    plain = sum(count for text, count in spellings.items() if text.lower() in BACKBONE)
    style = Vocabulary(has_colons=colons > plain, learned=frozenset())
    seen: Counter[str] = Counter()
    certain: set[str] = set()
    for body in bodies:
        repeated, placed = _candidates(body, style)
        seen.update(repeated)
        certain |= placed
    enough = max(2, len(bodies) / 5)
    recurring = {words for words, count in seen.items() if count >= enough}
    has_decisions = any(
        KIND_OF_HEADING.get(heading_words(text)) == SectionKind.DECISION for text in spellings
    )
    return Vocabulary(style.has_colons, frozenset(certain | recurring), has_decisions)


def _candidates(body: Sequence[Line], style: Vocabulary) -> tuple[set[str], set[str]]:
    """Heading-like lines of one item: those that may recur, and those whose place is evidence enough."""
    repeated, placed = set(), set()
    section: SectionKind | None = None
    has_known_headings = any(heading_kind(line.text.strip(), style) for line in body)
    for index, line in enumerate(body[:-1]):
        text, following = line.text.strip(), body[index + 1]
        if kind := heading_kind(text, style):
            section = kind
            continue
        if section in (SectionKind.DECISION, SectionKind.ATTACHMENTS) or not is_heading_like(text, style):
            continue
        if following.number == line.number + 1 and not (line.marked or style.has_colons):
            continue
        before = body[index - 1].text.strip() if index else None
        if before is None:
            if has_known_headings and not heading_kind(following.text.strip(), style):
                placed.add(heading_words(text))
        elif heading_kind(before, style):
            continue
        elif _STOCK_ANSWER.fullmatch(before) or _STOCK_ANSWER.fullmatch(following.text.strip()):
            placed.add(heading_words(text))
        else:
            repeated.add(heading_words(text))
    return repeated, placed


def is_heading_like(text: str, style: Vocabulary) -> bool:
    """A short line of words with a capital first that is no sentence, name, committee or decision."""
    if not _HEADING_LIKE.fullmatch(text) or len(text.split()) > _WORD_LIMIT:
        return False
    if text.endswith(":") and not style.has_colons:
        return False
    if _BODY_NAME.search(text.lower()) or _PERSON.search(text) or _CLAUSE_END.search(text):
        return False
    if all(len(word) <= 4 and word.isupper() for word in text.split()):
        return False
    return outcome_of(text) == "ukendt"
