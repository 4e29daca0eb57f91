"""What of a closed item is public: its number, title, case number and decision."""

from apps.ingest.records import AgendaItemRecord


def has_more_than_is_public(item: AgendaItemRecord) -> bool:
    """Whether a closed item says more than its number, title, case number and decision."""
    if not item.closed:
        return False
    if item.attachments or item.prior_decisions or item.absent:
        return True
    decision = " ".join((item.decision or "").split())
    texts = (" ".join(section.text.split()) for section in item.sections)
    return any(text not in decision for text in texts)
