"""What people decide about case numbers: a catch-all or one story, two that are one case, one that is two."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from apps.accounts.models import User
from apps.archive.models import AgendaItem, Case, CaseRuling, Municipality
from apps.ingest.desk.approval import parsed_record
from apps.ingest.desk.corrections import addressed_items
from apps.ingest.models import Correction
from apps.ingest.storing.cases import case_number, find_or_make_cases, refresh_cases
from apps.ingest.storing.decided import decided_record
from apps.search.indexing import index_meetings

Kind = CaseRuling.Kind
_BATCH = 25


class CannotRule(Exception):
    """The case stays as it is. `str(error)` is the Danish sentence."""


@transaction.atomic
def rule_catch_all(case: Case, *, is_catch_all: bool, by: User) -> None:
    """Decide whether a number stands for one story, whatever its items look like."""
    case = _lock(case)
    _rule(case, Kind.CATCH_ALL if is_catch_all else Kind.ONE_STORY, by)
    refresh_cases({case.pk})


@transaction.atomic
def merge_cases(case: Case, into_number: str, *, by: User) -> Case:
    """Tell the items of a case, and all that come later, under another number; raises CannotRule."""
    case = _lock(case)
    number = case_number(into_number)
    others = Case.objects.filter(municipality=case.municipality).exclude(pk=case.pk)
    into: Case | None = others.filter(number=number).first()
    if into is None:
        raise CannotRule("Der er ingen anden sag med det nummer i kommunen.")
    _rule(case, Kind.MERGED, by, into=into.number)
    _move(AgendaItem.objects.filter(case=case), into)
    return into


@transaction.atomic
def take_merging_back(into: Case, number: str, *, by: User) -> Case:
    """Give a number that was merged into a case its own case again; raises CannotRule."""
    into = _lock(into)
    if number not in merged_into(into):
        raise CannotRule("Det nummer er ikke lagt sammen med sagen.")
    ruling = CaseRuling(municipality=into.municipality, number=number, kind=Kind.MERGED, made_by=by)
    ruling.save(force_insert=True)
    case = find_or_make_cases(into.municipality, [number])[number]
    own = [item.pk for item in AgendaItem.objects.filter(case=into) if _is_written(item, number)]
    _move(AgendaItem.objects.filter(pk__in=own), case)
    return case


@transaction.atomic
def split_case(case: Case, items: Sequence[AgendaItem], new_number: str, *, by: User) -> Case:
    """Give some of a case's items another number, as corrections of their documents; raises CannotRule."""
    case = _lock(case)
    number = case_number(new_number)
    if not number or number == case.number:
        raise CannotRule("Skriv et andet nummer end sagens eget.")
    if not items:
        raise CannotRule("Vælg de punkter, der hører til en anden sag.")
    for item in items:
        _correct_number(item, number, by)
    other = find_or_make_cases(case.municipality, [number])[number]
    chosen = AgendaItem.objects.filter(pk__in=[item.pk for item in items], case=case)
    chosen.update(case_number_raw=number)
    _move(chosen, other)
    return other


def merged_into(case: Case) -> list[str]:
    """The numbers that are told under this case by somebody's decision."""
    rulings = CaseRuling.objects.filter(municipality=case.municipality, kind=Kind.MERGED).order_by("pk")
    newest = dict(rulings.values_list("number", "into"))
    return sorted(number for number, into in newest.items() if into == case.number)


def _rule(case: Case, kind: CaseRuling.Kind, by: User, into: str = "") -> None:
    ruling = CaseRuling(municipality=case.municipality, number=case.number, kind=kind, into=into, made_by=by)
    ruling.save(force_insert=True)


def _move(items: Iterable[AgendaItem], case: Case) -> None:
    rows = list(items)
    former = {row.case_id for row in rows if row.case_id}
    AgendaItem.objects.filter(pk__in=[row.pk for row in rows]).update(case=case)
    meetings = sorted({row.meeting_id for row in rows})
    for start in range(0, len(meetings), _BATCH):
        index_meetings(meetings[start : start + _BATCH])
    refresh_cases(former | {case.pk})


def _correct_number(item: AgendaItem, number: str, by: User) -> None:
    """A decision on the document that the item is shown from, at the address where it was read there."""
    source = item.meeting.source
    if source is None or not source.record:
        raise CannotRule("Arkivet har ikke det dokument, som punktet er vist fra.")
    read = (slug for slug, _ in addressed_items(parsed_record(source).items))
    shown = (slug for slug, _ in addressed_items(decided_record(source).items))
    target = next((own for own, public in zip(read, shown, strict=True) if public == item.slug), None)
    if target is None:
        raise CannotRule(f"{item} er ikke længere i dokumentet.")
    correction = Correction(source=source, target=target, field="case_number", value=number, made_by=by)
    correction.save(force_insert=True)


def _is_written(item: AgendaItem, number: str) -> bool:
    return case_number(item.case_number_raw) == number


def _lock(case: Case) -> Case:
    """One at a time in a municipality, as for storing documents; the case as it is now."""
    Municipality.objects.select_for_update(no_key=True).get(pk=case.municipality_id)
    found: Case | None = Case.objects.select_related("municipality").filter(pk=case.pk).first()
    if found is None:
        raise CannotRule("Sagen er imens lagt sammen med en anden.")
    return found
