"""What the API answers, field for field. The descriptions are what people read in the OpenAPI document."""

from datetime import date, datetime, time
from typing import Annotated

from ninja import Schema
from pydantic import Field

Url = Annotated[str, Field(description="Den varige, offentlige adresse på siden i arkivet.")]
Id = Annotated[int, Field(description="Nummer i API'et. Gem hellere adressen (url) som henvisning.")]
OutcomeCode = Annotated[
    str | None,
    Field(description="Hvad beslutningen gik ud på, som i filteret `afgoerelse`. Null uden beslutning."),
]
Next = Annotated[str | None, Field(description="Adressen på næste side. Null på den sidste.")]


class FacetValue(Schema):
    """En værdi af et filter."""

    value: str = Field(description="Værdien, som den skrives i adressen.")
    label: str = Field(description="Værdien med ord.")
    count: int = Field(description="Så mange punkter ville værdien give.")
    count_is_exact: bool = Field(description="Falsk, når tallet er anslået.")
    chosen: bool = Field(description="Sand, når værdien er valgt i denne søgning.")


class AttachedPage(Schema):
    """En side i et bilag."""

    title: str = Field(description="Bilagets titel.")
    page: int = Field(description="Sidens nummer i filen, fra 1.")
    url: Url


class SearchResult(Schema):
    """Et fundet punkt."""

    type: str = Field(description="Hvad der er fundet. Her altid `item`: et punkt på en dagsorden.")
    id: Id
    url: Url
    title: str = Field(description="Punktets offentlige titel.")
    municipality: str = Field(description="Kommunens navn uden ordet Kommune.")
    committee: str = Field(description="Udvalgets navn.")
    date: date
    item_number: str | None = Field(description="Punktets nummer på mødet.")
    case_number: str | None = Field(description="Sagens nummer hos kommunen.")
    outcome: OutcomeCode
    snippet: str = Field(description="Uddrag som ufarlig HTML med de fundne ord i <mark>.")
    score: float = Field(description="Hvor godt punktet passer; 0 når der er sorteret efter dato.")
    attachment: AttachedPage | None = Field(description="Den side i et bilag, som uddraget er fra.")


class SearchAnswer(Schema):
    """Svaret på en søgning."""

    query: str = Field(description="Ordene, der er søgt efter.")
    total: int = Field(description="Antal fundne punkter.")
    total_is_exact: bool = Field(description="Falsk, når der er flere end `total`.")
    notes: list[str] = Field(description="Hvad læseren bør vide, for eksempel hvad der ikke kunne bruges.")
    facets: dict[str, list[FacetValue]] = Field(description="Filtrenes værdier under navnet på parameteren.")
    results: list[SearchResult]
    next: Next


class Suggestion(Schema):
    """Et forslag, mens der skrives."""

    kind: str = Field(description="`committee`, `case`, `subject` eller `word`.")
    label: str
    detail: str = Field(description="Hvor det hører til, for eksempel kommunen.")
    url: Url


class Suggestions(Schema):
    """Højst et dusin forslag, de mest præcise først."""

    query: str
    suggestions: list[Suggestion]


class MunicipalityRow(Schema):
    """En kommune med offentlige møder i arkivet."""

    id: Id
    slug: str = Field(description="Kommunen, som den skrives i adresser og i filteret `kommune`.")
    code: str = Field(description="Kommunekoden på fire cifre.")
    name: str
    full_name: str
    region: str
    is_example: bool = Field(description="Sand for den opdigtede eksempelkommune.")
    url: Url
    meeting_count: int
    newest_meeting: date | None


class Municipalities(Schema):
    results: list[MunicipalityRow]
    next: Next


class CommitteeRow(Schema):
    """Et udvalg, råd eller byråd med offentlige møder."""

    id: Id
    slug: str = Field(description="Udvalget, som det skrives i adresser og i filteret `udvalg`.")
    name: str
    municipality: str = Field(description="Kommunens slug.")
    url: Url
    feed_url: str = Field(description="Atom-feed med nye møder.")
    calendar_url: str = Field(description="Kalender (iCal) med alle møder.")


class Committees(Schema):
    results: list[CommitteeRow]
    next: Next


class MeetingRow(Schema):
    """Et møde."""

    id: Id
    url: Url
    municipality: str = Field(description="Kommunens navn uden ordet Kommune.")
    committee: str
    date: date
    start_time: time | None
    end_time: time | None
    place: str | None
    kind: str = Field(description="`referat`, `dagsorden` eller `tillægsdagsorden`.")
    published_at: datetime
    changed_at: datetime


class Meetings(Schema):
    results: list[MeetingRow]
    next: Next


class Participant(Schema):
    """En deltager, som referatet nævner. Mangler punktet, gælder det hele mødet."""

    name: str
    party: str | None
    status: str = Field(description="`til stede`, `afbud`, `fraværende` eller `stedfortræder`.")


class ItemRow(Schema):
    """Et punkt, kort."""

    id: Id
    url: Url
    item_number: str | None
    title: str | None
    closed: bool = Field(description="Sand for et lukket punkt; så er kun det offentliggjorte her.")
    case_number: str | None
    case_id: int | None
    outcome: OutcomeCode
    decision: str | None = Field(description="Mødets egen beslutning.")


class Meeting(MeetingRow):
    """Et møde med deltagere og punkter."""

    participants: list[Participant]
    items: list[ItemRow]


class Section(Schema):
    """Et afsnit af punktets tekst."""

    heading: str
    kind: str
    text: str


class EarlierDecision(Schema):
    """En tidligere beslutning i sagen, som punktet gengiver."""

    committee: str | None
    date: date | None
    item_number: str | None
    outcome: OutcomeCode
    text: str
    url: str | None = Field(description="Det tidligere punkt, når det er offentligt i arkivet.")


class Item(ItemRow):
    """Et punkt med al offentliggjort tekst."""

    meeting: MeetingRow
    sections: list[Section]
    earlier_decisions: list[EarlierDecision]
    attachments: list[str] = Field(description="Bilagenes titler.")
    absent: list[Participant] = Field(description="Hvem der ikke deltog i punktet.")


class CaseItem(ItemRow):
    """Et punkt i en sag og det møde, det var på."""

    meeting: MeetingRow


class Case(Schema):
    """En sag på tværs af møder, med de nyeste punkter først."""

    id: Id
    url: Url
    number: str
    title: str | None
    municipality: str
    subject: str | None = Field(description="KLE-emnets nummer, når det kendes.")
    is_catch_all: bool = Field(
        description="Sand, når kommunen bruger nummeret til mange punkter, der ikke hører sammen."
    )
    items: list[CaseItem]
    next: Next


class Problem(Schema):
    """Hvorfor der ikke er et svar."""

    detail: str
