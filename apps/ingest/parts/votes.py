"""How a vote fell, as far as a decision says it: sides with the parties, people and count that it names."""

import re
from collections.abc import Iterator

from apps.ingest.parts.attendance import read_people
from apps.ingest.records import VoteRecord, VoteSide

_PARTY = r"(?:[A-ZÆØÅ]{1,4}|Enhedslisten|Venstre|Socialdemokratiet|Løsgænger(?:en)?)"
_PARTIES = rf"(?P<parties>\(?{_PARTY}\)?(?:(?:, ?| og | samt ){_PARTY})*)"
_COUNT = r"(?: ?\(?(?P<count>\d{1,2})(?: stemmer)?\)?)?"
_SIDES = {
    "for": VoteSide.FOR,
    "imod": VoteSide.AGAINST,
    "mod": VoteSide.AGAINST,
    "undlod": VoteSide.ABSTAINED,
    "hverken": VoteSide.ABSTAINED,
    "flertal": VoteSide.MAJORITY,
    "mindretal": VoteSide.MINORITY,
    "forbehold": VoteSide.RESERVATION,
}
_WHO = r"(?P<who>[^.;:]{1,300}?)"
_FORMS = (
    re.compile(
        r"(?P<side>for|imod|mod)(?: indstillingen| forslaget| ændringsforslaget)? (?:stemte|stemmer)"
        rf" ?:? ?{_WHO}",
        re.IGNORECASE,
    ),
    re.compile(rf"(?P<side>undlod)(?: at stemme)? ?:? ?{_WHO}", re.IGNORECASE),
    re.compile(
        rf"{_WHO} (?:stemte|stemmer) (?P<side>for|imod|mod|hverken)\b(?! at )[^.;:]{{0,120}}", re.IGNORECASE
    ),
    re.compile(rf"{_WHO} (?P<side>undlod) at stemme[^.;:]{{0,80}}", re.IGNORECASE),
    re.compile(rf"{_WHO} (?:tog|tager) (?P<side>forbehold)\b[^.;:]{{0,120}}", re.IGNORECASE),
    re.compile(
        r"(?:et|udvalgets|byrådets) (?P<side>flertal|mindretal)(?: bestående)? ?\(?(?:af |fra )?"
        rf"{_PARTIES}{_COUNT}\)?(?![\wæøå]).*",
        re.IGNORECASE,
    ),
)
_PARTY_LIST = re.compile(rf"{_PARTIES}{_COUNT}")
_COUNT_FIRST = re.compile(
    r"(?P<count>\d{1,2})(?: (?:medlemmer|stemmer))? ?"
    rf"\((?P<parties>{_PARTY}(?:(?:, ?| og | samt ){_PARTY})*)\)"
)
_COUNT_ALONE = re.compile(r"(?P<count>\d{1,2})(?: (?:medlemmer|stemmer))?")
_SENTENCE = re.compile(r"(?<=[)\w])[.;](?:\s+|$)|\n")
_AND = re.compile(
    r"(?:(?<=stemte for)|(?<=stemte imod)|(?<=stemte mod)),? (?:og )?(?=[A-ZÆØÅ(])|,? (?:mens|medens) "
    r"|(?:,| og) (?=(?:imod|mod|for) stemte|undlod )"
)


def read_votes(decision: str | None) -> tuple[VoteRecord, ...]:
    """The sides that the decision tells of, in its order; one that names nobody and no count is left out."""
    if not decision:
        return ()
    clauses = (clause for sentence in _SENTENCE.split(decision) for clause in _AND.split(sentence.strip()))
    return tuple(vote for clause in clauses for vote in _read_clause(clause.strip()))


def _read_clause(clause: str) -> Iterator[VoteRecord]:
    if not 4 <= len(clause) <= 500:
        return
    for form in _FORMS:
        found = form.fullmatch(clause)
        vote = _vote(found) if found else None
        if vote:
            yield vote
            return


def _vote(found: re.Match[str]) -> VoteRecord | None:
    side = _SIDES[found["side"].lower()]
    groups = found.groupdict()
    if groups.get("parties"):
        return VoteRecord(side, parties=_letters(groups["parties"]), count=_number(groups["count"]))
    who = groups["who"].strip(" ,:")
    if listed := _PARTY_LIST.fullmatch(who):
        return VoteRecord(side, parties=_letters(listed["parties"]), count=_number(listed["count"]))
    if counted := _COUNT_FIRST.fullmatch(who):
        return VoteRecord(side, parties=_letters(counted["parties"]), count=_number(counted["count"]))
    if counted := _COUNT_ALONE.fullmatch(who):
        return VoteRecord(side, count=_number(counted["count"]))
    people = read_people(who)
    return (
        VoteRecord(side, people=people) if people and all(" " in person.name for person in people) else None
    )


def _letters(written: str) -> tuple[str, ...]:
    return tuple(re.split(r", ?| og | samt ", written.replace("(", "").replace(")", "")))


def _number(written: str | None) -> int | None:
    return int(written) if written else None
