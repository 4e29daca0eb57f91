"""The audit trail as administrators read it. django-auditlog writes it; the database refuses to change it."""

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from auditlog.models import LogEntry
from django.db.models import DateTimeField, Model, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

ACTIONS = {
    LogEntry.Action.CREATE: "Oprettet",
    LogEntry.Action.UPDATE: "Ændret",
    LogEntry.Action.DELETE: "Slettet",
    LogEntry.Action.ACCESS: "Set",
}
# What libraries call in English.
KINDS = {"authenticator": "andet trin", "emailaddress": "e-mailadresse"}
COLUMNS = ["Tidspunkt", "Hvem", "Hvad skete der", "Type", "Hvad", "Ændringer"]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def hide(value: str) -> str:
    """What stands in the trail for a value that nobody may read there; auditlog's own leaves half of it."""
    return "skjult"


def entries_of(municipality: Model) -> QuerySet[LogEntry]:
    """What was done in `municipality`, newest first: entries of rows whose `get_additional_data` names it."""
    entries: QuerySet[LogEntry] = (
        LogEntry.objects.filter(additional_data__municipality=municipality.pk)
        .select_related("actor", "content_type")
        .order_by("-pk")
    )
    return entries


def describe_entry(entry: LogEntry) -> list[str]:
    """The entry in words, one for each of `COLUMNS`."""
    return [
        _moment(entry.timestamp),
        actor_of(entry),
        ACTIONS[entry.action],
        kind_of(entry),
        entry.object_repr,
        "; ".join(describe_changes(entry)),
    ]


def actor_of(entry: LogEntry) -> str:
    """Who did it; a command or a worker has no name."""
    return str(entry.actor) if entry.actor else entry.actor_email or "Systemet"


def kind_of(entry: LogEntry) -> str:
    """The kind of thing that was changed; by its code name when there are no such things any more."""
    return KINDS.get(entry.content_type.model) or str(entry.content_type.name)


def describe_changes(entry: LogEntry) -> Iterator[str]:
    """`rolle: Indlægger → Godkender`, one for each field; of what is new only what it became."""
    model = entry.content_type.model_class()
    fields = {field.name: field for field in model._meta.fields} if model else {}  # noqa: SLF001  # public API
    for name, change in (entry.changes or {}).items():
        field = fields.get(name)
        label = str(field.verbose_name) if field else name
        if isinstance(change, dict):  # of a relation to many
            yield f"{label}: {', '.join(change.get('objects', []))}"
            continue
        before, after = (_value_words(value, field) for value in change)
        if before and before != after:
            yield f"{label}: {before} → {after or '(intet)'}"
        elif after:
            yield f"{label}: {after}"


def write_csv(entries: Iterable[LogEntry]) -> Iterator[str]:
    """Lines that a Danish spreadsheet opens as they are. No cell can start a formula there."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff" + writer.writerow(COLUMNS)
    for entry in entries:
        yield writer.writerow([_harmless(cell) for cell in describe_entry(entry)])


class _Echo:
    """Hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _value_words(value: str, field: Any) -> str:
    """A value as the log keeps it, in words; empty for none."""
    if value in ("None", ""):
        return ""
    if isinstance(field, DateTimeField):
        return _moment(datetime.fromisoformat(value).replace(tzinfo=UTC))
    choices = {str(key): label for key, label in field.choices or []} if field else {}
    return {"True": "ja", "False": "nej"}.get(value, str(choices.get(value, value)))


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "Y-m-d H:i:s")
