"""The audit trail as administrators read it. django-auditlog writes it; the database refuses to change it."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from auditlog.models import LogEntry
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

ACTIONS = {
    LogEntry.Action.CREATE: "Oprettet",
    LogEntry.Action.UPDATE: "Ændret",
    LogEntry.Action.DELETE: "Slettet",
    LogEntry.Action.ACCESS: "Set",
}
COLUMNS = ["Tidspunkt", "Hvem", "Hvad skete der", "Type", "Hvad", "Ændringer"]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


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
        date_format(timezone.localtime(entry.timestamp), "Y-m-d H:i:s"),
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
    return str(entry.content_type.name)


def describe_changes(entry: LogEntry) -> Iterator[str]:
    """`rolle: Indlægger → Godkender`, one for each field."""
    model = entry.content_type.model_class()
    for name, change in (entry.changes or {}).items():
        if isinstance(change, dict):
            yield f"{name}: {', '.join(change.get('objects', []))}"
            continue
        label, choices = _field_words(model, name)
        before, after = (_value_words(value, choices) for value in change)
        yield f"{label}: {before} → {after}"


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


def _field_words(model: type[Model] | None, name: str) -> tuple[str, dict[str, Any]]:
    fields = {field.name: field for field in model._meta.fields} if model else {}  # noqa: SLF001  # Django's public API
    if name not in fields:
        return name, {}
    return str(fields[name].verbose_name), {str(value): label for value, label in fields[name].choices or []}


def _value_words(value: str, choices: dict[str, Any]) -> str:
    if value in ("None", ""):
        return "(intet)"
    return {"True": "ja", "False": "nej"}.get(value, str(choices.get(value, value)))
