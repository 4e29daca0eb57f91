"""What was understood of a document together with what people decided about it."""

from apps.archive.models import SourceDocument
from apps.ingest.desk.corrections import Decided, apply_corrections
from apps.ingest.record_json import read_record
from apps.ingest.records import MeetingRecord


def with_decisions(source: SourceDocument, record: MeetingRecord) -> MeetingRecord:
    """`record` with what people decided about it."""
    rows = source.corrections.order_by("pk").values_list("target", "field", "value")
    return apply_corrections(record, (Decided(*row) for row in rows))


def decided_record(source: SourceDocument) -> MeetingRecord:
    """The record of a document that was read, with what people decided about it."""
    return with_decisions(source, read_record(source.record or {}))
