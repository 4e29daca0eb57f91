"""Cases as the items of a municipality tell them: found by number, named, and told from catch-all numbers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Count, OuterRef, Q, Subquery

from apps.archive.case_numbers import canonical_case_number, kle_subject
from apps.archive.models import AgendaItem, Case, CaseRuling, KleSubject, Municipality
from apps.archive.visibility import AgendaItemQuerySet

Kind = CaseRuling.Kind
# Titles of items that are about the meeting itself. PostgreSQL and Python read this pattern alike.
_ROUTINE_TITLE = (
    r"^(lukket: *)?("
    r"fraværende|afbud|mødedeltagere|eventuelt|meddelelser( .*)?|siden sidst|(borgernes )?spørgetid"
    r"|((generel|gensidig|skriftlige|mundtlige) )?orientering(er|spunkter)?"
    r"|orientering fra (formanden|borgmesteren|udvalget|medlemmerne)( .*)?"
    r"|(mødets )?åbning|velkomst( og .*)?|(elektronisk )?underskrift(er|sblad|sside)?"
    r"|(godkendelse|underskrift|underskrivelse|gennemgang|bemærkninger)( og godkendelse)?"
    r"[^ ]* (af|til) (dags[^ ]*|møde[^ ]*|beslutnings[^ ]*|protokol[^ ]*|referat[^ ]*)( .*)?"
    r"|(emner|punkter|sager) til (kommende|næste|senere) (møde|møder|dagsorden)"
    r")[ .:]*$"
)
# Words that begin titles of any case and so relate none to another.
_GENERAL_WORD = re.compile(
    r"orienter|godkend|status|drøft|beslut|ansøgn|henvend|forslag|kommun|udvalg|fornyet|behandling"
)
_LONG_WORD = re.compile(r"[^\W\d_]{6,}")
_STEM_LENGTH = 6


def case_number(written: str | None) -> str:
    """The number a case is kept under, whatever way it is written; empty for none."""
    plain = " ".join((written or "").split())[:100]
    return canonical_case_number(plain) or plain


def find_or_make_cases(municipality: Municipality, numbers: Iterable[str]) -> dict[str, Case]:
    """The case that every number is told under, made where it is new; wants the municipality locked."""
    told_under = _told_under(municipality, set(numbers))
    cases = _find_or_make(municipality, set(told_under.values()))
    return {number: cases[told] for number, told in told_under.items()}


def _told_under(municipality: Municipality, numbers: set[str]) -> dict[str, str]:
    """Every number with the one that somebody merged it into, step by step; its own where nobody did."""
    merged = CaseRuling.objects.filter(municipality=municipality, kind=Kind.MERGED)
    newest = dict(merged.order_by("pk").values_list("number", "into")) if numbers else {}
    told = {}
    for number in numbers:
        seen, last = {number}, number
        while (following := newest.get(last)) and following not in seen:
            seen.add(following)
            last = following
        told[number] = last
    return told


def _find_or_make(municipality: Municipality, numbers: set[str]) -> dict[str, Case]:
    wanted = sorted(numbers)
    cases = {case.number: case for case in Case.objects.filter(municipality=municipality, number__in=wanted)}
    new = [number for number in wanted if number not in cases]
    slugs = _free_slugs(municipality, new)
    subjects = _find_subjects(new)
    made = Case.objects.bulk_create(
        [
            Case(municipality=municipality, number=number, slug=slugs[number], subject=subjects.get(number))
            for number in new
        ]
    )
    return cases | {case.number: case for case in made}


def refresh_cases(case_ids: Iterable[int]) -> None:
    """Bring title and catch-all mark of these cases up to date, and remove those that have no item left."""
    ids = set(case_ids)
    Case.objects.filter(pk__in=ids, items=None).delete()
    titles = _newest_titles(ids)
    routine = _routine_cases(ids)
    found = routine | _cases_of_unrelated_items(ids - routine)
    catch_alls = (found | _ruled(ids, Kind.CATCH_ALL)) - _ruled(ids, Kind.ONE_STORY)
    changed = []
    for case in Case.objects.filter(pk__in=ids):
        title, is_catch_all = titles.get(case.pk, ""), case.pk in catch_alls
        if (case.title, case.is_catch_all) != (title, is_catch_all):
            case.title, case.is_catch_all = title, is_catch_all
            changed.append(case)
    Case.objects.bulk_update(changed, ["title", "is_catch_all"])


def _ruled(case_ids: set[int], kind: CaseRuling.Kind) -> set[int]:
    """The cases whose newest ruling on being a catch-all is `kind`."""
    same = {"municipality": OuterRef("municipality"), "number": OuterRef("number")}
    rulings = CaseRuling.objects.filter(kind__in=[Kind.CATCH_ALL, Kind.ONE_STORY], **same).order_by("-pk")
    cases = Case.objects.filter(pk__in=case_ids).annotate(ruled=Subquery(rulings.values("kind")[:1]))
    return set(cases.filter(ruled=kind).values_list("pk", flat=True))


def _free_slugs(municipality: Municipality, numbers: list[str]) -> dict[str, str]:
    """Addresses for new numbers: `20/33839` -> `20-33839`, with `-2` when another number has that one."""
    bases = {number: re.sub(r"[/\s]+", "-", number)[:90] for number in numbers}
    taken = set(
        Case.objects.filter(municipality=municipality, slug__in=bases.values()).values_list("slug", flat=True)
    )
    slugs = {}
    for number, base in bases.items():
        slug, occurrence = base, 1
        while slug in taken:
            occurrence += 1
            slug = f"{base}-{occurrence}"
            if Case.objects.filter(municipality=municipality, slug=slug).exists():
                taken.add(slug)
        taken.add(slug)
        slugs[number] = slug
    return slugs


def _find_subjects(numbers: list[str]) -> dict[str, KleSubject]:
    """The KLE subject a number begins with; its group or main group where the subject itself is not known."""
    levels = {
        number: (subject, subject[:5], subject[:2]) for number in numbers if (subject := kle_subject(number))
    }
    known = KleSubject.objects.in_bulk({level for tried in levels.values() for level in tried})
    found = {
        number: next((known[level] for level in tried if level in known), None)
        for number, tried in levels.items()
    }
    return {number: subject for number, subject in found.items() if subject}


def _open_items(case_ids: set[int]) -> AgendaItemQuerySet:
    return AgendaItem.objects.filter(case__in=case_ids, closed=False)


def _newest_titles(case_ids: set[int]) -> dict[int, str]:
    newest = (
        _open_items(case_ids)
        .exclude(Q(title="") | Q(title__iregex=_ROUTINE_TITLE))
        .order_by("case", "-meeting__held_on", "-meeting__sequence", "position")
        .distinct("case")
    )
    return dict(newest.values_list("case", "title"))


def _routine_cases(case_ids: set[int]) -> set[int]:
    """Cases under which the business of meetings itself is filed."""
    return set(_open_items(case_ids).filter(title__iregex=_ROUTINE_TITLE).values_list("case", flat=True))


def _cases_of_unrelated_items(case_ids: set[int]) -> set[int]:
    """Cases that stand on items of one meeting which have nothing to do with each other.

    Only open items with different titles count: a case that is treated once openly and once behind closed
    doors, or twice under the same title, is one story.
    """
    repeated = (
        _open_items(case_ids)
        .values("case", "meeting")
        .annotate(title_count=Count("title", distinct=True))
        .filter(title_count__gt=1)
        .order_by()
    )
    pairs = {(row["case"], row["meeting"]) for row in repeated}
    titles: dict[tuple[int, int], set[str]] = defaultdict(set)
    meetings = {meeting for _, meeting in pairs}
    for case, meeting, title in (
        _open_items(case_ids).filter(meeting__in=meetings).values_list("case", "meeting", "title")
    ):
        titles[case, meeting].add(" ".join(title.casefold().split()))
    return {case for (case, meeting) in pairs if _has_stranger(titles[case, meeting])}


def _has_stranger(titles: set[str]) -> bool:
    """Whether one of several titles shares no telling word with any of the others."""
    stems = [set(_stems(title)) for title in titles]
    return len(stems) > 1 and any(
        all(not own & other for position, other in enumerate(stems) if position != index)
        for index, own in enumerate(stems)
    )


def _stems(title: str) -> Iterator[str]:
    for word in _LONG_WORD.findall(title):
        if not _GENERAL_WORD.match(word):
            yield word[:_STEM_LENGTH]
