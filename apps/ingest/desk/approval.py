"""What people do with a document before it is public: correct it, set it aside, and publish it.

Every change states what its maker had seen; whoever acts on something that has changed meanwhile is told so.
"""

from collections.abc import Iterable
from contextlib import suppress

from django.db import IntegrityError, transaction

from apps.accounts.models import User
from apps.archive.models import Municipality, SourceDocument
from apps.ingest.checking.findings import open_findings
from apps.ingest.checking.judging import Held
from apps.ingest.desk.corrections import Decided
from apps.ingest.desk.differences import find_differences
from apps.ingest.models import Approval, Correction, SourceText
from apps.ingest.pipeline import judge, problems_of, publish_record, set_aside
from apps.ingest.record_json import read_record
from apps.ingest.records import MeetingRecord
from apps.ingest.storing.decided import decided_record
from apps.ingest.storing.placing import Unplaced

State = SourceDocument.State
# Documents that people may still change; those that could not be read have nothing to correct.
OPEN_STATES = (State.REVIEW, State.INCOMPLETE, State.PUBLISHED)


class ChangedMeanwhile(Exception):
    """Somebody else changed the document after the page was shown."""


class NotReady(Exception):
    """The document can't be published yet. `str(error)` is the Danish sentence."""


def seen_version(source: SourceDocument) -> str:
    """What a page shows of a document, in short: it changes with every decision and with what is public."""
    newest = source.corrections.order_by("-pk").values_list("pk", flat=True).first() or 0
    public = source.meeting.changed_at.timestamp() if source.meeting else 0
    return f"{source.state}-{newest}-{public:.6f}-{source.municipality_id}"


def parsed_record(source: SourceDocument) -> MeetingRecord:
    """What was understood of a document that was read."""
    return read_record(source.record or {})


@transaction.atomic
def correct_document(
    pk: int, *, by: User, seen: str, decisions: Iterable[Decided], municipality: Municipality
) -> SourceDocument:
    """Note decisions and judge the document anew. A published one waits for approval again; what is public
    stays as it is until then. Raises ChangedMeanwhile and NotReady.
    """
    source = lock_as_seen(pk, seen)
    if source.state not in OPEN_STATES:
        raise NotReady("Dokumentet kan ikke rettes her. Læg en rettet fil ind i stedet.")
    rows = [
        Correction(source=source, target=row.target, field=row.field, value=row.value, made_by=by)
        for row in decisions
    ]
    # One by one, so that the audit trail has them.
    for row in rows:
        row.save(force_insert=True)
    if municipality != source.municipality:
        _move(source, municipality)
    if rows or municipality != source.municipality:
        _judge_anew(source)
    return source


def approve_document(pk: int, *, by: User, seen: str) -> Approval:
    """Publish a document exactly as it was shown: rows, index and state in one transaction.

    Raises ChangedMeanwhile, and NotReady when something stands in the way. A CPR number that is found now
    holds the document, whatever was found before.
    """
    try:
        with transaction.atomic():
            source = lock_as_seen(pk, seen)
            return _approve(source, by)
    except Held as held:
        source = SourceDocument.objects.get(pk=pk)
        set_aside(source, State.HELD, str(held))
        with suppress(Held, Unplaced):
            judge(source, decided_record(source), source_text(source), source.municipality)  # type: ignore[arg-type] # see _approve
        raise NotReady(str(held)) from held


def source_text(source: SourceDocument) -> str:
    """All words of the file; raises NotReady when they are not kept yet."""
    kept = SourceText.objects.filter(source=source).first()
    if kept is None:
        raise NotReady("Dokumentets tekst er ikke læst endnu. Åbn siden igen.")
    return "\n".join(line[1] for line in kept.lines)


def _approve(source: SourceDocument, by: User) -> Approval:
    if source.state != State.REVIEW:
        raise NotReady("Dokumentet er ikke klar til at blive offentliggjort.")
    record, municipality = decided_record(source), source.municipality
    assert municipality is not None  # noqa: S101 - the page is one municipality's
    try:
        judge(source, record, source_text(source), municipality)
        summary = find_differences(record, source).summary
        if open_findings(source):
            raise NotReady("Der er fund, som ingen har vurderet endnu. Se dem øverst på siden.")
        source.attachment_files.update(is_approved=True)
        publish_record(source, record, municipality)
    except Unplaced as problem:
        raise NotReady(str(problem)) from problem
    approval = Approval(source=source, approved_by=by, summary=summary)
    approval.save(force_insert=True)
    return approval


def _judge_anew(source: SourceDocument) -> None:
    record = decided_record(source)
    source.problems = problems_of(source, record)
    source.state, source.reason = State.REVIEW, ""
    try:
        judge(source, record, source_text(source), source.municipality)  # type: ignore[arg-type] # see _approve
    except Unplaced as problem:
        source.state, source.reason = State.INCOMPLETE, str(problem)
    except Held as problem:
        # The file itself was found free of CPR numbers, so the correction brought it.
        raise NotReady(str(problem)) from problem
    source.save(update_fields=["problems", "state", "reason"])


def _move(source: SourceDocument, municipality: Municipality) -> None:
    source.municipality = municipality
    try:
        with transaction.atomic():
            source.save(update_fields=["municipality"])
    except IntegrityError:
        raise NotReady(f"Filen ligger allerede hos {municipality}.") from None


def lock_as_seen(pk: int, seen: str) -> SourceDocument:
    """The document, locked; raises ChangedMeanwhile when it is not what its page showed."""
    source = SourceDocument.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=pk)
    if seen != seen_version(source):
        raise ChangedMeanwhile
    return source
